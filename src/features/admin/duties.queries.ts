import { sql } from 'kysely';
import type { Tx } from '../../data/database.ts';
import { DUTIES, ROLE_NAMES, type Role } from '../../domain/roles.ts';

export interface Duties {
  /** No account may have two duties. */
  readonly separate: boolean;
  /** The actor had all duties and may only open accounts of the three. */
  readonly handingOver: boolean;
  /** The roles of accounts that the actor may create. */
  readonly roles: readonly Role[];
  /** The roles of accounts that another security administrator must confirm. */
  readonly twoPeople: readonly Role[];
}

export async function readDuties(tx: Tx): Promise<Duties> {
  const { rows } = await sql<{ separate: boolean; handing_over: boolean; two_people: Role[] }>`
    select duties_are_separate() as separate, hands_over() as handing_over,
      array(select name from unnest(${[...ROLE_NAMES]}::text[]) name where takes_two_people(name)) as two_people`.execute(
    tx,
  );
  const { separate, handing_over: handingOver, two_people: twoPeople } = rows[0]!;
  return {
    separate,
    handingOver,
    roles: handingOver ? DUTIES : separate ? ROLE_NAMES.filter((role) => role !== 'admin') : ROLE_NAMES,
    twoPeople: separate ? twoPeople : [],
  };
}
