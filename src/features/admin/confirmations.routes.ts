import type { Db } from '../../data/database.ts';
import { etag } from '../../http/etag.ts';
import { transactionRoute, noTransactionRoute, ok, type Route } from '../../http/route.ts';
import { RefusalBody } from './accounts.dto.ts';
import type { OneTimePasswords } from './accounts.service.ts';
import { confirmAccount, refuseAccount } from './confirmations.service.ts';
import { readDuties } from './duties.queries.ts';

export function confirmationRoutes({
  db,
  passwords,
}: {
  readonly db: Db;
  readonly passwords: OneTimePasswords;
}): Route[] {
  return [dutiesRoute, confirmRoute(db, passwords), refuseRoute];
}

const dutiesRoute = transactionRoute({
  method: 'GET',
  path: '/api/v1/admin/duties',
  permission: 'account.manage',
  action: 'duties.read',
  tag: 'administration',
  summary: 'How the duties of administration are shared out 管理职责',
  answers: { 200: { description: 'the duties, as they are for the caller', schema: 'Duties' } },
  async handle(tx, _actor, incoming) {
    incoming.validateQuery();
    return ok(await readDuties(tx));
  },
});

const confirmRoute = (db: Db, passwords: OneTimePasswords): Route =>
  noTransactionRoute({
    method: 'POST',
    path: '/api/v1/admin/accounts/:id/confirm',
    permission: 'account.manage',
    action: 'account.confirm',
    tag: 'administration',
    ifMatch: 'required',
    summary: 'Confirm, as a second person, what an account awaits 确认账号',
    answers: {
      200: {
        description: 'confirmed, with the one-time password of a new account or a new password',
        schema: 'NewAccount',
      },
    },
    async handle(_db, actor, incoming) {
      const account = await confirmAccount(db, passwords, actor, incoming.params['id'] ?? '', incoming);
      return ok(account, etag(account.version));
    },
  });

const refuseRoute = transactionRoute<unknown, RefusalBody>({
  method: 'POST',
  path: '/api/v1/admin/accounts/:id/refuse',
  permission: 'account.manage',
  action: 'account.refuse',
  tag: 'administration',
  body: RefusalBody,
  ifMatch: 'required',
  summary: 'Refuse or withdraw what an account awaits 不予确认',
  answers: { 200: { description: 'given up; a new account stays disabled', schema: 'Account' } },
  async handle(tx, actor, incoming) {
    const account = await refuseAccount(tx, actor, incoming.params['id'] ?? '', incoming);
    return ok(account, etag(account.version));
  },
});
