/**
 * What a backup holds, read from the catalogue. A new table is included by itself; add it to TRANSIENT if a restore must
 * leave it empty, and to usedTables if its rows must count as data that somebody entered. Requires a connection of the
 * owner of the tables, from whom no policy hides rows. Foreign keys between tables must not form a cycle.
 */
import type { Dedicated } from './pool.ts';

/** Written by the migrations themselves. A restored registry has a key of its own. */
const OF_THE_SCHEMA = ['kysely_migration', 'kysely_migration_lock', 'code_version', 'actor_key'];
/** Sessions and links end with a restore: everybody signs in again. The restored registry may have another signing key. */
const TRANSIENT = ['signing_key', 'session', 'session_use', 'refresh_token', 'sign_in_failure', 'export_link'];

export interface BackupTable {
  readonly name: string;
  /** Without generated columns. */
  readonly columns: readonly string[];
}

export interface SequenceValue {
  readonly name: string;
  readonly value: string;
  readonly called: boolean;
}

/** All tables of a backup, referenced tables before those that refer to them. */
export async function backupTables(session: Dedicated): Promise<BackupTable[]> {
  const { rows } = await session.query(
    `with recursive
      tables as (
        select c.oid, c.relname as name
        from pg_class c
        where c.relnamespace = 'public'::regnamespace
          and c.relkind = 'r'
          and not c.relname = any ($1)
      ),
      depth as (
        select oid, 0 as level from tables
        union
        select f.conrelid, d.level + 1
        from depth d
        join pg_constraint f on f.contype = 'f' and f.confrelid = d.oid and f.conrelid <> f.confrelid
      )
    select t.name, (
      select array_agg(a.attname::text order by a.attnum)
      from pg_attribute a
      where a.attrelid = t.oid
        and a.attnum > 0
        and not a.attisdropped
        and a.attgenerated = ''
    ) as columns
    from tables t
    join depth d using (oid)
    group by t.oid, t.name
    order by max(d.level), t.name`,
    [[...OF_THE_SCHEMA, ...TRANSIENT]],
  );
  return rows;
}

/** The sequences of the tables, as they stand: they may be ahead of a snapshot, never behind it. */
export async function readSequences(session: Dedicated): Promise<SequenceValue[]> {
  const { rows: names } = await session.query(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by 1`,
  );
  const sequences: SequenceValue[] = [];
  for (const { name } of names as { name: string }[]) {
    const { rows } = await session.query(`select last_value::text as value, is_called as called from ${quoted(name)}`);
    sequences.push({ name, ...rows[0] });
  }
  return sequences;
}

export async function appliedMigrationNames(session: Dedicated): Promise<string[]> {
  const { rows } = await session.query('select name from kysely_migration order by name');
  return rows.map(({ name }) => name);
}

export async function countOf(session: Dedicated, table: string): Promise<number> {
  const { rows } = await session.query(`select count(*)::int as count from ${quoted(table)}`);
  return rows[0].count;
}

export function copyOutStatement({ name, columns }: BackupTable): string {
  return `copy ${quoted(name)} (${columns.map(quoted).join(', ')}) to stdout`;
}

export function copyInStatement({ name, columns }: BackupTable): string {
  return `copy ${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin`;
}

/** Empties tables that migrations have filled with first rows. */
export async function emptyTables(session: Dedicated, tables: readonly BackupTable[]): Promise<void> {
  await session.query(`truncate ${tables.map(({ name }) => quoted(name)).join(', ')} cascade`);
}

export async function setSequence(session: Dedicated, { name, value, called }: SequenceValue): Promise<void> {
  await session.query('select setval($1::regclass, $2::bigint, $3)', [`public.${quoted(name)}`, value, called]);
}

/**
 * What somebody has entered: tables that hold rows, besides those of a first start. Null when the database has no tables.
 */
export async function usedTables(session: Dedicated): Promise<string[] | null> {
  const { rows } = await session.query(`select to_regclass('public.kysely_migration') is not null as exists`);
  if (!rows[0].exists) return null;
  const used: string[] = [];
  for (const table of ['account', 'bank', 'firm', 'filing', 'import'])
    // A first start creates one administrator.
    if ((await countOf(session, table)) > (table === 'account' ? 1 : 0)) used.push(table);
  return used;
}

/** Whether a service or import is connected to the database. */
export async function isServed(session: Dedicated): Promise<boolean> {
  const { rows } = await session.query(
    `select exists (
      select from pg_stat_activity where datname = current_database() and application_name in ('zhidai', 'zhidai-import')
    ) as served`,
  );
  return rows[0].served;
}

/** Removes all tables and functions. */
export async function dropEverything(session: Dedicated): Promise<void> {
  await session.query('begin; drop schema public cascade; create schema public; commit');
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
