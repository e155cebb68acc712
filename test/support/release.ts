/** Stored databases of released versions (test/releases), to test upgrades. A stored release is never changed. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { schemaTexts, type SchemaTexts } from '../../src/data/schema-texts.ts';

/**
 * The stored data of a released version, to test upgrades from it: its migrations, its code, and the rows of a small
 * registry.
 */
export interface Release {
  readonly version: string;
  /** Name → SHA-256 of the text: released migrations are never edited. */
  readonly migrations: Readonly<Record<string, string>>;
  readonly code: Readonly<Record<string, string>>;
  /** Table → rows as JSON, in an order in which they can be inserted. */
  readonly rows: Readonly<Record<string, readonly object[]>>;
}

interface Database {
  query(sql: string, values?: unknown[]): Promise<{ rows: any[] }>;
}

const FOLDER = path.resolve(import.meta.dirname, '../releases');

export async function releases(): Promise<Release[]> {
  const files = (await readdir(FOLDER).catch(() => [])).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(files.map(async (name) => JSON.parse(await readFile(path.join(FOLDER, name), 'utf8')) as Release));
}

/** Stores the current schema with the rows of a database as a released version. */
export async function keepRelease(version: string, database: Database): Promise<void> {
  const { migrations, code } = schemaTexts();
  const release: Release = {
    version,
    migrations: Object.fromEntries([...migrations].map(([name, text]) => [name, hashOf(text)])),
    code: Object.fromEntries(code),
    rows: await allRows(database),
  };
  await mkdir(FOLDER, { recursive: true });
  await writeFile(path.join(FOLDER, `${version}.json`), `${JSON.stringify(release, null, 1)}\n`);
}

/** The schema of a release: its migrations, which are the first of the current ones, and its own code. */
export function textsOfRelease({ migrations, code }: Release): SchemaTexts {
  const present = schemaTexts().migrations;
  const texts = Object.keys(migrations).map((name) => [name, present.get(name) ?? ''] as const);
  return { migrations: new Map(texts), code: new Map(Object.entries(code)), codeHash: 'of a release' };
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const COLUMNS = `
  select attname as name from pg_attribute
  where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`;

async function tablesOf(database: Database): Promise<string[]> {
  const { rows } = await database.query(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
       and relname not like 'kysely%' and relname <> 'code_version' order by relname collate "C"`,
  );
  return rows.map(({ name }) => name as string);
}

/** All rows of all tables as JSON text, by table and sorted, to compare and to insert again. */
export async function allRows(database: Database): Promise<Record<string, object[]>> {
  const all: Record<string, object[]> = {};
  for (const table of await tablesOf(database)) {
    const { rows } = await database.query(
      `select to_jsonb(t) as row from ${table} t order by to_jsonb(t)::text collate "C"`,
    );
    all[table] = rows.map(({ row }) => row as object);
  }
  return all;
}

/** Inserts the rows of a release into its schema, as superuser with triggers and foreign keys disabled. */
export async function insertRows(superuser: Database, { rows }: Release): Promise<void> {
  await superuser.query(`set session_replication_role = replica`);
  for (const [table, records] of Object.entries(rows)) {
    const names = (await superuser.query(COLUMNS, [table])).rows.map(({ name }) => `"${name}"`).join(', ');
    await superuser.query(`delete from ${table}`);
    await superuser.query(
      `insert into ${table} (${names}) overriding system value
       select ${names} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
      [JSON.stringify(records)],
    );
  }
  // Sequences continue after the inserted numbers.
  await superuser.query(`
    select setval(pg_get_serial_sequence('trail', 'id'), (select max(id) from trail)),
      setval('filing_number', 1000 + (select count(*) from filing))`);
  await superuser.query(`set session_replication_role = default`);
}
