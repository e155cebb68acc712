import type { Actor } from '../../data/as-actor.ts';
import { shanghaiYear } from '../../domain/values/day.ts';
import { TOTALS_MAX_YEARS } from '../../domain/limits.ts';
import { invalid } from '../../http/problem.ts';
import { DIMENSIONS, type Dimension, type TotalsFilter } from './totals.dto.ts';

/** A question for totals, made definite: defaults filled in, narrowed to what its reader may see. */
export interface Ask {
  readonly basis: 'filed' | 'disbursed';
  readonly from: number;
  readonly to: number;
  /** Always holds `year`; in the order of DIMENSIONS. */
  readonly by: readonly Dimension[];
  readonly until: string | null;
  /** Null is "all in sight". An empty list is nothing. */
  readonly banks: readonly string[] | null;
  readonly regions: readonly string[] | null;
}

/** @throws Problem VALIDATION_FAILED for reversed or too many years */
export function askOf(query: TotalsFilter, actor: Actor, at: Date): Ask {
  const to = query.to ?? Math.max(query.from ?? 0, shanghaiYear(at));
  const from = query.from ?? to;
  if (from > to) throw invalid({ path: 'to', code: 'RANGE_REVERSED' });
  if (to - from >= TOTALS_MAX_YEARS)
    throw invalid({ path: 'to', code: 'TOO_LARGE', params: { max: from + TOTALS_MAX_YEARS - 1 } });
  const wanted = new Set<Dimension>(query.by ?? []).add('year');
  return {
    basis: query.basis ?? 'filed',
    from,
    to,
    by: DIMENSIONS.filter((dimension) => wanted.has(dimension)),
    until: query.until ?? null,
    banks: within(query.bank, actor.bank ? [actor.bank.code] : null),
    regions: within(query.region, actor.regions),
  };
}

function within(asked: readonly string[] | undefined, mayBe: readonly string[] | null): readonly string[] | null {
  if (asked === undefined) return mayBe && [...mayBe].sort();
  return asked.filter((code) => mayBe === null || mayBe.includes(code)).sort();
}

/** The groupings by which totals are kept, beside the years: each by status. */
export const KEPT_SCOPES = [
  'year',
  'month',
  'bank',
  'region',
  'month_bank',
  'month_region',
  'bank_region',
  'month_bank_region',
] as const;
export type KeptScope = (typeof KEPT_SCOPES)[number];

/** The kept cells that answer a question, or null when it has to be counted from the filings. */
export function keptScope(ask: Ask, role: Actor['role']): KeptScope | null {
  if (ask.until !== null || role === 'firm') return null;
  const filters = { month: null, bank: ask.banks, region: ask.regions };
  const split = (['month', 'bank', 'region'] as const).filter(
    (dimension) => ask.by.includes(dimension) || filters[dimension] !== null,
  );
  // Distinct firms do not add up: a filter by several banks has kept cells only when the rows are by bank too.
  if (split.some((dimension) => !ask.by.includes(dimension) && filters[dimension]!.length > 1)) return null;
  return (split.join('_') || 'year') as KeptScope;
}
