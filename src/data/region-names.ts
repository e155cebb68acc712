/** Names of regions: of one by its code, and in lists that are imported again. */
import { sql } from 'kysely';
import type { Tx } from './database.ts';

/** The name of a region; empty for an unknown code. */
export async function readRegionName(tx: Tx, code: string): Promise<string> {
  return (await tx.selectFrom('region').select('name').where('code', '=', code).executeTakeFirst())?.name ?? '';
}

/**
 * How a region is written in a file: its name, and its code behind it where another region has the same name, as in a
 * national registry.
 */
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
