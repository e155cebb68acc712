/** What the benchmark knows of the ledger; adapt it when the tables in db/code/60-ledger.sql change. */
import { sql } from 'kysely';
import { setTimeout as pause } from 'node:timers/promises';
import type { Tx } from '../../src/data/database.ts';
import type { BenchWorld } from './world.ts';

/** What the bench knows of the ledger: its tables, how it is posted, and what is pending (db/code/60-ledger.sql). */
export const LEDGER_TABLES = [
  'ledger_pending',
  'journal_pending',
  'ledger_entry',
  'posting',
  'total_sum',
  'total_firms',
] as const;

const POSTED_WITHIN_MS = 600_000;
const POLL_EVERY_MS = 50;

/** A posting run, as the background job of the registry makes it. */
export async function post(tx: Tx): Promise<void> {
  await sql`select post_entries()`.execute(tx);
}

/** Resolves when no ledger entry is pending: none of this bank, or none at all. */
export async function waitUntilPosted({ owner }: BenchWorld, bank: string | null = null): Promise<void> {
  const deadline = performance.now() + POSTED_WITHIN_MS;
  while (await isPending(owner, bank)) {
    if (performance.now() > deadline) throw new Error(`ledger entries are pending for ${POSTED_WITHIN_MS / 1000} s`);
    await pause(POLL_EVERY_MS);
  }
}

async function isPending(owner: BenchWorld['owner'], bank: string | null): Promise<boolean> {
  const { rows } = await owner.query(
    'select exists (select from ledger_pending where $1::text is null or bank_code = $1) as pending',
    [bank],
  );
  return (rows[0] as { pending: boolean }).pending;
}
