import type { Actor } from '../../data/as-actor.ts';
import { shanghaiYear } from '../../domain/day.ts';
import { TOTALS_MAX_YEARS } from '../../domain/limits.ts';
import { invalid } from '../../http/problem.ts';
import { DIMENSIONS, type Dimension, type TotalsQuery } from './totals.dto.ts';

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
export function askOf(query: TotalsQuery, actor: Actor, at: Date): Ask {
  const to = query.to ?? Math.max(query.from ?? 0, shanghaiYear(at));
  const from = query.from ?? to;
  if (from > to) throw invalid({ path: 'to', code: 'RANGE_REVERSED' });
  if (to - from >= TOTALS_MAX_YEARS) throw invalid({ path: 'to', code: 'TOO_LARGE', params: { max: from + TOTALS_MAX_YEARS - 1 } });
  const wanted = new Set<Dimension>(query.by ?? []).add('year');
  return {
    basis: query.basis ?? 'filed', from, to, by: DIMENSIONS.filter((dimension) => wanted.has(dimension)), until: query.until ?? null,
    banks: within(query.bank, actor.bank ? [actor.bank.code] : null), regions: within(query.region, actor.regions),
  };
}

function within(asked: readonly string[] | undefined, mayBe: readonly string[] | null): readonly string[] | null {
  if (asked === undefined) return mayBe && [...mayBe].sort();
  return asked.filter((code) => mayBe === null || mayBe.includes(code)).sort();
}

/** The kept cells that answer a question, or null when it has to be counted from the filings. */
export type KeptScope = 'year' | 'month' | 'bank' | 'region';

export function keptScope(ask: Ask, role: Actor['role']): KeptScope | null {
  if (ask.until !== null || role === 'firm') return null;
  const split = ask.by.filter((dimension): dimension is 'month' | 'bank' | 'region' => dimension !== 'year' && dimension !== 'status');
  if (ask.banks === null && ask.regions === null) return split.length === 0 ? 'year' : split.length === 1 ? split[0]! : null;
  if (ask.regions === null && isAlong(split, 'bank', ask.banks!)) return 'bank';
  if (ask.banks === null && isAlong(split, 'region', ask.regions!)) return 'region';
  return null;
}

/** Distinct firms do not add up: a filter by several banks has kept cells only when the rows are by bank too. */
function isAlong(split: readonly string[], dimension: string, filter: readonly string[]): boolean {
  return (split.length === 1 && split[0] === dimension) || (split.length === 0 && filter.length === 1);
}
