import { sql } from 'kysely';
import type { Tx } from '../../data/database.ts';

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

/** Does nothing if it is so already. */
export async function writeSeparation(tx: Tx, separate: boolean): Promise<void> {
  await tx
    .updateTable('registry')
    .set({ separate_duties: separate })
    .where('separate_duties', '=', !separate)
    .execute();
}
