/** Helpers to make transactions wait for each other at a chosen place, instead of sleeping and hoping. */
import type { World } from './world.ts';

/** The number of the world's connections that wait for any lock. (Row locks in pg_locks have no database, hence the join.) */
export async function waitingForLocks(world: World): Promise<number> {
  const {
    rows: [row],
  } = await world.owner.query(`
    select count(distinct pid)::int as n from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()`);
  return row.n;
}

/**
 * Makes requests concurrent: locks rows as the owner, runs `work`, and releases the lock when `waiting` requests wait for
 * it. `rows` is the SELECT … FOR UPDATE that locks them.
 */
export async function meetingAt<T>(world: World, rows: string, waiting: number, work: () => Promise<T>): Promise<T> {
  await world.owner.query('begin');
  await world.owner.query(rows);
  const done = work();
  for (let attempt = 0; attempt < 500; attempt += 1) {
    if ((await waitingForLocks(world)) >= waiting) break;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await world.owner.query('commit');
  return done;
}
