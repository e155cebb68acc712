/** Deletes expired rows, for the hourly job in jobs/housekeeping.ts, which knows the periods. */
import type { Tx } from './database.ts';

/** Deletes refresh tokens that expired before the time given, when their reuse need no longer be detected. */
export async function deleteOldRefreshTokens(tx: Tx, expiredBefore: Date): Promise<void> {
  await tx.deleteFrom('refresh_token').where('expires_at', '<', expiredBefore.toISOString()).execute();
}

/** Deletes failed sign-ins that no longer count. */
export async function deleteOldFailures(tx: Tx, failedBefore: Date): Promise<void> {
  await tx.deleteFrom('sign_in_failure').where('failed_at', '<', failedBefore.toISOString()).execute();
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
