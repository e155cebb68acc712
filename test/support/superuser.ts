/** Connections past row-level security and triggers. Only for planting mistakes and for loading stored releases. */
import type { Connection } from '../../src/data/pool.ts';
import type { Cluster } from './cluster.ts';
import { theCluster, type World } from './world.ts';

/** The superuser's connection to a world's database, to plant faults. */
export function superuserOn({ superuser }: Cluster, database: string): Connection {
  if (typeof superuser !== 'string') return { ...superuser, database };
  const url = new URL(superuser);
  url.pathname = `/${database}`;
  return url.href;
}

export async function superuserOf(world: World): Promise<Connection> {
  const { rows } = await world.owner.query('select current_database() as name');
  return superuserOn(await theCluster(), rows[0].name);
}
