/** Statements on one waiting certificate. One that is registered for a firm is marked as assigned by the database. */
import type { Selectable } from 'kysely';
import type { Tx } from '../../data/database.ts';
import type { Database } from '../../data/schema.ts';

/** A waiting certificate, locked until the end of the transaction; null if there is none. */
export async function lockWaiting(tx: Tx, id: string): Promise<Selectable<Database['waiting_certificate']> | null> {
  return (
    (await tx.selectFrom('waiting_certificate').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? null
  );
}

export async function updateToDropped(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('waiting_certificate').set({ state: 'dropped' }).where('id', '=', id).execute();
}

/** Whether the actor sees the firm, which is more than the firms that it may change (lockFirmRow). */
export async function isVisibleFirm(tx: Tx, uscc: string): Promise<boolean> {
  return (await tx.selectFrom('firm').select('uscc').where('uscc', '=', uscc).executeTakeFirst()) !== undefined;
}
