import { sql, type ExpressionBuilder } from 'kysely';
import { LOCK_CLASS } from '../../data/advisory-locks.ts';
import type { Tx } from '../../data/database.ts';
import type { Database } from '../../data/schema.ts';
import type { Role } from '../../domain/roles.ts';

// Failed sign-ins

/** Serialises transactions that count and add failures of a login, with an advisory lock until the end of the transaction. */
export async function lockFailures(tx: Tx, loginKey: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK_CLASS.signIn}, hashtext(${loginKey}))`.execute(tx);
}

/** Which failures: of a login, from an address, from a device (null: from devices that are not known). */
export interface FailuresOf {
  readonly loginKey?: string;
  readonly address?: string;
  readonly device?: string | null;
}

const failuresOf =
  ({ loginKey, address, device }: FailuresOf) =>
  (is: ExpressionBuilder<Database, 'sign_in_failure'>) =>
    is.and([
      ...(loginKey === undefined ? [] : [is('login_key', '=', loginKey)]),
      ...(address === undefined ? [] : [is('address', '=', address)]),
      ...(device === undefined ? [] : [device === null ? is('device', 'is', null) : is('device', '=', device)]),
    ]);

/** The instant of the `n`th latest failure since `since`; null if there are fewer. */
export async function nthLatestFailure(tx: Tx, of: FailuresOf, since: Date, n: number): Promise<string | null> {
  const row = await tx
    .selectFrom('sign_in_failure')
    .select('failed_at')
    .where(failuresOf(of))
    .where('failed_at', '>', since.toISOString())
    .orderBy('failed_at', 'desc')
    .orderBy('id', 'desc')
    .offset(n - 1)
    .limit(1)
    .executeTakeFirst();
  return row?.failed_at ?? null;
}

/** @returns the id of the failure */
export async function insertFailure(
  tx: Tx,
  { loginKey, address, device, at }: { loginKey: string; address: string; device: string | null; at: Date },
): Promise<bigint> {
  const row = await tx
    .insertInto('sign_in_failure')
    .values({ login_key: loginKey, address, device, failed_at: at.toISOString() })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function deleteFailure(tx: Tx, id: bigint): Promise<void> {
  await tx.deleteFrom('sign_in_failure').where('id', '=', id).execute();
}

export async function deleteFailures(tx: Tx, of: FailuresOf & { readonly loginKey: string }): Promise<void> {
  await tx.deleteFrom('sign_in_failure').where(failuresOf(of)).execute();
}

// Accounts

export interface AccountSecret {
  id: string;
  password_hash: string;
  disabled: boolean;
}

/** The account of the deed's `signIn`. The hashes of other accounts cannot be read in this transaction. */
export async function accountThatSignsIn(tx: Tx): Promise<AccountSecret | null> {
  const { rows } = await sql<AccountSecret>`select id, password_hash, disabled from sign_in_account()`.execute(tx);
  return rows[0] ?? null;
}

/** Locks the account of the deed's `signIn`, whose password was verified. @returns false if it has been disabled or its password changed since */
export async function lockUnchangedAccount(tx: Tx, passwordHash: string): Promise<boolean> {
  const { rows } = await sql<{ same: boolean }>`select sign_in_confirm(${passwordHash}) as same`.execute(tx);
  return rows[0]!.same;
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
  if (!(await lockUnchangedAccount(tx, oldHash))) return false;
  await tx
    .updateTable('account')
    .set({ password_hash: newHash, must_change_password: false, password_changed_at: at.toISOString() })
    .where('id', '=', id)
    .execute();
  return true;
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

export interface AdminToReset {
  id: string;
  login: string;
  role: Role;
}

/**
 * The administrator to reset, of those with one of the roles: the named one; otherwise `admin` if it exists, or
 * preferably one that is not disabled. Null if there is none.
 */
export async function adminToReset(
  tx: Tx,
  roles: readonly Role[],
  login: string | undefined,
): Promise<AdminToReset | null> {
  let query = tx
    .selectFrom('account')
    .select(['id', 'login', 'role'])
    .where('role', 'in', [...roles]);
  if (login !== undefined) query = query.where('login', '=', login);
  const row = await query
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
  admin: { id: string; login: string; role: Role; displayName: string; hash: string; at: Date },
): Promise<boolean> {
  const result = await tx
    .insertInto('account')
    .values({
      id: admin.id,
      login: admin.login,
      role: admin.role,
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
      // Whoever may run the command stands for the second person.
      confirmation: sql`case when awaits is null then confirmation else 'command' end`,
      awaits: null,
      awaits_regions: null,
    })
    .where('id', '=', id)
    .execute();
}
