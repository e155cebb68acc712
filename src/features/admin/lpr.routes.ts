import { parseDay } from '../../domain/values/day.ts';
import type { Cursors } from '../../http/cursor.ts';
import { invalid } from '../../http/problem.ts';
import { transactionRoute, type Route } from '../../http/route.ts';
import { checkedTableRoutes } from './checked-until.routes.ts';
import { LprBody, LprCheckedBody } from './lpr.dto.ts';
import { insertLpr, lockLpr, updateCheckedUntil, updateLpr } from './lpr.queries.ts';
import { viewLprTable } from './lpr.view.ts';
import { putRecord, putAnswer } from './put-record.ts';

const PATH = '/api/v1/admin/lpr';

export const lprRoutes = ({ cursors }: { cursors: Cursors }): Route[] => [
  ...checkedTableRoutes(
    {
      path: PATH,
      record: 'lpr',
      schema: 'LprTable',
      plural: 'rates',
      listSummary: 'Loan prime rates 贷款市场报价利率',
      checkedSummary: 'Set the day until which the rates have been checked 登记核对至日期',
      Checked: LprCheckedBody,
      view: viewLprTable,
      updateCheckedUntil,
    },
    cursors,
  ),
  putRoute,
];

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
