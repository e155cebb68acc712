import type { Tx } from './database.ts';

/** Refresh tokens that nobody can use any more, long after their reuse would still show a theft. */
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
