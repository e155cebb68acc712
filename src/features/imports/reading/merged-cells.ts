/** Fills the rows under a vertically merged cell with its value, while rows are read one after another. */
import { IMPORT_MAX_COLUMNS } from '../../../domain/limits.ts';
import type { ReadCell } from '../../../domain/sheet/cell.ts';
import type { Merge, ReadRow } from '../../../sheets/spreadsheet.ts';

interface ActiveMerge extends Merge {
  readonly cell: ReadCell | undefined;
}

/** Tracks vertically merged cells while the rows of a sheet are read. Of merges over one another the last one counts. */
export class MergedCells {
  readonly #merges: readonly Merge[];
  #next = 0;
  /** By column, so that a row takes no longer than its columns, however many merges there are. */
  readonly #active = new Map<number, ActiveMerge>();

  /** @param merges in order of their first row */
  constructor(merges: readonly Merge[], firstRow: number) {
    this.#merges = merges.filter(({ from, column }) => from >= firstRow && column < IMPORT_MAX_COLUMNS);
  }

  /** The merged cells that cover a row, by column, with the value of their first row. Must be called in row order. */
  at({ n, cells }: ReadRow): ReadonlyMap<number, ReadCell> {
    if (this.#merges.length === 0) return NONE;
    for (const [column, { to }] of this.#active) if (to < n) this.#active.delete(column);
    for (
      let merge = this.#merges[this.#next];
      merge !== undefined && merge.from <= n;
      merge = this.#merges[(this.#next += 1)]
    ) {
      if (merge.to >= n)
        this.#active.set(merge.column, { ...merge, cell: merge.from === n ? cells[merge.column] : undefined });
    }
    const covering = new Map<number, ReadCell>();
    for (const [column, { cell }] of this.#active) if (cell !== undefined) covering.set(column, cell);
    return covering;
  }
}

const NONE: ReadonlyMap<number, ReadCell> = new Map();
