import { parseDay } from '../../domain/values/day.ts';
import type { Cursors } from '../../http/cursor.ts';
import { invalid } from '../../http/problem.ts';
import { PageQuery } from '../../http/page-query.ts';
import { transactionRoute, ok, type Route } from '../../http/route.ts';
import { paginate } from '../../http/paginate.ts';
import { LprBody, LprCheckedBody } from './lpr.dto.ts';
import { insertLpr, lockLpr, updateCheckedUntil, updateLpr } from './lpr.queries.ts';
import { viewLprTable } from './lpr.view.ts';
import { putRecord, putAnswer } from './put-record.ts';

const PATH = '/api/v1/admin/lpr';

export const lprRoutes = ({ cursors }: { cursors: Cursors }): Route[] => [listRoute(cursors), checkedRoute, putRoute];

const listRoute = (cursors: Cursors): Route =>
  transactionRoute<PageQuery, unknown>({
    method: 'GET',
    path: PATH,
    query: PageQuery,
    permission: 'reference.manage',
    action: 'lpr.list',
    tag: 'administration',
    summary: 'Loan prime rates 贷款市场报价利率',
    answers: { 200: { description: 'by date; without `limit` all of them', schema: 'LprTable' } },
    async handle(tx, actor, incoming) {
      const query = incoming.query();
      const { checkedUntil, items } = await viewLprTable(tx);
      return ok({ checkedUntil, ...paginate(items, ({ date }) => date, query, cursors, [actor.accountId, PATH]) });
    },
  });

const checkedRoute = transactionRoute<unknown, LprCheckedBody>({
  method: 'PUT',
  path: PATH,
  permission: 'reference.manage',
  action: 'lpr.checked',
  tag: 'administration',
  body: LprCheckedBody,
  summary: 'Set the day until which the rates have been checked 登记核对至日期',
  answers: { 200: { description: 'all rates', schema: 'LprTable' } },
  async handle(tx, _actor, incoming) {
    await updateCheckedUntil(tx, incoming.body().checkedUntil);
    return ok({ ...(await viewLprTable(tx)), nextCursor: null });
  },
});

const putRoute = transactionRoute<unknown, LprBody>({
  method: 'PUT',
  path: `${PATH}/:date`,
  permission: 'reference.manage',
  action: 'lpr.put',
  tag: 'administration',
  body: LprBody,
  ifMatch: 'optional',
  summary: 'Enter or change the rates published on a day 登记或修改利率',
  answers: { 200: { description: 'changed', schema: 'Lpr' }, 201: { description: 'entered', schema: 'Lpr' } },
  async handle(tx, _actor, incoming) {
    const date = parseDay(incoming.params['date']);
    if (date === null) throw invalid({ path: 'date', code: 'NOT_A_DATE' }, ...incoming.inspectBody().errors);
    const body = incoming.body();
    const content = { one_year_e4: body.oneYear, five_year_e4: body.fiveYear ?? null };
    const created = await putRecord(incoming, {
      lock: () => lockLpr(tx, date),
      insert: () => insertLpr(tx, date, content),
      update: () => updateLpr(tx, date, content),
    });
    if (body.checkedUntil != null) await updateCheckedUntil(tx, body.checkedUntil);
    const row = (await viewLprTable(tx)).items.find((item) => item.date === date)!;
    return putAnswer(created, `${PATH}/${date}`, row);
  },
});
