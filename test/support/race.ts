import type { World } from './world.ts';

/** So many of the world's connections wait for a lock, of whatever kind: those on rows name no database. */
export async function waitingForLocks(world: World): Promise<number> {
  const {
    rows: [row],
  } = await world.owner.query(`
    select count(distinct pid)::int as n from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()`);
  return row.n;
}

/**
 * Makes requests meet: holds rows as the owner, lets `work` send its requests, and lets go when `waiting` of them wait
 * for a lock. `rows` is the SELECT … FOR UPDATE that holds them.
 */
export async function meetingAt<T>(world: World, rows: string, waiting: number, work: () => Promise<T>): Promise<T> {
  await world.owner.query('begin');
  await world.owner.query(rows);
  const done = work();
  for (let patience = 0; patience < 500; patience += 1) {
    if ((await waitingForLocks(world)) >= waiting) break;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await world.owner.query('commit');
  return done;
}
