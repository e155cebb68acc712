/** The query of totals behind a code: what it asks, in the row scope of the account to which the code was issued. */
import type { Actor } from '../../../data/as-actor.ts';
import type { Posting } from '../../../data/posting.queries.ts';
import type { ProofRow } from '../../../data/proof.queries.ts';
import { filtersAs, type Filters } from '../../../http/filters.ts';
import { invalid, Problem, underPath } from '../../../http/problem.ts';
import { askOf, visibleOf, type Ask } from '../totals.ask.ts';
import { TotalsFilter } from '../totals.dto.ts';

/** What is stored of a query: all defaults filled in, so that it means the same in later years. */
export interface StoredQuery {
  readonly basis: Ask['basis'];
  readonly from: number;
  readonly to: number;
  readonly by: Ask['by'];
  readonly until: string | null;
  readonly bank: readonly string[] | null;
  readonly region: readonly string[] | null;
}

/** The query that a filter means for its reader. @throws Problem VALIDATION_FAILED */
export function storedQuery(filter: TotalsFilter, actor: Actor, at: Date): StoredQuery {
  const { basis, from, to, by, until } = askOf(filter, actor, at);
  return { basis, from, to, by, until, bank: filter.bank ?? null, region: filter.region ?? null };
}

/**
 * The query of a body, for its reader.
 *
 * @throws Problem VALIDATION_FAILED with paths under `query`; a code names its posting itself, so the query names none
 */
export function queryOfBody(query: Filters, actor: Actor, at: Date): StoredQuery {
  return underPath('query', () => {
    const filter = filtersAs(TotalsFilter, query);
    for (const path of ['asOf', 'posted'] as const) if (filter[path]) throw invalid({ path, code: 'NOT_ALLOWED' });
    return storedQuery(filter, actor, at);
  });
}

/** The query of a code, to be answered by the system as the account saw it. @param posting null: as of now */
export function askOfProof(row: ProofRow, posting: Posting | null): Ask {
  if (row.query === null) throw new Problem('INTERNAL');
  const { bank, region, ...asked } = row.query as StoredQuery;
  return {
    ...asked,
    banks: visibleOf(bank ?? undefined, row.bank_code === null ? null : [row.bank_code]),
    regions: visibleOf(region ?? undefined, row.regions),
    uscc: row.uscc,
    posting,
  };
}
