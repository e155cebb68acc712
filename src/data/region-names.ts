/** Names of regions in lists that are imported again: several regions of a national registry may share a name. */
import { sql } from 'kysely';
import type { Tx } from './database.ts';

/** How a region is written in a file: its name, and its code behind it where another region has the same name. */
export type NameOfRegion = (code: string | null, name: string | null) => string | null;

export async function readNameOfRegion(tx: Tx): Promise<NameOfRegion> {
  const rows = await tx
    .selectFrom('region')
    .select('name')
    .groupBy('name')
    .having(sql<boolean>`count(*) > 1`)
    .execute();
  const shared = new Set(rows.map(({ name }) => name));
  return (code, name) => (name !== null && shared.has(name) ? `${name}（${code}）` : name);
}
