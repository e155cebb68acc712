/** Deletes expired rows, for the hourly job in jobs/housekeeping.ts, which knows the periods. */
import type { Day } from '../domain/values/day.ts';
import { sql } from 'kysely';
import type { Tx } from './database.ts';

/** Deletes refresh tokens that expired before the time given, when their reuse need no longer be detected. */
export async function deleteOldRefreshTokens(tx: Tx, expiredBefore: Date): Promise<void> {
  await tx.deleteFrom('refresh_token').where('expires_at', '<', expiredBefore.toISOString()).execute();
}

/** Ends the sessions that are beyond their limits, and deletes what was recorded of the use of ended ones. */
export async function endOverdueSessions(tx: Tx, at: Date): Promise<void> {
  const instant = at.toISOString();
  await tx
    .updateTable('session')
    .set({ ended_at: instant, end_reason: 'idle, or at its latest end' })
    .where('ended_at', 'is', null)
    .where(sql<boolean>`not session_live(session, ${instant})`)
    .execute();
  await tx
    .deleteFrom('session_use')
    .where('session_id', 'in', (of) => of.selectFrom('session').select('id').where('ended_at', 'is not', null))
    .execute();
}

/** Deletes sessions that ended before the time given, with their tokens and links. The audit trail keeps them. */
export async function deleteEndedSessions(tx: Tx, endedBefore: Date): Promise<void> {
  const ended = tx.selectFrom('session').select('id').where('ended_at', '<', endedBefore.toISOString());
  await tx.deleteFrom('refresh_token').where('session_id', 'in', ended).execute();
  await tx.deleteFrom('session_use').where('session_id', 'in', ended).execute();
  await tx.deleteFrom('export_link').where('session_id', 'in', ended).execute();
  await tx.deleteFrom('session').where('ended_at', '<', endedBefore.toISOString()).execute();
}

/** Deletes failed sign-ins that no longer count. */
export async function deleteOldFailures(tx: Tx, failedBefore: Date): Promise<void> {
  await tx.deleteFrom('sign_in_failure').where('failed_at', '<', failedBefore.toISOString()).execute();
}

/** Deletes which firms an account checked on days before the one given; these rows serve to count its checks. */
export async function deleteCheckedFirms(tx: Tx, before: Day): Promise<void> {
  await tx.deleteFrom('checked_firm').where('day', '<', before).execute();
}

/** Deletes uploaded files and their rows. The import itself, with its outcome, stays. */
export async function deleteOldUploads(tx: Tx, createdBefore: Date): Promise<void> {
  const old = tx
    .selectFrom('import')
    .select('id')
    .where('created_at', '<', createdBefore.toISOString())
    .where('state', 'not in', ['reading', 'committing']);
  await tx.deleteFrom('import_chunk').where('import_id', 'in', old).execute();
  await tx.deleteFrom('import_mend').where('import_id', 'in', old).execute();
  await tx.deleteFrom('import_row').where('import_id', 'in', old).execute();
}
