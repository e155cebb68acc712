/** Makes things concurrent without chance: gates, meeting points and locks. */
import { until } from './until.ts';
import type { World } from './world.ts';

/** The number of the world's connections that wait for any lock. (Row locks in pg_locks have no database, hence the join.) */
async function waitingForLocks(world: World): Promise<number> {
  // In a transaction of the owner, pg_stat_activity would not show connections that were opened since its first use.
  await world.owner.query('select pg_stat_clear_snapshot()');
  const {
    rows: [row],
  } = await world.owner.query(`
    select count(distinct pid)::int as n from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()`);
  return row.n;
}

/** Waits until at least `count` of the world's connections wait for a lock. */
export async function untilBlocked(world: World, count = 1): Promise<void> {
  await until(`${count} connection(s) wait for a lock`, async () => (await waitingForLocks(world)) >= count);
}

/**
 * Makes requests concurrent: locks rows as the owner, runs `work`, and releases the lock when `waiting` requests wait for
 * it. `rows` is the SELECT … FOR UPDATE that locks them.
 */
export async function meetingAt<T>(world: World, rows: string, waiting: number, work: () => Promise<T>): Promise<T> {
  await world.owner.query('begin');
  await world.owner.query(rows);
  const done = work();
  const met = untilBlocked(world, waiting).finally(() => world.owner.query('commit'));
  const [result] = await Promise.all([done, met]);
  return result;
}

/** A gate that is closed until `open` is called. */
export interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

export function closedGate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** A meeting point: each call returns when `count` have called. */
export function meetingPoint(count: number): () => Promise<void> {
  const all = closedGate();
  let here = 0;
  return () => {
    here += 1;
    if (here === count) all.open();
    return all.opened;
  };
}
