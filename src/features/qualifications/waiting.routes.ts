/** Routes of the certificates of published lists that wait for their firm. */
import { LIST_LIMIT_DEFAULT_ITEMS } from '../../domain/limits.ts';
import type { Cursors } from '../../http/cursor.ts';
import { idOf } from '../../http/record-id.ts';
import { transactionRoute, ok, type Route } from '../../http/route.ts';
import { WaitingAssignment, WaitingRefusal, WaitingSearch } from './waiting.dto.ts';
import { assignWaiting, dropWaiting } from './waiting.service.ts';
import { listWaiting, viewWaiting } from './waiting.view.ts';

const PATH = '/api/v1/certificates/waiting';

export const waitingRoutes = (cursors: Cursors): Route[] => [listRoute(cursors), assignRoute, dropRoute];

const listRoute = (cursors: Cursors): Route =>
  transactionRoute<WaitingSearch, unknown>({
    method: 'GET',
    path: PATH,
    permission: 'firm.write',
    action: 'certificate.list',
    tag: 'qualifications',
    summary: 'Certificates of published lists that wait for their firm 待认领证书',
    query: WaitingSearch,
    answers: { 200: { description: 'one page, the newest first', schema: 'WaitingCertificatePage' } },
    async handle(tx, actor, incoming) {
      const { cursor, limit = LIST_LIMIT_DEFAULT_ITEMS, ...filter } = incoming.query();
      const boundTo = [actor.accountId, 'waiting', Object.entries(filter).sort()];
      const after = cursor === undefined ? null : String(cursors.read(boundTo, cursor)[0]);
      const found = await listWaiting(tx, filter, after, limit + 1);
      const items = found.slice(0, limit);
      const last = found.length > limit ? items.at(-1) : undefined;
      return ok({ items, nextCursor: last === undefined ? null : cursors.write(boundTo, [last.id]) });
    },
  });

const assignRoute = transactionRoute<unknown, WaitingAssignment>({
  method: 'POST',
  path: `${PATH}/:id/assign`,
  permission: 'firm.write',
  action: 'certificate.assign',
  tag: 'qualifications',
  summary: 'Assign a waiting certificate to a firm; affected filings are re-linked 认领证书',
  body: WaitingAssignment,
  answers: { 200: { description: 'registered for the firm', schema: 'WaitingCertificate' } },
  async handle(tx, actor, incoming) {
    const id = idOf(incoming);
    await assignWaiting(tx, actor, id, incoming);
    return ok(await viewWaiting(tx, id));
  },
});

const dropRoute = transactionRoute<unknown, WaitingRefusal>({
  method: 'POST',
  path: `${PATH}/:id/drop`,
  permission: 'firm.write',
  action: 'certificate.drop',
  tag: 'qualifications',
  summary: 'Take a certificate off the list of those that wait, with a reason 不再认领',
  body: WaitingRefusal,
  answers: { 200: { description: 'it waits no longer', schema: 'WaitingCertificate' } },
  async handle(tx, _actor, incoming) {
    const id = idOf(incoming);
    await dropWaiting(tx, id, incoming);
    return ok(await viewWaiting(tx, id));
  },
});
