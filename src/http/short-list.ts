import type { CursorKeys, Cursors } from './cursor.ts';
import type { PageQuery } from './page-query.ts';
import { invalid } from './problem.ts';

/**
 * The page of a list that is short by its nature and was read whole: all of it, unless pages are asked for. `keyOf` names an item for good.
 *
 * @throws Problem VALIDATION_FAILED (INVALID_CURSOR at `cursor`)
 */
export function shortList<T>(
  all: readonly T[],
  keyOf: (item: T) => string,
  { limit, cursor }: PageQuery,
  cursors: Cursors,
  belongsTo: CursorKeys,
): { items: readonly T[]; nextCursor: string | null } {
  const last = cursor === undefined ? null : cursors.read(belongsTo, cursor)[0];
  const from = last === null ? 0 : all.findIndex((item) => keyOf(item) === last) + 1;
  if (last !== null && from === 0) throw invalid({ path: 'cursor', code: 'INVALID_CURSOR' });
  const items = limit === undefined ? all.slice(from) : all.slice(from, from + limit);
  return {
    items,
    nextCursor: from + items.length < all.length ? cursors.write(belongsTo, [keyOf(items.at(-1)!)]) : null,
  };
}
