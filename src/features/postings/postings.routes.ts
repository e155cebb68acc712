/**
 * Routes of the ledger's postings, read-only. The latest posting is public so that anybody can keep its hash as
 * evidence; it discloses no business figure.
 */
import { asSystem } from '../../data/as-actor.ts';
import type { Db } from '../../data/database.ts';
import { latestPosting, listPostings } from '../../data/posting.queries.ts';
import { LIST_LIMIT_DEFAULT_ITEMS } from '../../domain/limits.ts';
import type { Cursors } from '../../http/cursor.ts';
import { notFound } from '../../http/problem.ts';
import { transactionRoute, ok, publicRoute, type Route } from '../../http/route.ts';
import { PostingSearch } from './postings.dto.ts';

export function postingRoutes({ db, cursors }: { readonly db: Db; readonly cursors: Cursors }): Route[] {
  return [latestRoute(db), listRoute(cursors), readRoute];
}

const latestRoute = (db: Db): Route =>
  publicRoute({
    method: 'GET',
    path: '/api/v1/postings/latest',
    tag: 'postings',
    summary: 'The latest posting: number, time and head 最新过账',
    answers: { 200: { description: 'the latest posting; 404 when there is none', schema: 'LatestPosting' } },
    async handle(incoming) {
      const latest = await asSystem(db, 'service', { action: 'posting.latest', at: incoming.at }, latestPosting);
      if (latest === null) throw notFound();
      incoming.validateQuery();
      return ok(latest);
    },
  });

const listRoute = (cursors: Cursors): Route =>
  transactionRoute<PostingSearch, unknown>({
    method: 'GET',
    path: '/api/v1/postings',
    permission: 'posting.read',
    action: 'posting.list',
    tag: 'postings',
    summary: 'Postings by number, ascending 过账列表',
    query: PostingSearch,
    answers: { 200: { description: 'one page', schema: 'PostingList' } },
    async handle(tx, actor, incoming) {
      const { cursor, limit = LIST_LIMIT_DEFAULT_ITEMS, from = 1 } = incoming.query();
      const belongsTo = [actor.accountId, 'postings', from];
      const first = cursor === undefined ? from : Number(cursors.read(belongsTo, cursor)[0]);
      const found = await listPostings(tx, first, limit + 1);
      const next = found[limit];
      return ok({
        items: found.slice(0, limit),
        nextCursor: next === undefined ? null : cursors.write(belongsTo, [next.no]),
      });
    },
  });

const readRoute = transactionRoute({
  method: 'GET',
  path: '/api/v1/postings/:no',
  permission: 'posting.read',
  action: 'posting.read',
  tag: 'postings',
  summary: 'One posting by its number 单笔过账',
  answers: { 200: { description: 'the posting', schema: 'Posting' } },
  async handle(tx, _actor, incoming) {
    const { no } = incoming.params;
    const [posting] = /^[1-9][0-9]{0,14}$/.test(no!) ? await listPostings(tx, Number(no), 1) : [];
    if (posting === undefined || posting.no !== Number(no)) throw notFound();
    incoming.validateQuery();
    return ok(posting);
  },
});
