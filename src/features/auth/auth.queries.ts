import { sql } from 'kysely';
import { LOCK_CLASS } from '../../data/advisory-locks.ts';
import type { Tx } from '../../data/database.ts';
import { rolesWith } from '../../domain/roles.ts';

// Failed sign-ins

/** Serialises transactions that count and add failures of a login, with an advisory lock until the end of the transaction. */
export async function lockFailures(tx: Tx, loginKey: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK_CLASS.signIn}, hashtext(${loginKey}))`.execute(tx);
}

/** The instant of the `n`th latest failure of a login since `since`; null if there are fewer. @param address null for all addresses */
export async function nthLatestFailure(
  tx: Tx,
  loginKey: string,
  address: string | null,
  since: Date,
  n: number,
): Promise<string | null> {
  let query = tx
    .selectFrom('sign_in_failure')
    .select('failed_at')
    .where('login_key', '=', loginKey)
    .where('failed_at', '>', since.toISOString());
  if (address !== null) query = query.where('address', '=', address);
  const row = await query
    .orderBy('failed_at', 'desc')
    .orderBy('id', 'desc')
    .offset(n - 1)
    .limit(1)
    .executeTakeFirst();
  return row?.failed_at ?? null;
}

/** @returns the id of the failure */
export async function insertFailure(tx: Tx, loginKey: string, address: string, at: Date): Promise<bigint> {
  const row = await tx
    .insertInto('sign_in_failure')
    .values({ login_key: loginKey, address, failed_at: at.toISOString() })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function deleteFailure(tx: Tx, id: bigint): Promise<void> {
  await tx.deleteFrom('sign_in_failure').where('id', '=', id).execute();
}

/** @param address null for all addresses */
export async function deleteFailures(tx: Tx, loginKey: string, address: string | null): Promise<void> {
  let query = tx.deleteFrom('sign_in_failure').where('login_key', '=', loginKey);
  if (address !== null) query = query.where('address', '=', address);
  await query.execute();
}

// Accounts

export interface AccountSecret {
  id: string;
  password_hash: string;
  disabled: boolean;
}

export async function accountByLogin(tx: Tx, loginKey: string): Promise<AccountSecret | null> {
  return (
    (await tx
      .selectFrom('account')
      .select(['id', 'password_hash', 'disabled'])
      .where('login', '=', loginKey)
      .executeTakeFirst()) ?? null
  );
}

export async function accountById(tx: Tx, id: string): Promise<AccountSecret> {
  return tx
    .selectFrom('account')
    .select(['id', 'password_hash', 'disabled'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

/** Locks an account (FOR SHARE) whose password was verified. @returns false if it has been disabled or its password changed since */
export async function lockUnchangedAccount(tx: Tx, id: string, passwordHash: string): Promise<boolean> {
  const row = await tx
    .selectFrom('account')
    .select('id')
    .where('id', '=', id)
    .where('password_hash', '=', passwordHash)
    .where('disabled', '=', false)
    .forShare()
    .executeTakeFirst();
  return row !== undefined;
}

/** Marks a one-time password as used; nothing is to be done for another password. @returns false if it was used before, or issued before `since` */
export async function useOneTimePassword(tx: Tx, id: string, since: Date, at: Date): Promise<boolean> {
  const { must_change_password: isOneTime } = await tx
    .selectFrom('account')
    .select('must_change_password')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (!isOneTime) return true;
  const result = await tx
    .updateTable('account')
    .set({ one_time_used_at: at.toISOString() })
    .where('id', '=', id)
    .where('one_time_used_at', 'is', null)
    .where('password_changed_at', '>=', since.toISOString())
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** @returns false if the stored hash is no longer `oldHash` */
export async function changePassword(tx: Tx, id: string, oldHash: string, newHash: string, at: Date): Promise<boolean> {
  const result = await tx
    .updateTable('account')
    .set({ password_hash: newHash, must_change_password: false, password_changed_at: at.toISOString() })
    .where('id', '=', id)
    .where('password_hash', '=', oldHash)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

// Sessions and their refresh tokens

export async function insertSession(
  tx: Tx,
  session: {
    id: string;
    accountId: string;
    at: Date;
    address: string;
    device: string | null;
    maxHours: number;
    idleMinutes: number;
  },
): Promise<void> {
  await tx
    .insertInto('session')
    .values({
      id: session.id,
      account_id: session.accountId,
      started_at: session.at.toISOString(),
      address: session.address,
      device: session.device,
      max_hours: session.maxHours,
      idle_minutes: session.idleMinutes,
    })
    .execute();
}

/** Ends a session, and so its access and refresh tokens; does nothing if it has ended. */
export async function endSession(tx: Tx, id: string, at: Date, reason: string): Promise<void> {
  await tx
    .updateTable('session')
    .set({ ended_at: at.toISOString(), end_reason: reason })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute();
}

/** Ends a session of an account. @returns false if the account has no such open session */
export async function endOwnSession(tx: Tx, accountId: string, id: string, at: Date, reason: string): Promise<boolean> {
  const result = await tx
    .updateTable('session')
    .set({ ended_at: at.toISOString(), end_reason: reason })
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Ends the sessions of an account, except one. @returns how many */
export async function endSessions(
  tx: Tx,
  accountId: string,
  at: Date,
  reason: string,
  except: string | null = null,
): Promise<number> {
  let query = tx
    .updateTable('session')
    .set({ ended_at: at.toISOString(), end_reason: reason })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null);
  if (except !== null) query = query.where('id', '<>', except);
  return Number((await query.executeTakeFirst()).numUpdatedRows);
}

export async function insertRefreshToken(
  tx: Tx,
  token: { hash: Buffer; sessionId: string; expiresAt: Date },
): Promise<void> {
  await tx
    .insertInto('refresh_token')
    .values({ hash: token.hash, session_id: token.sessionId, expires_at: token.expiresAt.toISOString() })
    .execute();
}

/** Reads and locks a refresh token, so that a concurrent second use finds it used. Null if there is none. */
export async function lockRefreshToken(
  tx: Tx,
  hash: Buffer,
): Promise<{ session_id: string; expires_at: string; used_at: string | null } | null> {
  return (
    (await tx
      .selectFrom('refresh_token')
      .select(['session_id', 'expires_at', 'used_at'])
      .where('hash', '=', hash)
      .forUpdate()
      .executeTakeFirst()) ?? null
  );
}

export async function markRefreshTokenUsed(tx: Tx, hash: Buffer, at: Date): Promise<void> {
  await tx.updateTable('refresh_token').set({ used_at: at.toISOString() }).where('hash', '=', hash).execute();
}

/** The account of a session, and when the session ends at the latest; null if it has ended or the account is disabled. */
export async function openSession(
  tx: Tx,
  sessionId: string,
  at: Date,
): Promise<{ accountId: string; endsAt: Date } | null> {
  const row = await tx
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .select(['account.id', 'session.started_at', 'session.max_hours'])
    .where('session.id', '=', sessionId)
    .where('session.ended_at', 'is', null)
    .where(sql<boolean>`session_live(session, ${at.toISOString()})`)
    .where('account.disabled', '=', false)
    .executeTakeFirst();
  return row ? { accountId: row.id, endsAt: endOfSession(row) } : null;
}

/** When a session ends at the latest. */
export const endOfSession = ({ started_at, max_hours }: { started_at: string; max_hours: number }): Date =>
  new Date(Date.parse(started_at) + max_hours * 3_600_000);

export async function isDemonstration(tx: Tx): Promise<boolean> {
  return (await tx.selectFrom('registry').select('demo').executeTakeFirstOrThrow()).demo;
}

// Creation and reset of an administrator by commands

/** Serialises the creation and reset of an administrator, with an advisory lock until the end of the transaction. */
export async function lockBootstrap(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK_CLASS.bootstrap}, 0)`.execute(tx);
}

export async function hasAccounts(tx: Tx): Promise<boolean> {
  return (await tx.selectFrom('account').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** The administrator to reset: `admin` if it exists, otherwise preferably one that is not disabled. Null if there is none. */
export async function adminToReset(tx: Tx): Promise<{ id: string; login: string } | null> {
  const row = await tx
    .selectFrom('account')
    .select(['id', 'login'])
    .where('role', 'in', rolesWith('account.manage'))
    .orderBy(sql`login <> 'admin'`)
    .orderBy('disabled')
    .orderBy('login')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** @returns false if the login is taken */
export async function insertAdmin(
  tx: Tx,
  admin: { id: string; login: string; displayName: string; hash: string; at: Date },
): Promise<boolean> {
  const result = await tx
    .insertInto('account')
    .values({
      id: admin.id,
      login: admin.login,
      role: 'admin',
      display_name: admin.displayName,
      password_hash: admin.hash,
      password_changed_at: admin.at.toISOString(),
    })
    .onConflict((conflict) => conflict.column('login').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function resetAccount(tx: Tx, id: string, hash: string, at: Date): Promise<void> {
  await tx
    .updateTable('account')
    .set({
      password_hash: hash,
      must_change_password: true,
      password_changed_at: at.toISOString(),
      one_time_used_at: null,
      disabled: false,
    })
    .where('id', '=', id)
    .execute();
}
