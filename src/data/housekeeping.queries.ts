import { sql } from 'kysely';
import type { Tx } from './database.ts';

/** Works out what moved totals beside an import, for all firms that no import holds any more. */
export async function settleTotals(tx: Tx): Promise<void> {
  await sql`select settle_totals()`.execute(tx);
}

/** Moves what was appended to the totals into their cells; does nothing while somebody else is at it, or when little has come together. */
export async function foldTotals(tx: Tx, atLeast: number): Promise<void> {
  const { rows } = await sql<{ free: boolean; waiting: bigint }>`
    select pg_try_advisory_xact_lock(7303, 0) as free, (select count(*) from (select from total_change limit ${atLeast}) c) as waiting`.execute(
    tx,
  );
  if (rows[0]!.free && rows[0]!.waiting >= BigInt(atLeast)) await sql`select fold_totals()`.execute(tx);
}

/** Refresh tokens that nobody can use any more, long after their reuse would still have told of a theft. */
export async function forgetRefreshTokens(tx: Tx, expiredBefore: Date): Promise<void> {
  await tx.deleteFrom('refresh_token').where('expires_at', '<', expiredBefore.toISOString()).execute();
}

/** Failed sign-ins that count no more. */
export async function forgetFailures(tx: Tx, failedBefore: Date): Promise<void> {
  await tx.deleteFrom('sign_in_failure').where('failed_at', '<', failedBefore.toISOString()).execute();
}

/** Uploaded files (and the rows read of them) that have been kept long enough; what became of an import stays on record. */
export async function forgetUploads(tx: Tx, createdBefore: Date): Promise<void> {
  const old = tx
    .selectFrom('import')
    .select('id')
    .where('created_at', '<', createdBefore.toISOString())
    .where('state', 'not in', ['reading', 'committing']);
  await tx.deleteFrom('import_chunk').where('import_id', 'in', old).execute();
  await tx.deleteFrom('import_mend').where('import_id', 'in', old).execute();
  await tx.deleteFrom('import_row').where('import_id', 'in', old).execute();
}
