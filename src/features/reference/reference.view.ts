/** Reads the reference data. Programme rules are shown with every limit, also those that are not set. */
import type { Tx } from '../../data/database.ts';
import type { Day } from '../../domain/values/day.ts';
import { LIMIT_ENTRIES, type WireLimits } from '../../domain/programme/limits/registry.ts';

export interface PlaceInForce {
  code: string;
  name: string;
  validFrom: Day | null;
  /** The last valid day. */
  validTo: Day | null;
}

/** All limits by name; null if a limit is not set. */
type AllLimits = { [K in keyof Required<WireLimits>]: Required<WireLimits>[K] | null };

export interface RuleInForce {
  code: string;
  name: string;
  regionPrefix: string;
  validFrom: Day;
  validTo: Day | null;
  reviewAll: boolean;
  limits: AllLimits;
}

/** Banks or regions in order of code, including those that are no longer valid. */
export async function viewPlaces(tx: Tx, table: 'bank' | 'region'): Promise<PlaceInForce[]> {
  // The two tables have the same columns.
  const rows = await tx
    .selectFrom(table as 'bank')
    .select(['code', 'name', 'valid_from', 'valid_to'])
    .orderBy('code')
    .execute();
  return rows.map((row) => ({ code: row.code, name: row.name, validFrom: row.valid_from, validTo: row.valid_to }));
}

/** The programme rules that are valid on a day. */
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
    limits: withNulls(row.limits as WireLimits),
  }));
}

const withNulls = (limits: WireLimits): AllLimits =>
  Object.fromEntries(LIMIT_ENTRIES.map(([name]) => [name, limits[name] ?? null])) as AllLimits;
