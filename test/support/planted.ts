/**
 * Tests of the recount: puts a mistake into the database and returns what `verify` reports. The database is as before
 * afterwards.
 */
import { expect } from 'chai';
import { sql } from 'kysely';
import type { Tx } from '../../src/data/database.ts';
import { withOwner } from '../../src/data/migrate.ts';
import { verifyTotals, type Difference } from '../../src/features/totals/totals.verify.ts';
import { superuserOf } from './superuser.ts';
import type { World } from './world.ts';

const differenceText = ({ what, place, figure, kept, counted }: Difference): string =>
  `${what} ${place}: ${figure} ${kept}≠${counted}`;

/** Makes changes with triggers disabled, as superuser, returns the differences that verify finds, and rolls back. */
export async function whenPlanted(world: World, ...faults: string[]): Promise<string[]> {
  let differences: string[] = [];
  const undo = new Error('undo');
  await withOwner(await superuserOf(world), (db) =>
    db.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx);
      for (const fault of faults)
        expect(Number((await sql.raw(fault).execute(tx)).numAffectedRows), fault).to.be.greaterThan(0);
      differences = (await verifyTotals(tx as unknown as Tx)).map(differenceText);
      throw undo;
    }),
  ).catch((error: unknown) => {
    if (error !== undo) throw error;
  });
  return differences;
}
