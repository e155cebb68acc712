import { expect } from 'chai';
import type { World } from './world.ts';

const KEPT = [
  'filing',
  'firm',
  'qualification',
  'qualification_kind',
  'ledger_pending',
  'ledger_entry',
  'posting',
  'trail',
  'account',
  'bank',
  'region',
  'programme_rule',
  'lpr',
  'registry',
  'idempotency_key',
] as const;

/** Rows and a checksum of each table that holds what people entered. */
export async function fingerprint(world: World): Promise<Record<string, string>> {
  const { rows } = await world.owner.query(
    KEPT.map(
      (table) =>
        `select '${table}' as name, count(*) || ' ' || coalesce(md5(string_agg(t::text, chr(10) order by t::text)), '') as print from ${table} t`,
    ).join(' union all '),
  );
  return Object.fromEntries(rows.map(({ name, print }) => [name, print]));
}

/** Runs `work` and holds that no table is another afterwards. */
export async function changesNothing<T>(world: World, work: () => Promise<T>): Promise<T> {
  const before = await fingerprint(world);
  const result = await work();
  expect(await fingerprint(world)).to.deep.equal(before);
  return result;
}

/** A mark that every change moves: none goes without the trail, but for idempotency keys. Cheaper than a checksum of everything. */
export async function marks(world: World): Promise<unknown> {
  const { rows } = await world.owner
    .query(`select (select count(*) from filing) as filings, (select count(*) from firm) as firms,
    (select count(*) from idempotency_key) as keys, (select max(id) from trail) as trail`);
  return rows[0];
}
