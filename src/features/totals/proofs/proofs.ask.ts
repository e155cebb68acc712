/** The query of totals behind a code: what it asks, in the row scope of the account to which the code was issued. */
import type { Actor } from '../../../data/as-actor.ts';
import type { PostingPoint } from '../../../data/posting.queries.ts';
import type { ProofRow } from '../../../data/proof.queries.ts';
import type { Filters } from '../../../http/filters.ts';
import { Problem, invalid } from '../../../http/problem.ts';
import { inspect } from '../../../http/rule.ts';
import { askOf, type Ask } from '../totals.ask.ts';
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

/** A filter as sent in a body. @throws Problem VALIDATION_FAILED with paths under `query` */
export function filterOf(query: Filters): TotalsFilter {
  const { value, errors } = inspect(TotalsFilter, query);
  if (errors.length > 0) throw invalid(...errors.map((error) => ({ ...error, path: `query.${error.path}` })));
  return value as TotalsFilter;
}

/** The query of a code, to be answered by the system as the account saw it. @param posting null: as of now */
export function askOfProof(row: ProofRow, posting: PostingPoint | null): Ask {
  const query = row.query as StoredQuery | null;
  if (query === null) throw new Problem('INTERNAL');
  const within = (asked: readonly string[] | null, visible: readonly string[] | null): readonly string[] | null =>
    asked === null ? visible : visible === null ? asked : asked.filter((code) => visible.includes(code));
  return {
    basis: query.basis,
    from: query.from,
    to: query.to,
    by: query.by,
    until: query.until,
    banks: within(query.bank, row.bank_code === null ? null : [row.bank_code]),
    regions: within(query.region, row.regions),
    uscc: row.uscc,
    posting,
  };
}
