/**
 * Further tables below the first one of a sheet, which have other headings or another unit. Their rows are left out,
 * which must be confirmed: read by the columns of the first table, they would be other loans.
 */
import { unitOfLineText } from '../../../domain/sheet/amount-units.ts';
import { headingRowsOf, type HeadingRow } from '../../../domain/sheet/heading-rows.ts';
import type { ImportCode } from '../../../domain/sheet/import-codes.ts';
import type { ImportKind } from '../../../domain/sheet/import-words.ts';
import type { Layout } from '../../../domain/sheet/layout.ts';
import type { ReadRow } from '../../../sheets/spreadsheet.ts';
import type { CodedMessage } from './findings.ts';

export class OtherTables {
  readonly #headingRowOf: (cells: ReadRow['cells']) => HeadingRow | null;
  /** Whether rows belong to another table now, and whether because of its headings or of its unit. */
  #within: 'headings' | 'unit' | null = null;
  #begin = 0;
  #left = { row: 0, count: 0 };
  #unitLines = 0;

  constructor(
    readonly layout: Layout,
    kind: ImportKind,
  ) {
    this.#headingRowOf = headingRowsOf(layout, kind);
  }

  /** Whether the row holds headings. What follows belongs to the table that it begins. */
  readHeadings({ n, cells }: ReadRow): boolean {
    const headings = this.#headingRowOf(cells);
    if (headings === 'other') this.#enter('headings', n);
    else if (headings === 'repeated' && this.#within === 'headings') this.#within = null;
    return headings !== null;
  }

  /** A line below the headings that names another unit than that of the table holds for the rows below it. */
  readUnit({ n, cells }: ReadRow): void {
    const { amountUnit } = this.layout;
    if (amountUnit === null) return;
    for (const cell of cells) {
      const unit = cell === undefined ? null : (unitOfLineText(cell.text)?.unit ?? null);
      if (unit === null) continue;
      if (unit !== amountUnit) {
        this.#unitLines += 1;
        this.#enter('unit', n);
      } else if (this.#within === 'unit') this.#within = null;
    }
  }

  /** Whether the rows belong to another table now. */
  get isWithin(): boolean {
    return this.#within !== null;
  }

  /** Counts a row of another table. */
  leaveOut(): void {
    if (this.#left.count === 0) this.#left.row = this.#begin;
    this.#left.count += 1;
  }

  /** What must be confirmed before the other rows are filed. */
  confirmations(): CodedMessage<ImportCode>[] {
    return this.#left.count === 0 ? [] : [{ code: 'OTHER_TABLE', params: this.#left }];
  }

  /** A line below the table names another unit than its heading, and no rows follow: it may be meant for the table. */
  get contradictsUnit(): boolean {
    return this.#unitLines > 0 && this.#left.count === 0;
  }

  #enter(because: 'headings' | 'unit', n: number): void {
    if (this.#within === null) this.#begin = n;
    this.#within = because;
  }
}
