/** Checks that something has changed nothing in the database. A new table with entered data is added to the list. */
import { expect } from 'chai';
import type { World } from './world.ts';

const TABLES = [
  'filing',
  'firm',
  'firm_name',
  'qualification',
  'waiting_certificate',
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
  'holiday',
  'registry',
  'signing_key',
  'amendment',
  'idempotency_key',
] as const;

/** The row count and a checksum of each table with entered data. */
export async function fingerprint(world: World): Promise<Record<string, string>> {
  const { rows } = await world.owner.query(
    TABLES.map(
      (table) =>
        `select '${table}' as name, count(*) || ' ' || coalesce(md5(string_agg(t::text, chr(10) order by t::text)), '') as checksum from ${table} t`,
    ).join(' union all '),
  );
  return Object.fromEntries(rows.map(({ name, checksum }) => [name, checksum]));
}

/** Runs `work` and asserts that no table has changed. */
export async function changesNothing<T>(world: World, work: () => Promise<T>): Promise<T> {
  const before = await fingerprint(world);
  const result = await work();
  expect(await fingerprint(world)).to.deep.equal(before);
  return result;
}

/** A value that every change moves, from audit trail and idempotency keys. Cheaper than a checksum of all tables. */
export async function marks(world: World): Promise<unknown> {
  const { rows } = await world.owner
    .query(`select (select count(*) from filing) as filings, (select count(*) from firm) as firms,
    (select count(*) from idempotency_key) as keys, (select max(id) from trail) as trail`);
  return rows[0];
}

/** The number of filings. */
export async function filingsIn(world: World): Promise<number> {
  return (await world.owner.query('select count(*)::int as n from filing')).rows[0].n;
}

/** The row of a filing. */
export async function filingWithReceipt(world: World, receiptNo: string): Promise<any> {
  return (await world.owner.query('select * from filing where receipt_no = $1', [receiptNo])).rows[0];
}
