import type { Tx } from '../../data/database.ts';

export interface FirmContent {
  name: string;
  name_key: string;
  initials: string;
  region_code: string;
  industry_code?: string | null;
}

/**
 * The version of a firm that the actor may change, its row locked; null when it may not. A locking read passes the
 * policies for changes too, so a firm of another auditor's region is none here even where it may be read.
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

export async function firmIsInSight(tx: Tx, uscc: string): Promise<boolean> {
  return (await tx.selectFrom('firm').select('uscc').where('uscc', '=', uscc).executeTakeFirst()) !== undefined;
}

export async function regionExists(tx: Tx, code: string): Promise<boolean> {
  return (await tx.selectFrom('region').select('code').where('code', '=', code).executeTakeFirst()) !== undefined;
}

/** @returns false when there is such a firm already, in sight or not */
export async function insertFirm(tx: Tx, uscc: string, content: FirmContent): Promise<boolean> {
  const result = await tx
    .insertInto('firm')
    .values({ uscc, ...content, registered_by_hand: true })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Once an auditor has put its hand to a firm, no bank stands for its name any more. */
export async function updateFirm(tx: Tx, uscc: string, content: FirmContent): Promise<void> {
  await tx
    .updateTable('firm')
    .set({ ...content, registered_by_hand: true, entered_by_bank: null })
    .where('uscc', '=', uscc)
    .execute();
}
