import { sql } from 'kysely';
import { setTimeout as pause } from 'node:timers/promises';
import type { Tx } from '../../src/data/database.ts';
import type { BenchWorld } from './world.ts';

/** What the bench knows of the ledger: its tables, and how it is posted. */
export const LEDGER_TABLES = ['total_change', 'total_cell'] as const;

const POSTED_WITHIN_MS = 600_000;
const LOOK_EVERY_MS = 50;

/** Posts what is pending, as the background job of the registry does. */
export async function post(tx: Tx): Promise<void> {
  await sql`set local work_mem = '512MB'`.execute(tx);
  await sql`select fold_totals()`.execute(tx);
}

/** Resolves when no ledger entry is pending: none of this bank, or none at all. */
export async function waitUntilPosted({ owner }: BenchWorld, bank: string | null = null): Promise<void> {
  const deadline = performance.now() + POSTED_WITHIN_MS;
  while (await isPending(owner, bank)) {
    if (performance.now() > deadline) throw new Error(`ledger entries are pending for ${POSTED_WITHIN_MS / 1000} s`);
    await pause(LOOK_EVERY_MS);
  }
}

async function isPending(owner: BenchWorld['owner'], bank: string | null): Promise<boolean> {
  const { rows } = await owner.query(
    'select count(*) >= 100 as pending from total_change where $1::text is null or bank_code = $1',
    [bank],
  );
  return (rows[0] as { pending: boolean }).pending;
}
