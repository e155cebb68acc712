import { randomUUID } from 'node:crypto';
import { asSystem } from '../../data/as-actor.ts';
import type { Db } from '../../data/database.ts';
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
import type { Passwords } from './hashing.ts';

const LOGIN = 'admin';
const DISPLAY_NAME = '管理员';

export interface OneTimeSignIn {
  readonly login: string;
  readonly oneTimePassword: string;
}

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
      insertAdmin(tx, { id: randomUUID(), login: LOGIN, displayName: DISPLAY_NAME, hash, at })
    );
  });
  return created ? { login: LOGIN, oneTimePassword } : null;
}

/**
 * Sets a new one-time password for the administrator (`admin`, or another one if that does not exist), enables the
 * account, ends its sessions and deletes its failed sign-ins and its second factor. Creates an administrator if there is none.
 */
export async function resetAdmin(db: Db, passwords: Passwords, at: Date): Promise<OneTimeSignIn> {
  const { oneTimePassword, hash } = await passwords.oneTime();
  const login = await asSystem(db, 'bootstrap', { action: 'account.reset-admin', at }, async (tx) => {
    await lockBootstrap(tx);
    const admin = await adminToReset(tx);
    if (admin === null) {
      // The login `admin` may belong to an account with another role.
      for (let serial = 1; ; serial += 1) {
        const free = serial === 1 ? LOGIN : `${LOGIN}${serial}`;
        if (await insertAdmin(tx, { id: randomUUID(), login: free, displayName: DISPLAY_NAME, hash, at })) return free;
      }
    }
    await resetAccount(tx, admin.id, hash, at);
    await endSessions(tx, admin.id, at, 'password reset');
    await deleteFailures(tx, admin.login, null);
    // The second factor may be what was lost.
    await deleteSecondFactor(tx, admin.id);
    return admin.login;
  });
  return { login, oneTimePassword };
}
