/**
 * Statements of the demonstration that no feature offers: marking the database, inserting places, accounts and
 * sessions. Everything else goes through the services (perform.ts).
 */
import type { Tx } from '../data/database.ts';
import { BANKS } from './banks.ts';

export interface DemoState {
  /** The database is marked as a demonstration. */
  readonly demo: boolean;
  /** The demonstration world was created completely. */
  readonly complete: boolean;
  /** The database has accounts or filings. */
  readonly used: boolean;
}

/** The administrator's account is created last, so its existence marks a complete world. */
export const ADMIN_LOGIN = 'admin';

export async function readDemoState(tx: Tx): Promise<DemoState> {
  const { demo } = await tx.selectFrom('registry').select('demo').executeTakeFirstOrThrow();
  const account = await tx.selectFrom('account').select('id').limit(1).executeTakeFirst();
  const filing = await tx.selectFrom('filing').select('id').limit(1).executeTakeFirst();
  const last = await tx.selectFrom('account').select('id').where('login', '=', ADMIN_LOGIN).executeTakeFirst();
  return { demo, complete: demo && last !== undefined, used: account !== undefined || filing !== undefined };
}

/** @returns false if it is marked already (by a concurrent start) */
export async function markAsDemo(tx: Tx): Promise<boolean> {
  const result = await tx.updateTable('registry').set({ demo: true }).where('demo', '=', false).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function insertPlaces(
  tx: Tx,
  regions: readonly { code: string; name: string; validFrom: string | null; validTo: string | null }[],
): Promise<void> {
  await tx
    .insertInto('region')
    .values(
      regions.map(({ code, name, validFrom, validTo }) => ({ code, name, valid_from: validFrom, valid_to: validTo })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await tx
    .insertInto('bank')
    .values(BANKS.map(({ code, name }) => ({ code, name })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export interface NewAccount {
  readonly id: string;
  readonly login: string;
  readonly role: 'officer' | 'auditor' | 'firm' | 'admin';
  readonly displayName: string;
  readonly bankCode?: string;
  readonly uscc?: string;
  readonly regions?: readonly string[];
}

export async function insertAccount(tx: Tx, account: NewAccount, passwordHash: string, at: Date): Promise<void> {
  await tx
    .insertInto('account')
    .values({
      id: account.id,
      login: account.login,
      role: account.role,
      display_name: account.displayName,
      bank_code: account.bankCode ?? null,
      uscc: account.uscc ?? null,
      regions: account.regions ? [...account.regions] : null,
      password_hash: passwordHash,
      must_change_password: false,
      password_changed_at: at.toISOString(),
    })
    .execute();
}

/** A session without the usual limits: the story of the demonstration lasts for years. */
export async function insertSession(tx: Tx, id: string, accountId: string, at: Date): Promise<void> {
  await tx
    .insertInto('session')
    .values({
      id,
      account_id: accountId,
      started_at: at.toISOString(),
      max_hours: 1_000_000,
      idle_minutes: 60_000_000,
    })
    .execute();
}

export async function endSessions(tx: Tx, at: Date): Promise<void> {
  await tx
    .updateTable('session')
    .set({ ended_at: at.toISOString(), end_reason: 'demonstration world complete' })
    .where('ended_at', 'is', null)
    .execute();
}
