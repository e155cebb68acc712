import { randomUUID } from 'node:crypto';
import { asSystem } from '../../data/as-actor.ts';
import type { Db, Tx } from '../../data/database.ts';
import { loginKey } from '../../domain/account/login.ts';
import { rolesWith, type Role } from '../../domain/roles.ts';
import { deleteSecondFactor } from '../../data/second-factor.queries.ts';
import {
  hasAccounts,
  deleteFailures,
  endSessions,
  insertAdmin,
  lockBootstrap,
  resetAccount,
  adminToReset,
} from './auth.queries.ts';
import { readSeparation } from './duties.queries.ts';
import type { Passwords } from './hashing.ts';

const LOGIN = 'admin';
const DISPLAY_NAME = '管理员';
const SECURITY_LOGIN = 'security';
const SECURITY_DISPLAY_NAME = '安全管理员';

export interface OneTimeSignIn {
  readonly login: string;
  readonly oneTimePassword: string;
  readonly role: Role;
}

/** No account with this login may be reset. */
export class ResetError extends Error {}

/**
 * Creates an administrator if the registry has no account.
 *
 * @returns null if there are accounts; of concurrent calls, one creates the administrator
 */
export async function createFirstAdmin(db: Db, passwords: Passwords, at: Date): Promise<OneTimeSignIn | null> {
  const audit = { action: 'account.first-admin', at };
  if (await asSystem(db, 'bootstrap', audit, hasAccounts)) return null;
  const { oneTimePassword, hash } = await passwords.oneTime();
  const created = await asSystem(db, 'bootstrap', audit, async (tx) => {
    await lockBootstrap(tx);
    return (
      !(await hasAccounts(tx)) &&
      insertAdmin(tx, { id: randomUUID(), login: LOGIN, role: 'admin', displayName: DISPLAY_NAME, hash, at })
    );
  });
  return created ? { login: LOGIN, oneTimePassword, role: 'admin' } : null;
}

/**
 * Sets a new one-time password for an administrator who may manage accounts: the named one, otherwise `admin` or another
 * one. Enables the account, ends its sessions, deletes its failed sign-ins and its second factor, and confirms what it awaits. Creates an
 * administrator if there is none. Where duties are separate and have been handed over, it is a security administrator.
 *
 * @throws ResetError if the named account is none of these
 */
export async function resetAdmin(db: Db, passwords: Passwords, at: Date, named?: string): Promise<OneTimeSignIn> {
  const { oneTimePassword, hash } = await passwords.oneTime();
  const account = await asSystem(db, 'bootstrap', { action: 'account.reset-admin', at }, async (tx) => {
    await lockBootstrap(tx);
    const { separate, handedOver } = await readSeparation(tx);
    const closed = separate && handedOver;
    const roles = rolesWith('account.manage').filter((role) => !closed || role !== 'admin');
    const admin = await adminToReset(tx, roles, named === undefined ? undefined : loginKey(named));
    if (admin === null) {
      if (named !== undefined) throw new ResetError(named);
      return insertFree(tx, closed ? 'security_admin' : 'admin', hash, at);
    }
    await resetAccount(tx, admin.id, hash, at);
    await endSessions(tx, admin.id, at, 'password reset');
    await deleteFailures(tx, { loginKey: admin.login });
    // The second factor may be what was lost.
    await deleteSecondFactor(tx, admin.id);
    return admin;
  });
  return { login: account.login, role: account.role, oneTimePassword };
}

/** Creates an administrator with the usual login, or with a number behind it if another account has that login. */
async function insertFree(tx: Tx, role: Role, hash: string, at: Date): Promise<{ login: string; role: Role }> {
  const [login, displayName] = role === 'admin' ? [LOGIN, DISPLAY_NAME] : [SECURITY_LOGIN, SECURITY_DISPLAY_NAME];
  for (let serial = 1; ; serial += 1) {
    const free = serial === 1 ? login : `${login}${serial}`;
    if (await insertAdmin(tx, { id: randomUUID(), login: free, role, displayName, hash, at }))
      return { login: free, role };
  }
}
