import { Kysely, Migrator, PostgresDialect, sql } from 'kysely';
import { migrations } from '../../db/index.ts';
import { ensureRoles } from '../../db/roles.ts';
import { connect, createPool, type Connection } from './pool.ts';

export { RolesError } from '../../db/roles.ts';

/** The name of the newest migration that this code knows. */
export const NEWEST_MIGRATION = Object.keys(migrations).sort().at(-1)!;

/** Class of the advisory lock of what follows the migrations. */
const GRANT_CLASS = 7306;

/**
 * Brings the schema up to date as the owner, and lets the service's login step into its roles. Safe when several
 * processes start at once: Kysely holds a lock for the time of the migration.
 *
 * @throws the error of the migration that failed, after its transaction was rolled back
 */
export async function migrate(owner: Connection, app: Connection): Promise<{ applied: string[] }> {
  return withOwner(owner, async (db) => {
    await ensureRoles(db, await loginOf(app));
    return { applied: await migrateTo(db) };
  });
}

/** Migrates up to the newest version, or up or down to `target` ('' is before the first). */
export async function migrateTo(db: Kysely<any>, target?: string): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results } =
    target === undefined
      ? await migrator.migrateToLatest()
      : await migrator.migrateTo(target === '' ? { __noMigrations__: true } : target);
  if (error) throw error;
  // PostgreSQL fails when two processes grant the same at the same instant ("tuple concurrently updated").
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${GRANT_CLASS}, 0)`.execute(tx);
    await sql`grant select on kysely_migration to zhidai_system`.execute(tx);
  });
  return (results ?? []).map((result) => result.migrationName);
}

/** The newest migration that a database has, or null when it has none. */
export async function newestApplied(owner: Connection): Promise<string | null> {
  const client = await connect(owner);
  try {
    const {
      rows: [table],
    } = await client.query(`select to_regclass('kysely_migration') is not null as there`);
    if (!table.there) return null;
    return (await client.query('select max(name) as newest from kysely_migration')).rows[0].newest;
  } finally {
    await client.end();
  }
}

/** Hands the owner's Kysely instance to `work`. The owner migrates; nothing else runs as the owner. */
export async function withOwner<T>(owner: Connection, work: (db: Kysely<any>) => Promise<T>): Promise<T> {
  const pool = createPool(owner, { max: 1, applicationName: 'zhidai-migration', statementTimeoutMs: 0 });
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
