import type { Tx } from '../../data/database.ts';
import type { Awaiting, Confirmation } from '../../domain/account/confirmation.ts';
import { ADMINISTRATORS, type Role } from '../../domain/roles.ts';

export interface AccountRow {
  id: string;
  login: string;
  role: Role;
  disabled: boolean;
  must_change_password: boolean;
  awaits: Awaiting | null;
  asked_by: string | null;
  version: number;
}

const LOCKED_COLUMNS = [
  'id',
  'login',
  'role',
  'disabled',
  'must_change_password',
  'awaits',
  'asked_by',
  'version',
] as const;

/** Locks an account (FOR UPDATE). Null if there is none. */
export async function lockAccount(tx: Tx, id: string): Promise<AccountRow | null> {
  return (
    (await tx.selectFrom('account').select(LOCKED_COLUMNS).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null
  );
}

/** The role of an account, which never changes; null if there is no such account. */
export async function roleOfAccount(tx: Tx, id: string): Promise<Role | null> {
  return (await tx.selectFrom('account').select('role').where('id', '=', id).executeTakeFirst())?.role ?? null;
}

/** Locks all administrators in order of id, so that two of them cannot disable each other concurrently. */
export async function lockAdmins(tx: Tx): Promise<AccountRow[]> {
  return tx
    .selectFrom('account')
    .select(LOCKED_COLUMNS)
    .where('role', 'in', [...ADMINISTRATORS])
    .orderBy('id')
    .forUpdate()
    .execute();
}

export interface NewAccount {
  id: string;
  login: string;
  role: Role;
  display_name: string;
  bank_code: string | null;
  uscc: string | null;
  regions: string[] | null;
  password_hash: string;
  password_changed_at: string;
}

/** @returns false if the login is taken */
export async function insertAccount(tx: Tx, account: NewAccount): Promise<boolean> {
  const result = await tx
    .insertInto('account')
    .values(account)
    .onConflict((conflict) => conflict.column('login').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export interface AccountChange {
  display_name?: string;
  disabled?: boolean;
  bank_code?: string;
  regions?: string[] | null;
  password_hash?: string;
  must_change_password?: boolean;
  password_changed_at?: string;
  one_time_used_at?: null;
  unlocked_at?: string;
  /** Confirms or refuses what the account awaits; see account_guard_update. */
  confirmation?: Confirmation & ('two_people' | 'refused');
}

export async function updateAccount(tx: Tx, id: string, change: AccountChange): Promise<void> {
  await tx.updateTable('account').set(change).where('id', '=', id).execute();
}

export async function endSessionsOf(tx: Tx, accountId: string, at: Date, reason: string): Promise<void> {
  await tx
    .updateTable('session')
    .set({ ended_at: at.toISOString(), end_reason: reason })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute();
}

export async function deleteFailuresOf(tx: Tx, login: string): Promise<void> {
  await tx.deleteFrom('sign_in_failure').where('login_key', '=', login).execute();
}

export async function bankExists(tx: Tx, code: string): Promise<boolean> {
  return (await tx.selectFrom('bank').select('code').where('code', '=', code).executeTakeFirst()) !== undefined;
}

export async function firmExists(tx: Tx, uscc: string): Promise<boolean> {
  return (await tx.selectFrom('firm').select('uscc').where('uscc', '=', uscc).executeTakeFirst()) !== undefined;
}

export async function regionsExist(tx: Tx, codes: readonly string[]): Promise<boolean> {
  const known = await tx
    .selectFrom('region')
    .select('code')
    .where('code', 'in', [...codes])
    .execute();
  return known.length === new Set(codes).size;
}
