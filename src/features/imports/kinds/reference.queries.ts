import { createHash } from 'node:crypto';
import type { Tx } from '../../../data/database.ts';
import { indexRegions, type Regions } from '../../../domain/sheet/cell-region.ts';
import type { LprTable, ProgrammeVersion } from '../../../domain/programme/programme.ts';
import { limitsFromWire } from '../../../domain/programme/wire.ts';

/** What every row is judged by, read once for a file. */
export interface Reference {
  readonly regions: Regions;
  readonly banks: readonly { readonly code: string; readonly name: string }[];
  readonly programmes: readonly ProgrammeVersion[];
  readonly lpr: LprTable;
  /** Of all that. */
  readonly digest: string;
}

export async function readReference(tx: Tx): Promise<Reference> {
  const regions = await tx.selectFrom('region').select(['code', 'name', 'valid_from', 'valid_to']).execute();
  const banks = await tx.selectFrom('bank').select(['code', 'name']).execute();
  const programmes = await tx.selectFrom('programme_rule').selectAll().execute();
  const lpr = await tx.selectFrom('lpr').select(['from_day', 'one_year_e4']).orderBy('from_day').execute();
  const { lpr_checked_until } = await tx.selectFrom('registry').select('lpr_checked_until').executeTakeFirstOrThrow();
  return {
    regions: indexRegions(
      regions.map(({ code, name, valid_from, valid_to }) => ({ code, name, validFrom: valid_from, validTo: valid_to })),
    ),
    banks,
    programmes: programmes.map((row) => ({
      code: row.code,
      name: row.name,
      regionPrefix: row.region_prefix,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      reviewAll: row.review_all,
      limits: limitsFromWire(row.limits),
    })),
    digest: createHash('md5')
      .update(JSON.stringify([regions, banks, programmes, lpr, lpr_checked_until]))
      .digest('hex'),
    lpr: {
      rows: lpr.map((row) => ({ from: row.from_day, oneYearE4: row.one_year_e4 })),
      checkedUntil: lpr_checked_until ?? '0001-01-01',
    },
  };
}
