import { HOLIDAY_MAX_DAYS } from '../../domain/limits.ts';
import { addDays, parseDay } from '../../domain/values/day.ts';
import type { Cursors } from '../../http/cursor.ts';
import { invalid, type ProblemError } from '../../http/problem.ts';
import { transactionRoute, type Incoming, type Route } from '../../http/route.ts';
import { checkedTableRoutes } from './checked-until.routes.ts';
import { HolidayBody, HolidaysCheckedBody } from './holidays.dto.ts';
import { insertHoliday, lockHoliday, updateHoliday, updateHolidaysCheckedUntil } from './holidays.queries.ts';
import { viewHolidays } from './holidays.view.ts';
import { putRecord, putAnswer } from './put-record.ts';

const PATH = '/api/v1/admin/holidays';

export const holidayRoutes = ({ cursors }: { cursors: Cursors }): Route[] => [
  ...checkedTableRoutes(
    {
      path: PATH,
      record: 'holiday',
      schema: 'HolidayTable',
      plural: 'holidays',
      listSummary: 'Public holidays and the days worked instead 节假日安排',
      checkedSummary: 'Set the day until which the holidays are entered 登记安排截止日期',
      Checked: HolidaysCheckedBody,
      view: viewHolidays,
      updateCheckedUntil: updateHolidaysCheckedUntil,
    },
    cursors,
  ),
  putRoute,
];

const putRoute = transactionRoute<unknown, HolidayBody>({
  method: 'PUT',
  path: `${PATH}/:date`,
  permission: 'reference.manage',
  action: 'holiday.put',
  tag: 'administration',
  body: HolidayBody,
  ifMatch: 'optional',
  summary: 'Enter or change the days off, or worked instead, that begin on a day 登记或修改节假日',
  answers: { 200: { description: 'changed', schema: 'Holiday' }, 201: { description: 'entered', schema: 'Holiday' } },
  async handle(tx, _actor, incoming) {
    const { date, to, body } = validHoliday(incoming);
    const content = { to_day: to, kind: body.kind, name: body.name, source: body.source ?? null };
    const created = await putRecord(incoming, {
      lock: () => lockHoliday(tx, date),
      insert: () => insertHoliday(tx, date, content),
      update: () => updateHoliday(tx, date, content),
    });
    if (body.checkedUntil != null) await updateHolidaysCheckedUntil(tx, body.checkedUntil);
    const row = (await viewHolidays(tx)).items.find((item) => item.date === date)!;
    return putAnswer(created, `${PATH}/${date}`, row);
  },
});

/** @throws Problem VALIDATION_FAILED, also for a last day before the first or too long after it */
function validHoliday(incoming: Incoming<unknown, HolidayBody>): { date: string; to: string; body: HolidayBody } {
  const { value, errors: found } = incoming.inspectBody();
  const errors: ProblemError[] = [...found];
  const date = parseDay(incoming.params['date']);
  if (date === null) errors.push({ path: 'date', code: 'NOT_A_DATE' });
  const to = value.to ?? date;
  if (date !== null && to !== null && to < date) errors.push({ path: 'to', code: 'RANGE_REVERSED' });
  const last = date === null ? null : addDays(date, HOLIDAY_MAX_DAYS - 1);
  if (last !== null && to !== null && to > last) errors.push({ path: 'to', code: 'TOO_LARGE', params: { max: last } });
  if (errors.length > 0 || date === null || to === null) throw invalid(...errors);
  return { date, to, body: value as HolidayBody };
}
