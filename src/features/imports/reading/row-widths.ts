/**
 * Finds the rows of a CSV that are longer than their headings: a separator inside a value, as in an unquoted 5,000, has
 * moved the cells behind it. Empty cells at the end of all rows alike are no such fault.
 */
import type { ImportField } from '../../../domain/sheet/import-words.ts';
import type { ReadRow } from '../../../sheets/spreadsheet.ts';
import type { StoredError } from './findings.ts';

export class RowWidths {
  #headings = 0;
  /** How long rows usually are; by the first batch of rows below the headings. */
  #usual: number | null = null;

  /** Must be called with each batch of rows, in order. */
  look(batch: readonly ReadRow[], firstRow: number, headerRow: number): void {
    if (this.#usual !== null) return;
    for (const { n, width = 0 } of batch)
      if (n >= headerRow && n < firstRow) this.#headings = Math.max(this.#headings, width);
    const widths = batch.flatMap(({ n, width = 0 }) => (n >= firstRow && width >= this.#headings ? [width] : []));
    if (widths.length > 0) this.#usual = widths.reduce((least, width) => Math.min(least, width));
  }

  /** The error of a row below the headings; null for a row that is not too long. */
  errorOf({ width, cells }: ReadRow, fields: ReadonlyMap<number, ImportField>): StoredError | null {
    if (width === undefined || width <= this.#headings) return null;
    const empty = cells.slice(this.#headings).every((cell) => cell === undefined);
    if (empty && width <= (this.#usual ?? 0) && !hasSplitAmount(cells, fields)) return null;
    return { field: null, code: 'ROW_TOO_LONG', params: { cells: width, columns: this.#headings } };
  }
}

/** 5,000.00 in two cells. */
function hasSplitAmount(cells: ReadRow['cells'], fields: ReadonlyMap<number, ImportField>): boolean {
  return cells.some(
    (cell, index) =>
      fields.get(index) === 'amount' &&
      /^[^0-9]{0,4}[0-9]{1,4}$/.test(cell?.text.trim() ?? '') &&
      /^[0-9]{3}(?:\.[0-9]*)?$/.test(cells[index + 1]?.text.trim() ?? ''),
  );
}
