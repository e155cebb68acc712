import type { ReadCell } from '../../../domain/sheet/cell.ts';
import type { Merge, ReadRow } from '../../../sheets/spreadsheet.ts';

interface Open extends Merge {
  readonly cell: ReadCell | undefined;
}

/** Follows a sheet down its rows, and says what merged cells above say of each. */
export class MergedCells {
  readonly #merges: readonly Merge[];
  #next = 0;
  #open: Open[] = [];

  /** @param merges the uppermost first */
  constructor(merges: readonly Merge[], firstRow: number) {
    this.#merges = merges.filter(({ from }) => from >= firstRow);
  }

  /** The cells of a row that are one with cells of other rows: column → what stands in it. To be asked row by row, downwards. */
  at({ n, cells }: ReadRow): ReadonlyMap<number, ReadCell> {
    if (this.#merges.length === 0) return NONE;
    this.#open = this.#open.filter(({ to }) => to >= n);
    for (
      let merge = this.#merges[this.#next];
      merge !== undefined && merge.from <= n;
      merge = this.#merges[(this.#next += 1)]
    ) {
      if (merge.to >= n) this.#open.push({ ...merge, cell: merge.from === n ? cells[merge.column] : undefined });
    }
    return new Map(this.#open.flatMap(({ column, cell }) => (cell === undefined ? [] : [[column, cell] as const])));
  }
}

const NONE: ReadonlyMap<number, ReadCell> = new Map();
