import { randomUUID } from 'node:crypto';
import { asActor, NoSessionError, type Actor, type AuditContext } from '../../data/as-actor.ts';
import type { Db, Tx } from '../../data/database.ts';
import { deleteSecondFactor } from '../../data/second-factor.queries.ts';
import { loginKey } from '../../domain/account/login.ts';
import { ADMINISTRATORS, ROLES, type Role } from '../../domain/roles.ts';
import { notFound, Problem, type ProblemError } from '../../http/problem.ts';
import { UUID } from '../../http/record-id.ts';
import type { Incoming } from '../../http/route.ts';
import type { AccountChangeBody, NewAccountBody } from './accounts.dto.ts';
import {
  bankExists,
  endSessionsOf,
  firmExists,
  deleteFailuresOf,
  insertAccount,
  lockAccount,
  lockAdmins,
  regionsExist,
  roleOfAccount,
  updateAccount,
  type AccountRow,
} from './accounts.queries.ts';
import { viewAccount, type Account } from './accounts.view.ts';
import { readDuties } from './duties.queries.ts';
import { requireAnother, requireOpenDuty } from './duties.service.ts';
import { checkOptionalIfMatch } from './if-match.ts';

/** The part of `Passwords` (features/auth) that administration uses. */
export interface OneTimePasswords {
  oneTime(): Promise<{ readonly oneTimePassword: string; readonly hash: string }>;
}

/** Without the password where another person has yet to confirm, who gets it then. */
export type WithPassword = Account & { oneTimePassword?: string };

/**
 * Creates an account with a one-time password. Where its role takes two people it is disabled until it is confirmed.
 *
 * @throws Problem VALIDATION_FAILED with every bad field, CONFLICT if the login is taken
 */
export async function createAccount(
  tx: Tx,
  passwords: OneTimePasswords,
  incoming: Incoming<unknown, NewAccountBody>,
): Promise<WithPassword> {
  const { value, errors: formatErrors } = incoming.inspectBody();
  const errors = await mergeErrors(formatErrors, () =>
    value.role === undefined ? Promise.resolve([]) : newAccountErrors(tx, value.role, value),
  );
  if (errors.length > 0) throw new Problem('VALIDATION_FAILED', { errors });
  const body = value as NewAccountBody;
  const login = loginKey(body.login);
  const { oneTimePassword, hash } = await passwords.oneTime();
  const id = randomUUID();
  const inserted = await insertAccount(tx, {
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
  if (!inserted) throw new Problem('CONFLICT', { detail: LOGIN_TAKEN });
  return withPassword((await viewAccount(tx, id))!, oneTimePassword);
}

const withPassword = (account: Account, oneTimePassword: string): WithPassword =>
  account.confirmation?.awaits ? account : { ...account, oneTimePassword };

async function newAccountErrors(tx: Tx, role: Role, assignment: Assignment): Promise<ProblemError[]> {
  const { roles } = await readDuties(tx);
  return roles.includes(role)
    ? assignmentErrors(tx, role, assignment, true)
    : [{ path: 'role', code: 'NOT_ALLOWED' as const }];
}

const LOGIN_TAKEN = { 'zh-CN': '该登录名已被使用，请换一个。', en: 'This login is taken. Choose another.' };

/**
 * Changes the fields that the body contains. Disabling an account ends its sessions. Wider regions, and enabling, of an
 * account that takes two people await a confirmation.
 *
 * @throws Problem NOT_FOUND, VALIDATION_FAILED, PRECONDITION_REQUIRED, STALE_VERSION, CONFLICT for the last active
 *   administrator, or what the duties do not allow
 */
export async function changeAccount(
  tx: Tx,
  actor: Actor,
  id: string,
  incoming: Incoming<unknown, AccountChangeBody>,
): Promise<Account> {
  const { account, admins } = await lockAccountAndAdmins(tx, actor, id);
  const { value: body, errors: formatErrors } = incoming.inspectBody();
  const errors = await mergeErrors(formatErrors, () => assignmentErrors(tx, account.role, body, false));
  if (errors.length > 0) throw new Problem('VALIDATION_FAILED', { errors });
  incoming.requireVersion(account.version);
  const duties = await readDuties(tx);
  requireOpenDuty(duties, account, body.disabled === false);
  const disables = body.disabled === true && !account.disabled;
  if (disables) requireAnother(duties, account, admins);
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

/** Locks an account; for an administrator's account, locks all administrators. @throws Problem NOT_FOUND */
export async function lockAccountAndAdmins(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<{ account: AccountRow; admins: AccountRow[] }> {
  const role = UUID.test(id) ? await roleOfAccount(tx, id) : null;
  if (role === null) throw notFound();
  const isAdmin = ADMINISTRATORS.includes(role);
  const admins = isAdmin ? await lockAdmins(tx) : [];
  // The actor may have been disabled while this transaction waited for the lock.
  if (admins.find((admin) => admin.id === actor.accountId)?.disabled) throw new NoSessionError('disabled meanwhile');
  const account = isAdmin ? admins.find((admin) => admin.id === id.toLowerCase()) : await lockAccount(tx, id);
  if (!account) throw notFound();
  return { account, admins };
}

/** Removes the lockout of an account. @throws Problem NOT_FOUND */
export async function unlockAccount(tx: Tx, id: string, incoming: Incoming): Promise<void> {
  const account = await requireAccount(tx, id);
  incoming.validateBody();
  requireOpenDuty(await readDuties(tx), { ...account, must_change_password: account.mustChangePassword }, false);
  await deleteFailuresOf(tx, account.login);
  await updateAccount(tx, account.id, { unlocked_at: incoming.at.toISOString() });
}

/** Removes the second factor of another account and ends its sessions. @throws Problem NOT_FOUND, CONFLICT for one's own */
export async function resetSecondFactor(tx: Tx, actor: Actor, id: string, incoming: Incoming): Promise<void> {
  const account = await requireAccount(tx, id);
  incoming.validateBody();
  if (account.id === actor.accountId) throw new Problem('CONFLICT', { detail: OWN_SECOND_FACTOR });
  if (await deleteSecondFactor(tx, account.id))
    await endSessionsOf(tx, account.id, incoming.at, 'second factor removed');
}

const OWN_SECOND_FACTOR = {
  'zh-CN': '不能在此移除自己的动态验证码，请在“登录与安全”中凭密码和验证码解除绑定。',
  en: 'Your own second factor is removed under “Sign-in and security”, with password and code.',
};

/**
 * Sets a new one-time password, ends all sessions and deletes the failed sign-ins. The password is hashed outside the
 * transaction. An account that takes two people is disabled until another person confirms.
 *
 * @throws Problem NOT_FOUND, STALE_VERSION, TOO_MANY_REQUESTS, CONFLICT for what the duties do not allow
 */
export async function resetPassword(
  db: Db,
  passwords: OneTimePasswords,
  actor: Actor,
  id: string,
  incoming: Incoming,
): Promise<WithPassword> {
  const audit: AuditContext = { action: 'account.reset-password', at: incoming.at, requestId: incoming.requestId };
  await asActor(db, actor.sessionId, audit, (tx) => requireAccount(tx, id));
  const { oneTimePassword, hash } = await passwords.oneTime();
  return asActor(db, actor.sessionId, audit, async (tx) => {
    const { account } = await lockAccountAndAdmins(tx, actor, id);
    incoming.validateBody();
    checkOptionalIfMatch(incoming, account.version);
    requireOpenDuty(await readDuties(tx), account, false);
    await updateAccount(tx, account.id, {
      password_hash: hash,
      must_change_password: true,
      password_changed_at: incoming.at.toISOString(),
      one_time_used_at: null,
    });
    await endSessionsOf(tx, account.id, incoming.at, 'password reset');
    await deleteFailuresOf(tx, account.login);
    return withPassword((await viewAccount(tx, account.id))!, oneTimePassword);
  });
}

/** @throws Problem NOT_FOUND */
export async function requireAccount(tx: Tx, id: string): Promise<Account> {
  const account = UUID.test(id) ? await viewAccount(tx, id) : null;
  if (account === null) throw notFound();
  return account;
}

type Assignment = { bankCode?: string | null; uscc?: string | null; regions?: string[] | null };

/** Errors of the bank, the firm and the regions of an account: its role says which of these it has. */
async function assignmentErrors(
  tx: Tx,
  role: Role,
  { bankCode = null, uscc = null, regions = null }: Assignment,
  isNew: boolean,
): Promise<ProblemError[]> {
  const { belongsTo } = ROLES[role];
  const errors: ProblemError[] = [];
  if (bankCode !== null) {
    if (belongsTo !== 'bank') errors.push({ path: 'bankCode', code: 'NOT_ALLOWED' });
    else if (!(await bankExists(tx, bankCode))) errors.push({ path: 'bankCode', code: 'UNKNOWN_BANK' });
  } else if (isNew && belongsTo === 'bank') errors.push({ path: 'bankCode', code: 'REQUIRED' });
  if (uscc !== null) {
    if (belongsTo !== 'firm') errors.push({ path: 'uscc', code: 'NOT_ALLOWED' });
    else if (!(await firmExists(tx, uscc))) errors.push({ path: 'uscc', code: 'UNKNOWN_FIRM' });
  } else if (isNew && belongsTo === 'firm') errors.push({ path: 'uscc', code: 'REQUIRED' });
  if (regions !== null) {
    if (belongsTo !== 'regions') errors.push({ path: 'regions', code: 'NOT_ALLOWED' });
    // Null means no limit; an empty list is not allowed.
    else if (regions.length === 0) errors.push({ path: 'regions', code: 'TOO_SMALL', params: { min: 1 } });
    else if (!(await regionsExist(tx, regions))) errors.push({ path: 'regions', code: 'UNKNOWN_REGION' });
  }
  return errors;
}

/** Adds errors found with the database to format errors, except for fields that have a format error. */
async function mergeErrors(
  formatErrors: readonly ProblemError[],
  findMore: () => Promise<ProblemError[]>,
): Promise<ProblemError[]> {
  const invalidPaths = new Set(formatErrors.map(({ path }) => path));
  return [...formatErrors, ...(await findMore()).filter(({ path }) => !invalidPaths.has(path))];
}
