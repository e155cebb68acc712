import type { Tx } from '../../data/database.ts';
import type { SealedSecret } from './totp.ts';

export interface StoredFactor extends SealedSecret {
  account_id: string;
  begun_at: string;
  confirmed_at: string | null;
  recovery_codes_left: number;
}
const COLUMNS = ['account_id', 'secret', 'key_id', 'begun_at', 'confirmed_at', 'recovery_codes_left'] as const;

/** The second factor in use of the account with a login; null without one. Read for unknown logins too, which takes as long. */
export async function factorOfLogin(tx: Tx, loginKey: string): Promise<StoredFactor | null> {
  const row = await tx
    .selectFrom('second_factor')
    .select(COLUMNS)
    .where('account_id', '=', (of) => of.selectFrom('account').select('id').where('login', '=', loginKey))
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  return row ?? null;
}

/** The second factor of an account, in use or not yet confirmed; locked until the end of the transaction. */
export async function lockFactor(tx: Tx, accountId: string): Promise<StoredFactor | null> {
  const row = await tx
    .selectFrom('second_factor')
    .select(COLUMNS)
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** The second factors that are encrypted with another key than this one; locked until the end of the transaction. */
export async function factorsOfOtherKeys(tx: Tx, keyId: string): Promise<StoredFactor[]> {
  return tx
    .selectFrom('second_factor')
    .select(COLUMNS)
    .where('key_id', '<>', keyId)
    .orderBy('account_id')
    .forUpdate()
    .execute();
}

export async function replaceSecret(tx: Tx, accountId: string, sealed: SealedSecret): Promise<void> {
  await tx
    .updateTable('second_factor')
    .set({ secret: sealed.secret, key_id: sealed.key_id })
    .where('account_id', '=', accountId)
    .execute();
}

/** Begins an enrolment, in place of one that was not confirmed. @returns false if a second factor is in use */
export async function insertFactor(tx: Tx, accountId: string, sealed: SealedSecret, at: Date): Promise<boolean> {
  const begun = { ...sealed, begun_at: at.toISOString() };
  const result = await tx
    .insertInto('second_factor')
    .values({ account_id: accountId, ...begun })
    .onConflict((conflict) =>
      conflict.column('account_id').doUpdateSet(begun).where('second_factor.confirmed_at', 'is', null),
    )
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function confirmFactor(tx: Tx, accountId: string, at: Date): Promise<void> {
  await tx
    .updateTable('second_factor')
    .set({ confirmed_at: at.toISOString() })
    .where('account_id', '=', accountId)
    .execute();
}

/** Marks the code of a time step as used. @returns false if a code of that step or of a later one was used before */
export async function useStep(tx: Tx, accountId: string, step: number): Promise<boolean> {
  const result = await tx
    .insertInto('second_factor_use')
    .values({ account_id: accountId, last_step: BigInt(step) })
    .onConflict((conflict) =>
      conflict
        .column('account_id')
        .doUpdateSet({ last_step: BigInt(step) })
        .where('second_factor_use.last_step', '<', BigInt(step)),
    )
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Stores new recovery codes in place of the old ones. */
export async function replaceRecoveryCodes(tx: Tx, accountId: string, hashes: readonly Buffer[]): Promise<void> {
  await tx.deleteFrom('recovery_code').where('account_id', '=', accountId).execute();
  await tx
    .insertInto('recovery_code')
    .values(hashes.map((hash) => ({ account_id: accountId, hash })))
    .execute();
  await countCodes(tx, accountId);
}

/** Deletes a recovery code. @returns false if it is not among the unused ones */
export async function useRecoveryCode(tx: Tx, accountId: string, hash: Buffer): Promise<boolean> {
  const result = await tx
    .deleteFrom('recovery_code')
    .where('account_id', '=', accountId)
    .where('hash', '=', hash)
    .executeTakeFirst();
  if (result.numDeletedRows === 0n) return false;
  await countCodes(tx, accountId);
  return true;
}

/** The number that is left is a column of the audited table: the audit trail shows that one was used. */
async function countCodes(tx: Tx, accountId: string): Promise<void> {
  await tx
    .updateTable('second_factor')
    .set((set) => ({
      recovery_codes_left: set
        .selectFrom('recovery_code')
        .select((count) => count.cast<number>(count.fn.countAll(), 'integer').as('left'))
        .where('account_id', '=', accountId),
    }))
    .where('account_id', '=', accountId)
    .execute();
}
