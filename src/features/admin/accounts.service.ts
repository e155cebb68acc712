import { randomUUID } from 'node:crypto';
import { asActor, NoSessionError, type Actor, type Deed, type Role } from '../../data/as-actor.ts';
import type { Db, Tx } from '../../data/database.ts';
import { loginKey } from '../../domain/account/login.ts';
import { notFound, Problem, type ProblemError } from '../../http/problem.ts';
import type { Incoming } from '../../http/route.ts';
import type { AccountChangeBody, NewAccountBody } from './accounts.dto.ts';
import {
  bankExists,
  endSessionsOf,
  firmExists,
  forgetFailuresOf,
  insertAccount,
  lockAccount,
  lockAdmins,
  regionsExist,
  roleOfAccount,
  updateAccount,
  type AccountRow,
} from './accounts.queries.ts';
import { viewAccount, type Account } from './accounts.view.ts';
import { matchIfAsked } from './if-match.ts';

/** What administration needs of the hashing of passwords. */
export interface OneTimePasswords {
  oneTime(login: string): Promise<{ readonly oneTimePassword: string; readonly hash: string }>;
}

type WithPassword = Account & { oneTimePassword: string };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** @throws Problem VALIDATION_FAILED with every bad field, CONFLICT when the login is taken */
export async function createAccount(
  tx: Tx,
  passwords: OneTimePasswords,
  incoming: Incoming<unknown, NewAccountBody>,
): Promise<WithPassword> {
  const { value, errors } = incoming.inspectBody();
  const faults = await collect(errors, () =>
    value.role === undefined ? Promise.resolve([]) : faultsOfPlace(tx, value.role, value, true),
  );
  if (faults.length > 0) throw new Problem('VALIDATION_FAILED', { errors: faults });
  const body = value as NewAccountBody;
  const login = loginKey(body.login);
  const { oneTimePassword, hash } = await passwords.oneTime(login);
  const id = randomUUID();
  const made = await insertAccount(tx, {
    id,
    login,
    role: body.role,
    display_name: body.displayName,
    bank_code: body.bankCode ?? null,
    uscc: body.uscc ?? null,
    regions: body.regions ?? null,
    password_hash: hash,
    password_changed_at: incoming.at.toISOString(),
  });
  if (!made) throw new Problem('CONFLICT', { detail: LOGIN_TAKEN });
  return { ...(await viewAccount(tx, id))!, oneTimePassword };
}

const LOGIN_TAKEN = { 'zh-CN': '该登录名已被使用，请换一个。', en: 'This login is taken. Choose another.' };
const LAST_ADMIN = {
  'zh-CN': '这是最后一个可用的管理员账号，不能停用。',
  en: 'This is the last active administrator and cannot be disabled.',
};

/**
 * Changes what the body holds. A disabled account's sessions end with it.
 *
 * @throws Problem NOT_FOUND, VALIDATION_FAILED, PRECONDITION_REQUIRED, STALE_VERSION, CONFLICT for the last active administrator
 */
export async function changeAccount(
  tx: Tx,
  actor: Actor,
  id: string,
  incoming: Incoming<unknown, AccountChangeBody>,
): Promise<Account> {
  const { account, admins } = await lock(tx, actor, id);
  const { value: body, errors } = incoming.inspectBody();
  const faults = await collect(errors, () => faultsOfPlace(tx, account.role, body, false));
  if (faults.length > 0) throw new Problem('VALIDATION_FAILED', { errors: faults });
  incoming.requireVersion(account.version);
  const disables = body.disabled === true && !account.disabled;
  if (disables && account.role === 'admin' && !admins.some((admin) => admin.id !== account.id && !admin.disabled)) {
    throw new Problem('CONFLICT', { detail: LAST_ADMIN });
  }
  const change = {
    ...(body.displayName == null ? {} : { display_name: body.displayName }),
    ...(body.disabled == null ? {} : { disabled: body.disabled }),
    ...(body.bankCode == null ? {} : { bank_code: body.bankCode }),
    ...(body.regions === undefined ? {} : { regions: body.regions }),
  };
  if (Object.keys(change).length > 0) await updateAccount(tx, account.id, change);
  if (disables) await endSessionsOf(tx, account.id, incoming.at, 'account disabled');
  return (await viewAccount(tx, account.id))!;
}

/** Locks an account, and where it is an administrator's all of them. @throws Problem NOT_FOUND */
async function lock(tx: Tx, actor: Actor, id: string): Promise<{ account: AccountRow; admins: AccountRow[] }> {
  const role = UUID.test(id) ? await roleOfAccount(tx, id) : null;
  if (role === null) throw notFound();
  const admins = role === 'admin' ? await lockAdmins(tx) : [];
  // Whoever was disabled while waiting here acts no more.
  if (admins.find((admin) => admin.id === actor.accountId)?.disabled) throw new NoSessionError('disabled meanwhile');
  const account = role === 'admin' ? admins.find((admin) => admin.id === id.toLowerCase()) : await lockAccount(tx, id);
  if (!account) throw notFound();
  return { account, admins };
}

/** Lets the login try again at once. */
export async function unlockAccount(tx: Tx, id: string, incoming: Incoming): Promise<void> {
  const account = await found(tx, id);
  incoming.body();
  await forgetFailuresOf(tx, account.login);
  await updateAccount(tx, account.id, { unlocked_at: incoming.at.toISOString() });
}

/** A new one-time password, which is hashed before the transaction begins. All sessions end, failed sign-ins are forgotten. @throws Problem NOT_FOUND */
export async function resetPassword(
  db: Db,
  passwords: OneTimePasswords,
  actor: Actor,
  id: string,
  incoming: Incoming,
): Promise<WithPassword> {
  const deed: Deed = { action: 'account.reset-password', at: incoming.at, requestId: incoming.requestId };
  const { login } = await asActor(db, actor.sessionId, deed, (tx) => found(tx, id));
  const { oneTimePassword, hash } = await passwords.oneTime(login);
  return asActor(db, actor.sessionId, deed, async (tx) => {
    const { account } = await lock(tx, actor, id);
    incoming.body();
    matchIfAsked(incoming, account.version);
    await updateAccount(tx, account.id, {
      password_hash: hash,
      must_change_password: true,
      password_changed_at: incoming.at.toISOString(),
    });
    await endSessionsOf(tx, account.id, incoming.at, 'password reset');
    await forgetFailuresOf(tx, account.login);
    return { ...(await viewAccount(tx, account.id))!, oneTimePassword };
  });
}

async function found(tx: Tx, id: string): Promise<Account> {
  const account = UUID.test(id) ? await viewAccount(tx, id) : null;
  if (account === null) throw notFound();
  return account;
}

type Place = { bankCode?: string | null; uscc?: string | null; regions?: string[] | null };

/** A bank belongs to officers, a firm to firms' accounts, a limit of regions to auditors. */
async function faultsOfPlace(
  tx: Tx,
  role: Role,
  { bankCode = null, uscc = null, regions = null }: Place,
  isNew: boolean,
): Promise<ProblemError[]> {
  const faults: ProblemError[] = [];
  if (bankCode !== null) {
    if (role !== 'officer') faults.push({ path: 'bankCode', code: 'NOT_ALLOWED' });
    else if (!(await bankExists(tx, bankCode))) faults.push({ path: 'bankCode', code: 'UNKNOWN_BANK' });
  } else if (isNew && role === 'officer') faults.push({ path: 'bankCode', code: 'REQUIRED' });
  if (uscc !== null) {
    if (role !== 'firm') faults.push({ path: 'uscc', code: 'NOT_ALLOWED' });
    else if (!(await firmExists(tx, uscc))) faults.push({ path: 'uscc', code: 'UNKNOWN_FIRM' });
  } else if (isNew && role === 'firm') faults.push({ path: 'uscc', code: 'REQUIRED' });
  if (regions !== null) {
    if (role !== 'auditor') faults.push({ path: 'regions', code: 'NOT_ALLOWED' });
    // Nobody is limited to nothing: no limit is said by null.
    else if (regions.length === 0) faults.push({ path: 'regions', code: 'TOO_SMALL', params: { min: 1 } });
    else if (!(await regionsExist(tx, regions))) faults.push({ path: 'regions', code: 'UNKNOWN_REGION' });
  }
  return faults;
}

/** The faults of form, and those of substance in fields whose form is right. */
async function collect(errors: readonly ProblemError[], more: () => Promise<ProblemError[]>): Promise<ProblemError[]> {
  const wrong = new Set(errors.map(({ path }) => path));
  return [...errors, ...(await more()).filter(({ path }) => !wrong.has(path))];
}
