/** Pages of lists that are read as a whole, such as regions; long lists are paged by their queries. */
import type { CursorKeys, Cursors } from './cursor.ts';
import type { PageQuery } from './page-query.ts';
import { invalid } from './problem.ts';

/**
 * One page of a short list that is in memory; the whole list if the query has no `limit`.
 *
 * @param keyOf a stable, unique key of an item
 * @param boundTo see Cursors
 * @throws Problem VALIDATION_FAILED (INVALID_CURSOR at `cursor`)
 */
export function paginate<T>(
  all: readonly T[],
  keyOf: (item: T) => string,
  { limit, cursor }: PageQuery,
  cursors: Cursors,
  boundTo: CursorKeys,
): { items: readonly T[]; nextCursor: string | null } {
  const last = cursor === undefined ? null : cursors.read(boundTo, cursor)[0];
  const from = last === null ? 0 : all.findIndex((item) => keyOf(item) === last) + 1;
  if (last !== null && from === 0) throw invalid({ path: 'cursor', code: 'INVALID_CURSOR' });
  const items = limit === undefined ? all.slice(from) : all.slice(from, from + limit);
  return {
    items,
    nextCursor: from + items.length < all.length ? cursors.write(boundTo, [keyOf(items.at(-1)!)]) : null,
  };
}
