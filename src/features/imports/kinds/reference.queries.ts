/**
 * Regions, banks and kinds that the cells of an import may name. They are read once for a whole file, not for each row.
 */
import type { Tx } from '../../../data/database.ts';
import { readQualificationKinds } from '../../../data/qualification-kinds.ts';
import type { QualificationKindRow } from '../../../domain/firm/qualification-kind.ts';
import type { Day } from '../../../domain/values/day.ts';
import { indexRegions, type Regions } from '../../../domain/sheet/cell-region.ts';

/** Regions and banks that cells may name. */
export interface Reference {
  readonly regions: Regions;
  readonly kinds: readonly QualificationKindRow[];
  /** The latest first. */
  readonly lprs: readonly { readonly from: Day; readonly oneYearE4: number; readonly fiveYearE4: number | null }[];
  readonly banks: readonly { readonly code: string; readonly name: string }[];
}

/** Reads the reference data once per file. */
export async function readReference(tx: Tx): Promise<Reference> {
  const regions = await tx.selectFrom('region').select(['code', 'name', 'valid_from', 'valid_to']).execute();
  return {
    regions: indexRegions(
      regions.map(({ code, name, valid_from, valid_to }) => ({ code, name, validFrom: valid_from, validTo: valid_to })),
    ),
    kinds: await readQualificationKinds(tx),
    lprs: (
      await tx
        .selectFrom('lpr')
        .select(['from_day', 'one_year_e4', 'five_year_e4'])
        .orderBy('from_day', 'desc')
        .execute()
    ).map((row) => ({ from: row.from_day, oneYearE4: row.one_year_e4, fiveYearE4: row.five_year_e4 })),
    banks: await tx.selectFrom('bank').select(['code', 'name']).execute(),
  };
}
