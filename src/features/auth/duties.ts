// Whether the duties of administration are separate. The setting is kept in the database, where policies and guards read
// it (db/code/36-duties.sql), and the audit trail has each change of it.
import { asSystem } from '../../data/as-actor.ts';
import type { Db } from '../../data/database.ts';
import { readSeparation, writeSeparation, type Separation } from './duties.queries.ts';

/** Applies the setting at the start of the service. @returns what holds from now on */
export async function applySeparation(db: Db, separate: boolean, at: Date): Promise<Separation> {
  const audit = { action: separate ? 'duties.separate' : 'duties.combine', at };
  return asSystem(db, 'bootstrap', audit, async (tx) => {
    await writeSeparation(tx, separate);
    return readSeparation(tx);
  });
}
