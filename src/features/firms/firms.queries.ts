/**
 * Statements on firms entered by auditors. Firms that a filing names for the first time are inserted by
 * data/filing.queries.ts.
 */
import type { Tx } from '../../data/database.ts';

export interface FirmContent {
  name: string;
  name_key: string;
  initials: string;
  region_code: string;
  industry_code?: string | null;
}

/**
 * Locks a firm (FOR NO KEY UPDATE).
 *
 * @returns its version; null if there is no firm that the actor may change: the UPDATE policies apply to locking reads,
 *   so that an auditor does not find firms of other regions, even if they are visible
 */
export async function lockFirmRow(tx: Tx, uscc: string): Promise<number | null> {
  const row = await tx
    .selectFrom('firm')
    .select('version')
    .where('uscc', '=', uscc)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row?.version ?? null;
}

export async function isFirmVisible(tx: Tx, uscc: string): Promise<boolean> {
  return (await tx.selectFrom('firm').select('uscc').where('uscc', '=', uscc).executeTakeFirst()) !== undefined;
}

export async function regionExists(tx: Tx, code: string): Promise<boolean> {
  return (await tx.selectFrom('region').select('code').where('code', '=', code).executeTakeFirst()) !== undefined;
}

/** @returns false if the firm exists already, visible or not */
export async function insertFirm(tx: Tx, uscc: string, content: FirmContent): Promise<boolean> {
  const result = await tx
    .insertInto('firm')
    .values({ uscc, ...content, registered_by_hand: true })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Updates a firm by an auditor. Its name is then no longer attributed to a bank. */
export async function updateFirm(tx: Tx, uscc: string, content: FirmContent): Promise<void> {
  await tx
    .updateTable('firm')
    .set({ ...content, registered_by_hand: true, entered_by_bank: null })
    .where('uscc', '=', uscc)
    .execute();
}
