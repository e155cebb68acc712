import type { Db } from '../../data/database.ts';
import { LIST_LIMIT_DEFAULT_ITEMS } from '../../domain/limits.ts';
import type { Cursors } from '../../http/cursor.ts';
import { etag } from '../../http/etag.ts';
import { notFound } from '../../http/problem.ts';
import { UUID } from '../../http/record-id.ts';
import { transactionRoute, noTransactionRoute, noContent, ok, type Route } from '../../http/route.ts';
import { AccountChangeBody, AccountSearch, NewAccountBody } from './accounts.dto.ts';
import {
  changeAccount,
  createAccount,
  resetPassword,
  resetSecondFactor,
  unlockAccount,
  type OneTimePasswords,
} from './accounts.service.ts';
import { listAccounts, viewAccount } from './accounts.view.ts';

const PATH = '/api/v1/admin/accounts';

export function accountRoutes({
  db,
  passwords,
  cursors,
}: {
  readonly db: Db;
  readonly passwords: OneTimePasswords;
  readonly cursors: Cursors;
}): Route[] {
  return [
    listRoute(cursors),
    createRoute(passwords),
    readRoute,
    changeRoute,
    unlockRoute,
    resetRoute(db, passwords),
    resetSecondFactorRoute,
  ];
}

const listRoute = (cursors: Cursors): Route =>
  transactionRoute<AccountSearch, unknown>({
    method: 'GET',
    path: PATH,
    permission: 'account.manage',
    action: 'account.list',
    tag: 'administration',
    summary: 'Accounts by login 账号列表',
    query: AccountSearch,
    answers: { 200: { description: 'accounts', schema: 'AccountList' } },
    async handle(tx, actor, incoming) {
      const { q, awaiting, cursor, limit = LIST_LIMIT_DEFAULT_ITEMS } = incoming.query();
      const boundTo = [actor.accountId, 'accounts', q ?? '', String(awaiting ?? '')];
      const after = cursor === undefined ? null : String(cursors.read(boundTo, cursor)[0]);
      const accounts = await listAccounts(tx, { q, awaiting, after, limit: limit + 1 });
      const items = accounts.slice(0, limit);
      const last = items.at(-1);
      return ok({ items, nextCursor: accounts.length > limit && last ? cursors.write(boundTo, [last.login]) : null });
    },
  });

const createRoute = (passwords: OneTimePasswords): Route =>
  transactionRoute<unknown, NewAccountBody>({
    method: 'POST',
    path: PATH,
    permission: 'account.manage',
    action: 'account.create',
    tag: 'administration',
    body: NewAccountBody,
    idempotent: true,
    summary: 'Create an account with a one-time password that must be changed at first sign-in 新建账号',
    answers: {
      201: {
        description:
          'created; a repetition with the same Idempotency-Key does not return the one-time password again. Where the role takes two people there is none yet, and the account is disabled until it is confirmed',
        schema: 'NewAccount',
      },
    },
    storedBody: ({ oneTimePassword: _secret, ...account }: { oneTimePassword?: string }) => account,
    async handle(tx, _actor, incoming) {
      const account = await createAccount(tx, passwords, incoming);
      return { status: 201, body: account, headers: { ...etag(account.version), Location: `${PATH}/${account.id}` } };
    },
  });

const readRoute = transactionRoute({
  method: 'GET',
  path: `${PATH}/:id`,
  permission: 'account.manage',
  action: 'account.read',
  tag: 'administration',
  summary: 'An account 账号',
  answers: { 200: { description: 'the account', schema: 'Account' } },
  async handle(tx, _actor, incoming) {
    const id = incoming.params['id'] ?? '';
    const account = UUID.test(id) ? await viewAccount(tx, id) : null;
    if (account === null) throw notFound();
    incoming.validateQuery();
    return ok(account, etag(account.version));
  },
});

const changeRoute = transactionRoute<unknown, AccountChangeBody>({
  method: 'PATCH',
  path: `${PATH}/:id`,
  permission: 'account.manage',
  action: 'account.change',
  tag: 'administration',
  body: AccountChangeBody,
  ifMatch: 'required',
  summary: 'Rename, disable or enable an account, move it to another bank or other regions 修改账号',
  answers: { 200: { description: 'changed, with immediate effect on open sessions', schema: 'Account' } },
  async handle(tx, actor, incoming) {
    const account = await changeAccount(tx, actor, incoming.params['id'] ?? '', incoming);
    return ok(account, etag(account.version));
  },
});

const unlockRoute = transactionRoute({
  method: 'POST',
  path: `${PATH}/:id/unlock`,
  permission: 'account.manage',
  action: 'account.unlock',
  tag: 'administration',
  summary: 'Unlock an account: delete its failed sign-ins 解除登录锁定',
  answers: { 204: { description: 'unlocked' } },
  async handle(tx, _actor, incoming) {
    await unlockAccount(tx, incoming.params['id'] ?? '', incoming);
    return noContent();
  },
});

const resetSecondFactorRoute = transactionRoute({
  method: 'POST',
  path: `${PATH}/:id/reset-second-factor`,
  permission: 'account.manage',
  action: 'account.reset-second-factor',
  tag: 'administration',
  summary: 'Remove the second factor of another account, whose phone is lost; its sessions end 移除动态验证码',
  answers: { 204: { description: 'removed, or there was none' } },
  async handle(tx, actor, incoming) {
    await resetSecondFactor(tx, actor, incoming.params['id'] ?? '', incoming);
    return noContent();
  },
});

const resetRoute = (db: Db, passwords: OneTimePasswords): Route =>
  noTransactionRoute({
    method: 'POST',
    path: `${PATH}/:id/reset-password`,
    permission: 'account.manage',
    action: 'account.reset-password',
    tag: 'administration',
    ifMatch: 'optional',
    summary: 'Reset a password: returns a one-time password and ends all sessions of the account 重置密码',
    answers: {
      200: {
        description:
          'the account and its one-time password, which is not returned again; where the role takes two people, whoever confirms gets it',
        schema: 'NewAccount',
      },
    },
    async handle(_db, actor, incoming) {
      const account = await resetPassword(db, passwords, actor, incoming.params['id'] ?? '', incoming);
      return ok(account, etag(account.version));
    },
  });
