import { randomUUID } from 'node:crypto';
import { asSystem } from '../../data/as-actor.ts';
import type { Db } from '../../data/database.ts';
import {
  anyAccount,
  deleteFailures,
  endSessions,
  insertAdmin,
  lockBootstrap,
  resetAccount,
  someAdmin,
} from './auth.queries.ts';
import type { Passwords } from './hashing.ts';

const LOGIN = 'admin';
const DISPLAY_NAME = '管理员';

export interface OneTimeSignIn {
  readonly login: string;
  readonly oneTimePassword: string;
}

/** Makes the administrator of a registry that has no account yet. @returns null when there is one; of several that start at once, one makes it */
export async function createFirstAdmin(db: Db, passwords: Passwords, at: Date): Promise<OneTimeSignIn | null> {
  const deed = { action: 'account.first-admin', at };
  if (await asSystem(db, 'bootstrap', deed, anyAccount)) return null;
  const { oneTimePassword, hash } = await passwords.oneTime(LOGIN);
  const made = await asSystem(db, 'bootstrap', deed, async (tx) => {
    await lockBootstrap(tx);
    return (
      !(await anyAccount(tx)) &&
      insertAdmin(tx, { id: randomUUID(), login: LOGIN, displayName: DISPLAY_NAME, hash, at })
    );
  });
  return made ? { login: LOGIN, oneTimePassword } : null;
}

/**
 * Gives the administrator a new one-time password: the account `admin`, or another administrator where there is none of
 * that name. It is enabled again, its sessions end, its failed sign-ins are forgotten. Where nobody is administrator, one is made.
 */
export async function resetAdmin(db: Db, passwords: Passwords, at: Date): Promise<OneTimeSignIn> {
  const { oneTimePassword, hash } = await passwords.oneTime(LOGIN);
  const login = await asSystem(db, 'bootstrap', { action: 'account.reset-admin', at }, async (tx) => {
    await lockBootstrap(tx);
    const admin = await someAdmin(tx);
    if (admin === null) {
      // Somebody else may bear the name.
      for (let serial = 1; ; serial += 1) {
        const free = serial === 1 ? LOGIN : `${LOGIN}${serial}`;
        if (await insertAdmin(tx, { id: randomUUID(), login: free, displayName: DISPLAY_NAME, hash, at })) return free;
      }
    }
    await resetAccount(tx, admin.id, hash, at);
    await endSessions(tx, admin.id, at, 'password reset');
    await deleteFailures(tx, admin.login, null);
    return admin.login;
  });
  return { login, oneTimePassword };
}
