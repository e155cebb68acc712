import type { Tx } from './database.ts';

/**
 * Removes the second factor of an account with everything that belongs to it. Used by its owner and by administrators.
 *
 * @returns whether it was in use; false if there was none, or one that was never confirmed
 */
export async function deleteSecondFactor(tx: Tx, accountId: string): Promise<boolean> {
  await tx.deleteFrom('recovery_code').where('account_id', '=', accountId).execute();
  await tx.deleteFrom('second_factor_use').where('account_id', '=', accountId).execute();
  const deleted = await tx
    .deleteFrom('second_factor')
    .where('account_id', '=', accountId)
    .returning('confirmed_at')
    .executeTakeFirst();
  return deleted !== undefined && deleted.confirmed_at !== null;
}
