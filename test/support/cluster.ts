import { mkdtemp, readdir, readFile, rm, stat, statfs } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import path from 'node:path';
import { isAlive } from '../../src/embedded/cluster.ts';
import { startEmbedded, type EmbeddedServer } from '../../src/embedded/embedded.ts';
import { connect, type Connection } from '../../src/data/pool.ts';

/**
 * The PostgreSQL server of a test run: TEST_DATABASE_URL (a superuser's, on a server that may be written to), or else
 * the embedded one without fsync in a temporary folder, in memory where there is room.
 */
export interface Cluster {
  readonly connections: Connections;
  readonly superuser: Connection;
  owner(database: string): Connection;
  app(database: string): Connection;
  stop(): Promise<void>;
}

/** The three logins; each may use any database. */
type Connections = Readonly<Record<'superuser' | 'owner' | 'app', Connection>>;

const PASSWORD = 'only-for-tests';
/** Several times the maximum that a whole run uses (280 MB). */
const ROOM_BYTES = 2 * 1024 ** 3;
const FOLDER = 'zhidai-test-run-';
/** The environment variable that gives worker processes the server of their run. */
export const CLUSTER = 'ZHIDAI_TEST_CLUSTER';

export async function startCluster(): Promise<Cluster> {
  const [shared, url] = [process.env[CLUSTER], process.env['TEST_DATABASE_URL']];
  if (shared) return clusterOf(JSON.parse(shared) as Connections, async () => undefined);
  return url ? existing(url) : embedded();
}

function clusterOf(connections: Connections, stop: () => Promise<void>): Cluster {
  const to = (connection: Connection, database: string): Connection => {
    if (typeof connection !== 'string') return { ...connection, database };
    const url = new URL(connection);
    url.pathname = `/${database}`;
    return url.href;
  };
  return {
    connections,
    superuser: connections.superuser,
    owner: (database) => to(connections.owner, database),
    app: (database) => to(connections.app, database),
    stop,
  };
}

async function existing(url: string): Promise<Cluster> {
  const client = await connect(url);
  for (const [role, options] of [
    ['zhidai_owner', 'login createrole'],
    ['zhidai_app', 'login noinherit'],
  ]) {
    const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
    await client.query(`${rows.length ? 'alter' : 'create'} role ${role} ${options} password '${PASSWORD}'`);
  }
  await client.query('grant zhidai_app to zhidai_owner with admin option');
  await client.end();
  const as = (user: string): string => {
    const parsed = new URL(url);
    parsed.username = user;
    parsed.password = PASSWORD;
    return parsed.href;
  };
  return clusterOf({ superuser: url, owner: as('zhidai_owner'), app: as('zhidai_app') }, async () => undefined);
}

/** A folder in memory, if there is enough: each world has about five hundred files. */
async function roomyMemory(): Promise<string | undefined> {
  const folder = '/dev/shm';
  const room =
    process.platform === 'linux'
      ? await statfs(folder).then(
          ({ bavail, bsize }) => bavail * bsize,
          () => 0,
        )
      : 0;
  return room >= ROOM_BYTES && freemem() >= ROOM_BYTES ? folder : undefined;
}

/** Stops servers and removes folders of killed runs, as they would stay in memory. Those of other users are left alone. */
async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const run = name.startsWith(FOLDER) ? Number(name.slice(FOLDER.length).split('-')[0]) : 0;
    if (!(run > 0) || isAlive(run)) continue;
    const folder = path.join(parent, name);
    if ((await stat(folder).catch(() => undefined))?.uid !== process.getuid?.()) continue;
    const postmaster = Number(
      (await readFile(path.join(folder, 'postgres/postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0],
    );
    if (postmaster > 0 && (await readFile(`/proc/${postmaster}/cmdline`, 'utf8').catch(() => '')).includes(name))
      process.kill(postmaster, 'SIGQUIT');
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

async function embedded(): Promise<Cluster> {
  const parent = (await roomyMemory()) ?? tmpdir();
  await removeAbandoned(parent);
  const dataDir = await mkdtemp(path.join(parent, `${FOLDER}${process.pid}-`));
  const server: EmbeddedServer = await startEmbedded({
    dataDir,
    mode: 'own',
    connect,
    // A world lasts for seconds, in memory: prefetching and vacuuming bring nothing.
    settings: {
      fsync: 'off',
      full_page_writes: 'off',
      synchronous_commit: 'off',
      max_connections: '200',
      shared_buffers: '128MB',
      max_wal_size: '256MB',
      io_method: 'sync',
      autovacuum: 'off',
    },
  });
  // One login may be both owner and service, as with DATABASE_URL only.
  const client = await connect(server.superuser);
  await client.query('grant zhidai_app to zhidai_owner with admin option');
  await client.end();
  const { superuser, owner, app } = server;
  return clusterOf({ superuser, owner, app }, async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
}
