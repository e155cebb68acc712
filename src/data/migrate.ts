/**
 * Brings a database to the schema of this version (db/README.md explains how). Migrations that were released and their
 * names in the database are never changed; a database that this version does not know is refused, not repaired.
 */
import { Kysely, Migrator, PostgresDialect, sql } from 'kysely';
import { LOCK_CLASS } from './advisory-locks.ts';
import { connect, createKyselyPool, type Connection } from './pool.ts';
import { ensureRoles } from './roles.ts';
import { newestMigration, schemaTexts, type SchemaTexts } from './schema-texts.ts';

export { RolesError } from './roles.ts';

/** The database has a schema that this version cannot bring up to date. */
export class SchemaError extends Error {}

/**
 * Brings roles and schema up to date as the owner, and grants the service's login its roles. Safe when several processes
 * start at once.
 *
 * @returns the names of the migrations that were run
 * @throws RolesError; SchemaError; the error of a failed statement, after everything was rolled back
 */
export async function migrate(owner: Connection, app: Connection): Promise<{ applied: string[] }> {
  return withOwner(owner, async (db) => {
    await ensureRoles(db, await loginOf(app));
    return { applied: await applySchema(db) };
  });
}

/**
 * Runs the missing migrations and, when its hash differs, all of db/code, in one transaction. A migration runs while the
 * previous code is in place: its changes of rows are audited, and it must drop code objects that block it.
 *
 * @throws SchemaError for a database of an unreleased layout or of a later version
 */
export async function applySchema(db: Kysely<any>, texts: SchemaTexts = schemaTexts()): Promise<string[]> {
  return db.connection().execute(async (session) => {
    await sql`select pg_advisory_lock(${LOCK_CLASS.schema}, 0)`.execute(session);
    try {
      const before = await appliedMigrations(session);
      refuseUnknown(before, texts);
      if (before.length < texts.migrations.size) return await runMigrations(session, texts);
      if ((await codeHash(session)) !== texts.codeHash)
        await session.transaction().execute((tx) => applyCode(tx, texts));
      return [];
    } finally {
      await sql`select pg_advisory_unlock(${LOCK_CLASS.schema}, 0)`.execute(session);
    }
  });
}

/** Kysely runs the missing migrations in one transaction; the newest one also applies the code. */
async function runMigrations(session: Kysely<any>, texts: SchemaTexts): Promise<string[]> {
  const newest = [...texts.migrations.keys()].at(-1);
  const all = [...texts.migrations].map(([name, text]) => {
    const up = async (tx: Kysely<any>): Promise<void> => {
      await setActor(tx);
      await sql.raw(text).execute(tx);
      if (name === newest) await applyCode(tx, texts);
    };
    return [name, { up }] as const;
  });
  const migrator = new Migrator({ db: session, provider: { getMigrations: async () => Object.fromEntries(all) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw error;
  return results.map(({ migrationName }) => migrationName);
}

async function applyCode(tx: Kysely<any>, { code, codeHash }: SchemaTexts): Promise<void> {
  await setActor(tx);
  for (const text of code.values()) await sql.raw(text).execute(tx);
  await sql`
    insert into code_version (hash, applied_at) values (${codeHash}, now())
    on conflict (only_row) do update set hash = excluded.hash, applied_at = excluded.applied_at`.execute(tx);
}

async function setActor(tx: Kysely<any>): Promise<void> {
  await sql`
    select set_config('app.actor', 'system:migration', true), set_config('app.role', 'system', true),
      set_config('app.action', 'migrate', true), set_config('app.now', now()::text, true)`.execute(tx);
}

function refuseUnknown(applied: readonly string[], { migrations }: SchemaTexts): void {
  const unknown = applied.find((name) => !migrations.has(name));
  if (unknown === undefined) return;
  if (applied.includes('0001-trail'))
    throw new SchemaError(
      'This database has the layout of an unreleased version, which cannot be upgraded: choose another DATA_DIR (DATABASE_URL), or move the data folder away. / 此数据库为未发布版本的结构，无法升级：请更换 DATA_DIR（DATABASE_URL），或移走数据目录。',
    );
  throw new SchemaError(
    `This database belongs to a later version of this program (${unknown}): start that version instead. / 此数据库由更高版本的程序创建（${unknown}），请启动相应版本。`,
  );
}

async function tableExists(tx: Kysely<any>, name: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select to_regclass(${name}) is not null as found`.execute(tx);
  return rows[0]!.found;
}

async function appliedMigrations(tx: Kysely<any>): Promise<string[]> {
  if (!(await tableExists(tx, 'kysely_migration'))) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(tx);
  return rows.map(({ name }) => name);
}

async function codeHash(tx: Kysely<any>): Promise<string | null> {
  const { rows } = await sql<{ hash: string }>`select hash from code_version`.execute(tx);
  return rows[0]?.hash ?? null;
}

/** Whether a database has the schema of this version, code included. `app` is the service's login. */
export async function isCurrent(app: Connection): Promise<boolean> {
  return withConnection(app, async (db) => {
    if (!(await tableExists(db, 'code_version'))) return false;
    await sql`set role zhidai_system`.execute(db);
    const applied = await appliedMigrations(db);
    return applied.at(-1) === newestMigration() && (await codeHash(db)) === schemaTexts().codeHash;
  });
}

/** Runs `work` with a Kysely instance of the owner. Only migrations run as the owner. */
export const withOwner = withConnection;

async function withConnection<T>(connection: Connection, work: (db: Kysely<any>) => Promise<T>): Promise<T> {
  const pool = createKyselyPool(connection, { max: 1, applicationName: 'zhidai-migration', statementTimeoutMs: 0 });
  const db = new Kysely<any>({ dialect: new PostgresDialect({ pool }) });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

async function loginOf(connection: Connection): Promise<string> {
  const client = await connect(connection);
  try {
    const { rows } = await client.query('select session_user as login');
    return rows[0].login;
  } finally {
    await client.end();
  }
}
