/** Fills the rows under a vertically merged cell with its value, while rows are read one after another. */
import type { ReadCell } from '../../../domain/sheet/cell.ts';
import type { Merge, ReadRow } from '../../../sheets/spreadsheet.ts';

interface ActiveMerge extends Merge {
  readonly cell: ReadCell | undefined;
}

/** Tracks vertically merged cells while the rows of a sheet are read. */
export class MergedCells {
  readonly #merges: readonly Merge[];
  #next = 0;
  #active: ActiveMerge[] = [];

  /** @param merges in order of their first row */
  constructor(merges: readonly Merge[], firstRow: number) {
    this.#merges = merges.filter(({ from }) => from >= firstRow);
  }

  /** The merged cells that cover a row, by column, with the value of their first row. Must be called in row order. */
  at({ n, cells }: ReadRow): ReadonlyMap<number, ReadCell> {
    if (this.#merges.length === 0) return NONE;
    this.#active = this.#active.filter(({ to }) => to >= n);
    for (
      let merge = this.#merges[this.#next];
      merge !== undefined && merge.from <= n;
      merge = this.#merges[(this.#next += 1)]
    ) {
      if (merge.to >= n) this.#active.push({ ...merge, cell: merge.from === n ? cells[merge.column] : undefined });
    }
    return new Map(this.#active.flatMap(({ column, cell }) => (cell === undefined ? [] : [[column, cell] as const])));
  }
}

const NONE: ReadonlyMap<number, ReadCell> = new Map();
