/**
 * Routes of a table of reference data with one row per date and the day until which it is complete: the list, and that
 * day. The routes of the rows are in lpr.routes.ts and holidays.routes.ts.
 */
import type { Tx } from '../../data/database.ts';
import type { Cursors } from '../../http/cursor.ts';
import { PageQuery } from '../../http/page-query.ts';
import { paginate } from '../../http/paginate.ts';
import { transactionRoute, ok, type Route } from '../../http/route.ts';
import type { DtoClass } from '../../http/rule.ts';

interface CheckedTable {
  readonly path: string;
  /** The first part of the actions in the audit trail. */
  readonly record: string;
  readonly schema: string;
  /** For the descriptions of the answers. */
  readonly plural: string;
  readonly listSummary: string;
  readonly checkedSummary: string;
  readonly Checked: DtoClass<{ checkedUntil: string }>;
  readonly view: (tx: Tx) => Promise<{ checkedUntil: string | null; items: { date: string }[] }>;
  readonly updateCheckedUntil: (tx: Tx, day: string) => Promise<void>;
}

export const checkedTableRoutes = (table: CheckedTable, cursors: Cursors): Route[] => [
  listRoute(table, cursors),
  checkedRoute(table),
];

const listRoute = ({ path, record, schema, listSummary, view }: CheckedTable, cursors: Cursors): Route =>
  transactionRoute<PageQuery, unknown>({
    method: 'GET',
    path,
    query: PageQuery,
    permission: 'reference.manage',
    action: `${record}.list`,
    tag: 'administration',
    summary: listSummary,
    answers: { 200: { description: 'by date; without `limit` all of them', schema } },
    async handle(tx, actor, incoming) {
      const query = incoming.query();
      const { checkedUntil, items } = await view(tx);
      return ok({ checkedUntil, ...paginate(items, ({ date }) => date, query, cursors, [actor.accountId, path]) });
    },
  });

const checkedRoute = ({ path, record, schema, plural, checkedSummary, Checked, ...table }: CheckedTable): Route =>
  transactionRoute<unknown, { checkedUntil: string }>({
    method: 'PUT',
    path,
    permission: 'reference.manage',
    action: `${record}.checked`,
    tag: 'administration',
    body: Checked,
    summary: checkedSummary,
    answers: { 200: { description: `all ${plural}`, schema } },
    async handle(tx, _actor, incoming) {
      await table.updateCheckedUntil(tx, incoming.body().checkedUntil);
      return ok({ ...(await table.view(tx)), nextCursor: null });
    },
  });
