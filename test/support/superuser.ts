import type { Connection } from '../../src/data/pool.ts';
import { theCluster, type World } from './world.ts';

/** Who may do anything in a world's database: for planting faults that nobody else could. */
export async function superuserOf(world: World): Promise<Connection> {
  const { superuser } = await theCluster();
  const {
    rows: [row],
  } = await world.owner.query('select current_database() as name');
  if (typeof superuser !== 'string') return { ...superuser, database: row.name };
  const url = new URL(superuser);
  url.pathname = `/${row.name}`;
  return url.href;
}
