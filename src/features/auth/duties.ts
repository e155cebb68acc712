// Whether the duties of administration are separate. The setting is kept in the database, where policies and guards read
// it (db/code/36-duties.sql), and the audit trail has each change of it.
import { sql } from 'kysely';
import { asSystem } from '../../data/as-actor.ts';
import type { Db, Tx } from '../../data/database.ts';

export interface Separation {
  readonly separate: boolean;
  /** Two security administrators can work: the accounts that had all duties are closed, where duties are separate. */
  readonly handedOver: boolean;
}

export async function readSeparation(tx: Tx): Promise<Separation> {
  const { rows } = await sql<{ separate: boolean; handed_over: boolean }>`
    select duties_are_separate() as separate, duties_handed_over() as handed_over`.execute(tx);
  return { separate: rows[0]!.separate, handedOver: rows[0]!.handed_over };
}

/** Applies the setting at the start of the service. @returns what holds from now on */
export async function applySeparation(db: Db, separate: boolean, at: Date): Promise<Separation> {
  const deed = { action: separate ? 'duties.separate' : 'duties.combine', at };
  return asSystem(db, 'bootstrap', deed, async (tx) => {
    await tx
      .updateTable('registry')
      .set({ separate_duties: separate })
      .where('separate_duties', '=', !separate)
      .execute();
    return readSeparation(tx);
  });
}
