/** The fingerprint of the signing key that serves the database (table signing_key, of one row). */
import type { Tx } from './database.ts';

/** The id of the signing key, locked until the end of the transaction. Where there is none yet, it is `keyId` from now on. */
export async function lockSigningKeyId(tx: Tx, keyId: string): Promise<string> {
  await tx
    .insertInto('signing_key')
    .values({ key_id: keyId })
    .onConflict((conflict) => conflict.column('only_row').doNothing())
    .execute();
  return (await tx.selectFrom('signing_key').select('key_id').forUpdate().executeTakeFirstOrThrow()).key_id;
}

export async function setSigningKeyId(tx: Tx, keyId: string): Promise<void> {
  await tx.updateTable('signing_key').set({ key_id: keyId }).execute();
}

/** The next process that starts may have any key. */
export async function forgetSigningKeyId(tx: Tx): Promise<void> {
  await tx.deleteFrom('signing_key').execute();
}
