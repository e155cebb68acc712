import type { Tx } from '../../data/database.ts';
import type { Day } from '../../domain/values/day.ts';
import type { WireLimits } from '../../domain/programme/wire.ts';

export interface PlaceInForce {
  code: string;
  name: string;
  validFrom: Day | null;
  /** The last valid day. */
  validTo: Day | null;
}

/** Every limit by name; null says that it is not set, and checks nothing. */
type ShownLimits = { [K in keyof Required<WireLimits>]: Required<WireLimits>[K] | null };

export interface RuleInForce {
  code: string;
  name: string;
  regionPrefix: string;
  validFrom: Day;
  validTo: Day | null;
  reviewAll: boolean;
  limits: ShownLimits;
}

export async function viewPlaces(tx: Tx, table: 'bank' | 'region'): Promise<PlaceInForce[]> {
  // The two tables have the same columns.
  const rows = await tx
    .selectFrom(table as 'bank')
    .select(['code', 'name', 'valid_from', 'valid_to'])
    .orderBy('code')
    .execute();
  return rows.map((row) => ({ code: row.code, name: row.name, validFrom: row.valid_from, validTo: row.valid_to }));
}

export async function viewRulesInForce(tx: Tx, on: Day): Promise<RuleInForce[]> {
  const rows = await tx
    .selectFrom('programme_rule')
    .select(['code', 'name', 'region_prefix', 'valid_from', 'valid_to', 'review_all', 'limits'])
    .where('valid_from', '<=', on)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', on)]))
    .orderBy('region_prefix')
    .orderBy('valid_from', 'desc')
    .orderBy('code')
    .execute();
  return rows.map((row) => ({
    code: row.code,
    name: row.name,
    regionPrefix: row.region_prefix,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    reviewAll: row.review_all,
    limits: shown(row.limits as WireLimits),
  }));
}

function shown({
  amount = null,
  rate = null,
  termMonths = null,
  filingDeadline = null,
  gradeLines = null,
}: { [K in keyof WireLimits]: WireLimits[K] | null }): ShownLimits {
  return { amount, rate, termMonths, filingDeadline, gradeLines };
}
