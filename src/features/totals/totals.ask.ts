import type { Actor } from '../../data/as-actor.ts';
import { shanghaiYear } from '../../domain/values/day.ts';
import { TOTALS_MAX_YEARS } from '../../domain/limits.ts';
import { databaseRoleOf } from '../../domain/roles.ts';
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
  /** Null: all that the reader may see. An empty list: nothing. */
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

/** What cells are split by, beside time. */
export type Split = 'all' | 'bank' | 'region' | 'bank_region';

/** Whether sums can be read from cells. They add up, so any choice of banks and regions can. */
export function sumsAreKept(ask: Ask, role: Actor['role']): boolean {
  return ask.until === null && databaseRoleOf(role) !== 'zhidai_firm';
}

/**
 * The split of the cells that hold the distinct firms of each row, or null when they have to be counted from filings:
 * firms do not add up, so a filter by several banks or regions has cells only when the rows are split by them too.
 */
export function firmSplit(ask: Ask, role: Actor['role']): Split | null {
  if (!sumsAreKept(ask, role)) return null;
  const filters = { bank: ask.banks, region: ask.regions };
  const split = (['bank', 'region'] as const).filter(
    (dimension) => ask.by.includes(dimension) || filters[dimension] !== null,
  );
  if (split.some((dimension) => !ask.by.includes(dimension) && filters[dimension]!.length > 1)) return null;
  // Not kept: nearly every filing would be a cell of its own.
  if (split.length === 2 && ask.by.includes('month')) return null;
  return (split.join('_') || 'all') as Split;
}
