/**
 * Brings a database to the schema of this version (db/README.md explains how). Migrations that were released and their
 * names in the database are never changed; a database that this version does not know is refused, not repaired.
 */
import { Kysely, Migrator, PostgresDialect, sql } from 'kysely';
import { LOCK_CLASS } from './advisory-locks.ts';
import { isLockConflict } from './errors.ts';
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
 * @returns the names of the migrations that were run, and the key that opens transactions (see readActorKey)
 * @throws RolesError; SchemaError; the error of a failed statement, after everything was rolled back
 */
export async function migrate(owner: Connection, app: Connection): Promise<{ applied: string[]; actorKey: string }> {
  return withOwner(owner, async (db) => {
    await ensureRoles(db, await loginOf(app));
    const applied = await applySchema(db);
    return { applied, actorKey: await selectActorKey(db) };
  });
}

/** The key that the service seals the actors of its transactions with. Only the owner of the tables can read it. */
export async function readActorKey(owner: Connection): Promise<string> {
  return withOwner(owner, selectActorKey);
}

async function selectActorKey(owner: Kysely<any>): Promise<string> {
  const { rows } = await sql<{ key: string }>`select encode(key, 'hex') as key from actor_key`.execute(owner);
  return rows[0]!.key;
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
      const missing = before.length < texts.migrations.size;
      const applied = missing ? await whenUnlocked(() => runMigrations(session, texts)) : [];
      if (!missing && (await codeHash(session)) !== texts.codeHash)
        await whenUnlocked(() =>
          session.transaction().execute(async (tx) => {
            await lockTables(tx);
            await applyCode(tx, texts);
          }),
        );
      await revokeFromPublic(session);
      return applied;
    } finally {
      await sql`select pg_advisory_unlock(${LOCK_CLASS.schema}, 0)`.execute(session);
    }
  });
}

/** Kysely runs the missing migrations in one transaction; the newest one also applies the code. */
async function runMigrations(session: Kysely<any>, texts: SchemaTexts): Promise<string[]> {
  const newest = [...texts.migrations.keys()].at(-1);
  let locked = false;
  const all = [...texts.migrations].map(([name, text]) => {
    const up = async (tx: Kysely<any>): Promise<void> => {
      if (!locked) await lockTables(tx);
      locked = true;
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

/** For so long other processes may hold tables; then the start fails with the error of the last attempt. */
const LOCKED_MAX_MS = 120_000;
/** Less than PostgreSQL's deadlock_timeout: this transaction gives up rather than one of a request. */
const LOCK_WAIT = '500ms';
const RETRY_DELAY_MS = 1_000;

/**
 * Repeats a transaction that changes the schema until it gets its locks. Processes of the version before go on serving
 * meanwhile, and take tables in an order of their own.
 */
async function whenUnlocked<T>(work: () => Promise<T>): Promise<T> {
  for (const end = performance.now() + LOCKED_MAX_MS; ;)
    try {
      return await work();
    } catch (error) {
      if (!isLockConflict(error) || performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY_MS * (0.5 + Math.random())));
    }
}

/** Takes all tables at the beginning, so that nothing later in the transaction can wait for a request that waits for it. */
async function lockTables(tx: Kysely<any>): Promise<void> {
  const { rows } = await sql<{ statement: string | null }>`
    select 'lock table ' || string_agg(c.oid::regclass::text, ', ' order by c.oid) as statement
    from pg_class c
    where c.relnamespace = 'public'::regnamespace
      and c.relkind = 'r'`.execute(tx);
  const statement = rows[0]!.statement;
  if (statement === null) return;
  await sql`select set_config('lock_timeout', ${LOCK_WAIT}, true)`.execute(tx);
  await sql.raw(statement).execute(tx);
  await sql`set local lock_timeout to default`.execute(tx);
}

async function applyCode(tx: Kysely<any>, { code, codeHash }: SchemaTexts): Promise<void> {
  await setActor(tx);
  for (const text of code.values()) await sql.raw(text).execute(tx);
  await sql`
    insert into code_version (hash, applied_at) values (${codeHash}, now())
    on conflict (only_row) do update set hash = excluded.hash, applied_at = excluded.applied_at`.execute(tx);
}

/**
 * Nobody but the owner may create objects, not even temporary ones. These rights belong to the database, not to the schema:
 * a copy or a restored dump has the usual ones again.
 */
async function revokeFromPublic(session: Kysely<any>): Promise<void> {
  const { rows } = await sql<{ statement: string }>`
    select format('revoke temporary on database %I from public', current_database()) as statement
    where has_database_privilege('public', current_database(), 'TEMPORARY')
    union all
    select 'revoke create on schema public from public'
    where has_schema_privilege('public', 'public', 'CREATE')`.execute(session);
  for (const { statement } of rows) await sql.raw(statement).execute(session);
}

/** The owner announces itself by plain settings, see acting() in db/code/10-actor.sql. */
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
