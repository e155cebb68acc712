import type { Tx } from '../../data/database.ts';
import type { HolidayKind } from '../../domain/programme/working-days.ts';

export interface HolidayContent {
  to_day: string;
  kind: HolidayKind;
  name: string;
  source: string | null;
}

/** Locks the row that begins on a day. @returns its version; null if there is none */
export async function lockHoliday(tx: Tx, day: string): Promise<number | null> {
  return (
    (await tx.selectFrom('holiday').select('version').where('from_day', '=', day).forUpdate().executeTakeFirst())
      ?.version ?? null
  );
}

/** @returns false if there is a row that begins on this day */
export async function insertHoliday(tx: Tx, day: string, content: HolidayContent): Promise<boolean> {
  const result = await tx
    .insertInto('holiday')
    .values({ from_day: day, ...content })
    .onConflict((conflict) => conflict.column('from_day').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function updateHoliday(tx: Tx, day: string, content: HolidayContent): Promise<void> {
  await tx.updateTable('holiday').set(content).where('from_day', '=', day).execute();
}

export async function updateHolidaysCheckedUntil(tx: Tx, day: string): Promise<void> {
  await tx.updateTable('registry').set({ holidays_checked_until: day }).execute();
}
