/** Routes of qualifications, as data with small handlers; the use cases are in qualifications.service.ts. */
import { shanghaiDay } from '../../domain/values/day.ts';
import { LIST_LIMIT_DEFAULT_ITEMS } from '../../domain/limits.ts';
import type { Cursors } from '../../http/cursor.ts';
import { fileOfList, type Downloads } from '../../http/downloads.ts';
import { etag } from '../../http/etag.ts';
import { notFound } from '../../http/problem.ts';
import { transactionRoute, ok, type Answer, type Route } from '../../http/route.ts';
import type { Tx } from '../../data/database.ts';
import { XLSX } from '../../sheets/workbook.ts';
import { HoldersOn, QualificationBody, QualificationSearch, RevokeBody } from './qualifications.dto.ts';
import type { QualificationKey } from './qualifications.queries.ts';
import { listQualifications, presentListed } from './qualifications.list.view.ts';
import { qualificationsExport } from './qualifications.table.ts';
import { keyOf, putQualification, revokeQualification } from './qualifications.service.ts';
import { viewHolders, viewQualification } from './qualifications.view.ts';
import { waitingRoutes } from './waiting.routes.ts';

const PATH = '/api/v1/firms/:uscc/qualifications/:kind/:certificateNo';

export function qualificationRoutes({ cursors, downloads }: { cursors: Cursors; downloads: Downloads }): Route[] {
  return [listRoute(cursors, downloads), readRoute, putRoute, revokeRoute, holdersRoute, ...waitingRoutes(cursors)];
}

const listRoute = (cursors: Cursors, downloads: Downloads): Route =>
  transactionRoute<QualificationSearch, unknown>({
    method: 'GET',
    path: '/api/v1/qualifications',
    permission: 'firm.list',
    action: 'qualification.list',
    tag: 'qualifications',
    summary: 'Qualifications of firms, by kind and certificate 资质名单',
    query: QualificationSearch,
    file: fileOfList(downloads, qualificationsExport),
    answers: {
      200: {
        description: 'one page; as a file: all of them',
        schema: 'QualificationList',
        also: ['text/csv', XLSX],
      },
    },
    async handle(tx, actor, incoming) {
      const { cursor, limit = LIST_LIMIT_DEFAULT_ITEMS, format: _, ...filter } = incoming.query();
      const boundTo = [actor.accountId, 'qualifications', Object.entries(filter).sort()];
      const keys = cursor === undefined ? null : cursors.read(boundTo, cursor).map(String);
      // The cursor contains the day, so that all pages are of the same day, even after midnight.
      const on = filter.on ?? keys?.[2] ?? shanghaiDay(incoming.at);
      const found = await listQualifications(tx, filter, on, keys === null ? null : [keys[0]!, keys[1]!], limit + 1);
      const items = found.slice(0, limit);
      const last = found.length > limit ? items.at(-1) : undefined;
      return ok({
        items: items.map(presentListed),
        nextCursor: last === undefined ? null : cursors.write(boundTo, [last.kind, last.certificate_no, on]),
      });
    },
  });

/** @throws Problem NOT_FOUND */
async function qualificationAnswer(tx: Tx, key: QualificationKey, at: Date): Promise<Answer> {
  const qualification = await viewQualification(tx, key, shanghaiDay(at));
  if (qualification === null) throw notFound();
  return ok(qualification, etag(qualification.version, qualification.asOf));
}

const readRoute = transactionRoute({
  method: 'GET',
  path: PATH,
  permission: 'firm.read',
  action: 'qualification.read',
  tag: 'qualifications',
  summary: 'One qualification of a firm 企业资质',
  answers: { 200: { description: 'the qualification', schema: 'Qualification' } },
  async handle(tx, _actor, incoming) {
    const found = await qualificationAnswer(tx, await keyOf(tx, incoming.params), incoming.at);
    incoming.validateQuery();
    return found;
  },
});

const putRoute = transactionRoute<unknown, QualificationBody>({
  method: 'PUT',
  path: PATH,
  permission: 'firm.write',
  action: 'qualification.set',
  tag: 'qualifications',
  ifMatch: 'required',
  summary: 'Create a qualification or change its period; affected filings are re-linked 登记或变更资质',
  body: QualificationBody,
  answers: {
    200: { description: 'changed; requires If-Match', schema: 'Qualification' },
    201: { description: 'created', schema: 'Qualification' },
  },
  async handle(tx, actor, incoming) {
    const key = await keyOf(tx, incoming.params);
    const created = await putQualification(tx, actor, key, incoming);
    const changed = await qualificationAnswer(tx, key, incoming.at);
    if (!created) return changed;
    const location = `/api/v1/firms/${key.uscc}/qualifications/${key.kind}/${encodeURIComponent(key.certificateNo)}`;
    return { ...changed, status: 201, headers: { ...changed.headers, Location: location } };
  },
});

const revokeRoute = transactionRoute<unknown, RevokeBody>({
  method: 'POST',
  path: `${PATH}/revoke`,
  permission: 'firm.write',
  action: 'qualification.revoke',
  tag: 'qualifications',
  ifMatch: 'required',
  summary: 'Revoke a qualification from a day on, or entirely 取消资格（高企）、撤销登记编号（科小）',
  body: RevokeBody,
  answers: { 200: { description: 'revoked', schema: 'Qualification' } },
  async handle(tx, _actor, incoming) {
    const key = await keyOf(tx, incoming.params);
    await revokeQualification(tx, key, incoming);
    return qualificationAnswer(tx, key, incoming.at);
  },
});

const holdersRoute = transactionRoute<HoldersOn, unknown>({
  method: 'GET',
  path: '/api/v1/qualifications/totals',
  permission: 'firm.list',
  action: 'qualification.totals',
  tag: 'qualifications',
  summary: 'Number of firms with each qualification on a day 持有资质的企业数',
  query: HoldersOn,
  answers: {
    200: { description: 'distinct firms; by the region in which they are registered', schema: 'QualificationTotals' },
  },
  async handle(tx, actor, incoming) {
    const { on = shanghaiDay(incoming.at), by } = incoming.query();
    const { byRegion, total } = await viewHolders(tx, on, actor.regions);
    return ok({ on, rows: by === 'region' ? byRegion : [total], total });
  },
});
