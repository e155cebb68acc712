/**
 * A "world": a fresh database copied from a template, and the service on it. Each test file opens its own and closes
 * it, so tests can change anything in it.
 */
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import pino from 'pino';
import { buildServer, type AppDeps } from '../../src/app.ts';
import { asSystem } from '../../src/data/as-actor.ts';
import { closeDatabase, openDatabase, type Db } from '../../src/data/database.ts';
import { migrate } from '../../src/data/migrate.ts';
import { connect, createPool, type Connection } from '../../src/data/pool.ts';
import { createPasswords } from '../../src/features/auth/hashing.ts';
import { ImportWorkers } from '../../src/features/imports/job/runner.ts';
import { createAccessLog, type AccessLogWriter } from '../../src/jobs/access-log.ts';
import { createTokens, type Tokens } from '../../src/http/tokens.ts';
import { Client } from './client.ts';
import { startCluster, type Cluster } from './cluster.ts';
import { listening } from './listening.ts';
import { build } from './process.ts';
import { ACCOUNTS, PASSWORD, seedTemplate } from './template.ts';

export { ACCOUNTS, PASSWORD, FIRMS } from './template.ts';

let cluster: Promise<Cluster> | undefined;
let template: Promise<Template> | undefined;
let admin: ReturnType<typeof connect> | undefined;
const passwords = createPasswords({ concurrency: 2, queueLimit: 1000 });
const signingKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
  format: 'pem',
  type: 'pkcs8',
}) as string;

/** Workers run the built file, as in production. */
export function importWorker(): URL {
  build();
  return new URL('../../dist/service/import-worker.mjs', import.meta.url);
}

/** Stops the run's server; called once by the root hook. */
export async function stopCluster(): Promise<void> {
  await (await admin)?.end();
  if (cluster) await (await cluster).stop();
}

/** The cluster of this run, for tests that create their own databases. */
export function theCluster(): Promise<Cluster> {
  return (cluster ??= startCluster());
}

export interface World {
  readonly db: Db;
  readonly url: string;
  readonly deps: AppDeps;
  readonly accessLog: AccessLogWriter;
  readonly tokens: Tokens;
  /** The owner of the tables, not subject to row-level security: to inspect data and plant faults. */
  readonly owner: { query(sql: string, values?: unknown[]): Promise<{ rows: any[] }> };
  readonly ownerConnection: Connection;
  /** The service's clock; tests may set it. Starts at 2026-06-15T02:00:00Z (10:00 in Shanghai). */
  readonly time: { now: Date };
  /** A signed-in client of one of the ACCOUNTS (or any login with the common password). */
  as(login: string): Promise<Client>;
  /** The same in a session of its own. */
  session(login: string): Promise<Client>;
  /** A client without a token. */
  anybody(): Client;
  close(): Promise<void>;
}

/** A new database with regions, banks, firms and accounts (see template.ts), and the service on `port` if it is free, else on any free port. */
export async function openWorld(overrides: Partial<AppDeps> = {}, port = 0): Promise<World> {
  const { database, actorKey, drop } = await freshDatabase();
  const theirs = await theCluster();
  const pool = createPool(theirs.app(database), { max: 10, role: 'zhidai_app' });
  const db = openDatabase(pool, actorKey);
  const time = { now: new Date('2026-06-15T02:00:00.000Z') };
  const tokens = createTokens(signingKey);
  const workers = new ImportWorkers({
    db,
    log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    workerFile: importWorker,
  });
  const accessLog = createAccessLog(db, pino({ level: process.env['TEST_LOG'] ?? 'silent' }));
  const deps: AppDeps = {
    db,
    tokens,
    passwords,
    clock: () => time.now,
    log: pino({ level: 'silent' }),
    accessLog,
    checkFirmsPerDay: 1_000,
    sessionIdleMinutes: 720,
    secondFactor: 'optional',
    secureCookies: false,
    trustProxy: false,
    console: null,
    imports: workers,
    ...overrides,
  };
  const service = await listening(buildServer(deps), port);
  const { url } = service;
  let owner: ReturnType<typeof connect> | undefined;
  const clients = new Map<string, Promise<Client>>();
  return {
    db,
    url,
    deps,
    accessLog,
    tokens,
    ownerConnection: theirs.owner(database),
    time,
    owner: { query: async (sql, values) => (await (owner ??= connect(theirs.owner(database)))).query(sql, values) },
    as(login) {
      if (!clients.has(login)) clients.set(login, signIn(db, tokens, url, login, time));
      return clients.get(login)!;
    },
    session: (login) => signIn(db, tokens, url, login, time),
    anybody: () => new Client(url),
    async close() {
      await workers.stop();
      await service.close();
      await accessLog.stop();
      await (await owner)?.end();
      await closeDatabase(db);
      await drop();
    },
  };
}

/** Tests move the clock by years. */
const UNLIMITED = { max_hours: 1_000_000, idle_minutes: 60_000_000 };

/** Opens a session directly in the database, to save the time of password hashing. */
async function signIn(db: Db, tokens: Tokens, url: string, login: string, time: { now: Date }): Promise<Client> {
  const sessionId = randomUUID();
  const accountId = await asSystem(db, 'sign-in', { action: 'auth.login', at: time.now }, async (tx) => {
    const account = await tx.selectFrom('account').select('id').where('login', '=', login).executeTakeFirstOrThrow();
    await tx
      .insertInto('session')
      .values({ id: sessionId, account_id: account.id, started_at: time.now.toISOString(), ...UNLIMITED })
      .execute();
    return account.id;
  });
  return new Client(url, () => tokens.issue(accountId, sessionId, time.now).accessToken, { accountId, sessionId });
}

/** An empty database without template and migrations, for tests of migrations. */
export async function emptyDatabase(): Promise<{ database: string; drop(): Promise<void> }> {
  const theirs = await theCluster();
  return create(theirs, `zt_${randomUUID().replaceAll('-', '')}`, 'template0');
}

/** A database that worlds are copied from. The copies have its key. */
interface Template {
  readonly database: string;
  readonly actorKey: string;
}

async function freshDatabase(): Promise<Template & { drop(): Promise<void> }> {
  const theirs = await theCluster();
  const { database, actorKey } = await (template ??= makeTemplate(theirs));
  return { ...(await create(theirs, `zt_${randomUUID().replaceAll('-', '')}`, database)), actorKey };
}

async function create(
  theirs: Cluster,
  database: string,
  from: string,
): Promise<{ database: string; drop(): Promise<void> }> {
  const server = await (admin ??= connect(theirs.superuser));
  // Copying files is faster than WAL; test databases need not survive a crash.
  await server.query(
    `create database ${database} owner zhidai_owner template ${from} strategy file_copy ${from === 'template0' ? `encoding 'UTF8' locale 'C'` : ''}`,
  );
  return { database, drop: async () => void (await server.query(`drop database if exists ${database} with (force)`)) };
}

async function makeTemplate(theirs: Cluster): Promise<Template> {
  const { database } = await create(theirs, `zt_template_${randomUUID().replaceAll('-', '')}`, 'template0');
  const { actorKey } = await migrate(theirs.owner(database), theirs.app(database));
  const db = openDatabase(createPool(theirs.app(database), { max: 1, role: 'zhidai_app' }), actorKey);
  await seedTemplate(db, await passwords.hash(PASSWORD));
  await closeDatabase(db);
  return { database, actorKey };
}

export const logins = Object.keys(ACCOUNTS);
