import type { Tx } from '../../data/database.ts';

export interface LprContent {
  one_year_e4: number;
  five_year_e4: number | null;
}

/** Locks the rates of a day. @returns their version; null if there are none */
export async function lockLpr(tx: Tx, day: string): Promise<number | null> {
  return (
    (await tx.selectFrom('lpr').select('version').where('from_day', '=', day).forUpdate().executeTakeFirst())
      ?.version ?? null
  );
}

/** @returns false if there are rates of this day */
export async function insertLpr(tx: Tx, day: string, content: LprContent): Promise<boolean> {
  const result = await tx
    .insertInto('lpr')
    .values({ from_day: day, ...content })
    .onConflict((conflict) => conflict.column('from_day').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function updateLpr(tx: Tx, day: string, content: LprContent): Promise<void> {
  await tx.updateTable('lpr').set(content).where('from_day', '=', day).execute();
}

export async function updateCheckedUntil(tx: Tx, day: string): Promise<void> {
  await tx.updateTable('registry').set({ lpr_checked_until: day }).execute();
}
