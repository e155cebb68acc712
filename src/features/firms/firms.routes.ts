/** Routes of firms. A path with an invalid code is a 404, not a 400. */
import { shanghaiDay } from '../../domain/values/day.ts';
import { LIST_LIMIT_DEFAULT_ITEMS } from '../../domain/limits.ts';
import type { Cursors } from '../../http/cursor.ts';
import { fileOfList, type Downloads } from '../../http/downloads.ts';
import { postingOf, presentPosting } from '../../http/as-of.ts';
import { etag } from '../../http/etag.ts';
import { notFound } from '../../http/problem.ts';
import { transactionRoute, ok, type Route } from '../../http/route.ts';
import { XLSX } from '../../sheets/workbook.ts';
import { firmAsOf } from './firms.as-of.view.ts';
import { FirmBody, FirmOn, FirmSearch } from './firms.dto.ts';
import { putFirm } from './firms.service.ts';
import { firmsExport } from './firms.table.ts';
import { searchFirms, viewFirm, viewStatus } from './firms.view.ts';

export interface FirmDeps {
  readonly cursors: Cursors;
  readonly downloads: Downloads;
}

const PATH = '/api/v1/firms/:uscc';

export function firmRoutes({ cursors, downloads }: FirmDeps): Route[] {
  return [listRoute(cursors, downloads), readRoute, putRoute, statusRoute];
}

const listRoute = (cursors: Cursors, downloads: Downloads): Route =>
  transactionRoute<FirmSearch, unknown>({
    method: 'GET',
    path: '/api/v1/firms',
    permission: 'firm.list',
    action: 'firm.list',
    tag: 'firms',
    summary: 'Firms by part of the name, pinyin initials or code 查找企业',
    query: FirmSearch,
    file: fileOfList(downloads, firmsExport),
    answers: {
      200: {
        description: 'the visible firms, by code; as a file: all of them',
        schema: 'FirmList',
        also: ['text/csv', XLSX],
      },
    },
    async handle(tx, actor, incoming) {
      const { q, cursor, limit = LIST_LIMIT_DEFAULT_ITEMS } = incoming.query();
      const boundTo = [actor.accountId, 'firms', q ?? null];
      const after = cursor === undefined ? null : String(cursors.read(boundTo, cursor)[0]);
      const found = await searchFirms(tx, q, after, limit + 1);
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return ok({ items, nextCursor: found.length > limit && last ? cursors.write(boundTo, [last.uscc]) : null });
    },
  });

const readRoute = transactionRoute<FirmOn, unknown>({
  method: 'GET',
  path: PATH,
  permission: 'firm.read',
  action: 'firm.read',
  tag: 'firms',
  summary: 'A firm with its qualifications, as of a day 企业及其资质',
  query: FirmOn,
  answers: { 200: { description: 'the firm', schema: 'Firm' } },
  async handle(tx, actor, incoming) {
    const today = shanghaiDay(incoming.at);
    const found = await viewFirm(tx, actor.role, incoming.params['uscc'] ?? '', today);
    if (found === null) throw notFound();
    const { on = today, asOf } = incoming.query();
    const onDay = on === today ? found : ((await viewFirm(tx, actor.role, found.firm.uscc, on)) ?? found);
    if (asOf === undefined) return ok(onDay.firm, etag(onDay.version, on));
    const posting = await postingOf(tx, asOf);
    const was = await firmAsOf(tx, onDay, on, posting.no);
    if (was === null) throw notFound();
    return ok({ ...was.firm, posting: presentPosting(posting) });
  },
});

const putRoute = transactionRoute<unknown, FirmBody>({
  method: 'PUT',
  path: PATH,
  permission: 'firm.write',
  action: 'firm.register',
  tag: 'firms',
  ifMatch: 'required',
  summary: 'Register a firm (even if its code fails the check), rename or relocate it 登记企业、更名、迁址',
  body: FirmBody,
  answers: {
    200: { description: 'changed; requires If-Match', schema: 'Firm' },
    201: { description: 'registered', schema: 'Firm' },
  },
  async handle(tx, actor, incoming) {
    const { uscc, created } = await putFirm(tx, actor, incoming.params['uscc'] ?? '', incoming);
    const today = shanghaiDay(incoming.at);
    const found = await viewFirm(tx, actor.role, uscc, today);
    if (found === null) throw notFound();
    const headers = etag(found.version, today);
    return created
      ? { status: 201, body: found.firm, headers: { ...headers, Location: `/api/v1/firms/${uscc}` } }
      : ok(found.firm, headers);
  },
});

const statusRoute = transactionRoute({
  method: 'GET',
  path: `${PATH}/status`,
  permission: 'firm.read',
  action: 'firm.status',
  tag: 'firms',
  summary: 'The status of a firm: qualifications with days left, filings with their states, totals per year 企业主页',
  answers: {
    200: {
      description: 'the newest 200 visible filings, and totals of accepted ones by year of filedOn',
      schema: 'FirmStatus',
    },
  },
  async handle(tx, actor, incoming) {
    const page = await viewStatus(tx, actor.role, incoming.params['uscc'] ?? '', shanghaiDay(incoming.at));
    if (page === null) throw notFound();
    incoming.validateQuery();
    return ok(page);
  },
});
