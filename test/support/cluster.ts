/** Starts or finds the PostgreSQL server of a test run. Tests use it through world.ts. */
import { mkdtemp, readdir, readFile, rm, stat, statfs } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import path from 'node:path';
import { isAlive } from '../../src/embedded/cluster.ts';
import { startEmbedded, type EmbeddedServer } from '../../src/embedded/embedded.ts';
import { connect, type Connection } from '../../src/data/pool.ts';

/**
 * The PostgreSQL server ("cluster" in its own words: a server with its databases) of a test run; each world creates a
 * database on it. It is one of three:
 * - of the run, in its worker processes: the connections are in an environment variable;
 * - of TEST_DATABASE_URL, a superuser's, on a server that may be written to;
 * - otherwise an embedded server in a temporary folder, in memory if there is room. Nothing of it outlives the run.
 */
export interface Cluster {
  /** For worker processes, by the environment variable. */
  readonly connections: Connections;
  readonly superuser: Connection;
  /** As the owner of the tables, who also runs migrations. */
  owner(database: string): Connection;
  /** As the registry itself. */
  app(database: string): Connection;
  /** Stops the server if this process started it. */
  stop(): Promise<void>;
}

/** The three login roles, without a particular database. */
type Connections = Readonly<Record<'superuser' | 'owner' | 'app', Connection>>;

const PASSWORD = 'only-for-tests';
/** Free memory that a server in memory needs: several times the 280 MB that a whole run uses at most. */
const MEMORY_NEEDED_BYTES = 2 * 1024 ** 3;
/** Start of the name of a run's folder; the process id of the run follows. */
const FOLDER_PREFIX = 'zhidai-test-run-';
/** The environment variable with the `connections` of the run, as JSON, for its worker processes. */
export const CLUSTER_VARIABLE = 'ZHIDAI_TEST_CLUSTER';

export async function startCluster(): Promise<Cluster> {
  const [ofRun, url] = [process.env[CLUSTER_VARIABLE], process.env['TEST_DATABASE_URL']];
  if (ofRun) return clusterOf(JSON.parse(ofRun) as Connections, async () => undefined);
  return url ? existingServer(url) : embeddedServer();
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

/** Gives the server the two roles that the embedded one has; they stay on it. */
async function existingServer(url: string): Promise<Cluster> {
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

/** A folder in memory, if there is room. It saves time, as each world creates about five hundred files. */
async function memoryFolder(): Promise<string | undefined> {
  const folder = '/dev/shm';
  const room =
    process.platform === 'linux'
      ? await statfs(folder).then(
          ({ bavail, bsize }) => bavail * bsize,
          () => 0,
        )
      : 0;
  return room >= MEMORY_NEEDED_BYTES && freemem() >= MEMORY_NEEDED_BYTES ? folder : undefined;
}

/** Stops the servers and removes the folders of killed runs, which would use memory for ever. Only those of this user. */
async function removeLeftovers(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const run = name.startsWith(FOLDER_PREFIX) ? Number(name.slice(FOLDER_PREFIX.length).split('-')[0]) : 0;
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

async function embeddedServer(): Promise<Cluster> {
  const parent = (await memoryFolder()) ?? tmpdir();
  await removeLeftovers(parent);
  const dataDir = await mkdtemp(path.join(parent, `${FOLDER_PREFIX}${process.pid}-`));
  const server: EmbeddedServer = await startEmbedded({
    dataDir,
    mode: 'own',
    connect,
    // Data may be lost in a crash, and databases live for seconds: no fsync, no asynchronous I/O, no vacuum.
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
  // So that tests may run as a registry whose only login is the owner's (DATABASE_URL without MIGRATION_DATABASE_URL).
  const client = await connect(server.superuser);
  await client.query('grant zhidai_app to zhidai_owner with admin option');
  await client.end();
  const { superuser, owner, app } = server;
  return clusterOf({ superuser, owner, app }, async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
}
