/**
 * Turns a request for totals into a complete query (Ask) and decides which stored cells can answer it. A query that no
 * cell can answer is counted from filings: slower, never different.
 */
import type { Actor } from '../../data/as-actor.ts';
import type { Tx } from '../../data/database.ts';
import { BEFORE_THE_FIRST, latestPosting, type Posting } from '../../data/posting.queries.ts';
import { shanghaiYear } from '../../domain/values/day.ts';
import { TOTALS_MAX_YEARS } from '../../domain/limits.ts';
import { databaseRoleOf } from '../../domain/roles.ts';
import { postingOf } from '../../http/as-of.ts';
import { invalid } from '../../http/problem.ts';
import { DIMENSIONS, type Dimension, type TotalsFilter } from './totals.dto.ts';

/** A query for totals with defaults filled in, restricted to what its reader may see. */
export interface Ask {
  readonly basis: 'filed' | 'disbursed';
  readonly from: number;
  readonly to: number;
  /** In the order of DIMENSIONS; always includes `year`. */
  readonly by: readonly Dimension[];
  readonly until: string | null;
  /** Null: all visible banks. Empty: none. */
  readonly banks: readonly string[] | null;
  readonly regions: readonly string[] | null;
  /** The totals of one firm alone, for a reader who sees more; null otherwise. They are counted from filings. */
  readonly uscc: string | null;
  /** The posting that the totals stand on; null: totals of now. Number 0: before the first posting, when all is zero. */
  readonly posting: Posting | null;
}

/**
 * Resolves a query for its reader: `posting` is null, and found by postingOf where the query names one.
 *
 * @throws Problem VALIDATION_FAILED for reversed or too many years
 */
export function askOf(query: TotalsFilter, actor: Actor, at: Date): Ask {
  if (query.asOf !== undefined && query.posted === true) throw invalid({ path: 'posted', code: 'NOT_ALLOWED' });
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
    banks: visibleOf(query.bank, actor.bank ? [actor.bank.code] : null),
    regions: visibleOf(query.region, actor.regions),
    uscc: null,
    posting: null,
  };
}

/** Whether the query asks for posted totals instead of those of now. */
export const asksForPosting = ({ asOf, posted }: TotalsFilter): boolean => asOf !== undefined || posted === true;

/** The posting that a query asks for; null for totals of now. @throws Problem VALIDATION_FAILED for a number not posted yet */
export async function postingOfQuery(tx: Tx, query: TotalsFilter): Promise<Posting | null> {
  if (query.asOf !== undefined) return postingOf(tx, query.asOf);
  return query.posted === true ? ((await latestPosting(tx)) ?? BEFORE_THE_FIRST) : null;
}

/** The requested codes that are visible to the reader; all visible ones if none are requested. @param visible null: all */
export function visibleOf(
  requested: readonly string[] | undefined,
  visible: readonly string[] | null,
): readonly string[] | null {
  if (requested === undefined) return visible && [...visible].sort();
  return requested.filter((code) => visible === null || visible.includes(code)).sort();
}

/** The dimensions of cells besides time. */
export type Split = 'all' | 'bank' | 'region' | 'bank_region';

/**
 * What totals are read from. `live`: the cells and the pending entries, or filings; `posted`: the cells, which are those
 * of the posting asked for, or the ledger; `ledger`: the ledger alone, as the cells have gone on.
 */
export type Source = 'live' | 'posted' | 'ledger';

/** Whether sums can be read from cells; a null role is the system. Sums add up over cells, so any choice of banks and regions can. */
export function sumsInCells(ask: Ask, source: Source, role: Actor['role'] | null): boolean {
  return (
    source !== 'ledger' &&
    ask.until === null &&
    ask.uscc === null &&
    (role === null || databaseRoleOf(role) !== 'zhidai_firm')
  );
}

/**
 * The split of the cells that hold the distinct firms of each row, or null when firms must be counted from filings:
 * counts of firms do not add up, so a filter by several banks or regions can use cells only if rows are split by them too.
 */
export function firmSplit(ask: Ask, source: Source, role: Actor['role'] | null): Split | null {
  if (!sumsInCells(ask, source, role)) return null;
  const filters = { bank: ask.banks, region: ask.regions };
  const split = (['bank', 'region'] as const).filter(
    (dimension) => ask.by.includes(dimension) || filters[dimension] !== null,
  );
  if (split.some((dimension) => !ask.by.includes(dimension) && filters[dimension]!.length > 1)) return null;
  // There are no such cells: nearly every filing would have its own.
  if (split.length === 2 && ask.by.includes('month')) return null;
  return (split.join('_') || 'all') as Split;
}
