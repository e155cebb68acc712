/**
 * Columns that name the place of a row once more: the code beside the name of a region, its city or province. They are
 * compared with the region, and a code stands in for a name that is missing.
 */
import { contradictsRegion } from '../../../domain/sheet/cell-region.ts';
import { isHeadingOfPlace } from '../../../domain/sheet/headings.ts';
import type { ImportField, ImportKind } from '../../../domain/sheet/import-words.ts';
import type { Layout } from '../../../domain/sheet/layout.ts';
import type { ReadCell, ReadRow } from '../../../sheets/spreadsheet.ts';
import type { DraftRow, Reading } from '../kinds/kind.ts';

export class RegionColumns {
  readonly #columns: readonly number[];

  constructor({ columns }: Layout, kind: ImportKind) {
    this.#columns = columns.flatMap(({ index, header, field }) =>
      field === null && isHeadingOfPlace(header, kind) ? [index] : [],
    );
  }

  /** Puts a code of another column in the place of a region that is missing. */
  fill({ cells }: ReadRow, values: Map<ImportField, ReadCell>): void {
    if (values.has('regionCode')) return;
    const code = this.#columns.map((index) => cells[index]).find((cell) => /^[0-9]{6,12}$/.test(cell?.text ?? ''));
    if (code !== undefined) values.set('regionCode', code);
  }

  /** Refuses a region that another column contradicts. */
  check({ cells }: ReadRow, row: DraftRow, { reference }: Reading): DraftRow {
    const { regionCode, ...draft } = row.draft;
    if (this.#columns.length === 0 || typeof regionCode !== 'string') return row;
    const day = typeof draft['disbursedOn'] === 'string' ? draft['disbursedOn'] : undefined;
    const contradicts = this.#columns.some((index) => {
      const cell = cells[index];
      return cell !== undefined && contradictsRegion(cell, regionCode, reference.regions, day);
    });
    if (!contradicts) return row;
    return { ...row, draft, formErrors: [...row.formErrors, { field: 'regionCode', code: 'AMBIGUOUS_REGION' }] };
  }
}
