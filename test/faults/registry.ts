/**
 * The registry under test, in processes of its own as `npm start` runs it: one with its embedded database, or two on one
 * server. It can be killed, stalled and started again.
 */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from '../../src/data/pool.ts';
import { startEmbedded, type ConnectionParts, type EmbeddedServer } from '../../src/embedded/embedded.ts';
import { run, Running } from '../support/process.ts';
import { signInAll, type People } from './people.ts';

export type Shape = 'embedded' | 'two processes';

/** A session of the superuser. It may only be opened while the server runs. */
export interface Superuser {
  query(sql: string, values?: unknown[]): Promise<{ rows: any[] }>;
  end(): Promise<void>;
}

/** What clients and checks need of a registry. */
export interface RegistryUnderTest {
  readonly people: People;
  /** Of the processes that run. */
  urls(): string[];
  /** A session that sees all rows. */
  superuser(): Promise<Superuser>;
  /** The output of `npm run verify`. */
  verify(): Promise<string>;
  /** What ended by itself, or with an error when it was stopped. */
  readonly problems: string[];
  /** Stops everything and removes the data. */
  remove(): Promise<void>;
}

export interface Registry extends RegistryUnderTest {
  readonly shape: Shape;
  kill(service: number): Promise<void>;
  start(service: number): Promise<void>;
  /** Sends a signal to the postmaster, or to it and all of its children. */
  signalServer(signal: NodeJS.Signals, whole: boolean): Promise<void>;
}

/**
 * @param parent where the data folder is made; by default the system's temporary folder
 * @param serverSettings of the server of two processes, besides the usual ones
 */
export async function openRegistry(
  shape: Shape,
  parent = tmpdir(),
  serverSettings: Readonly<Record<string, string>> = {},
): Promise<Registry> {
  const dataDir = await mkdtemp(path.join(parent, 'zhidai-faults-'));
  const server =
    shape === 'embedded' ? undefined : await startEmbedded({ dataDir, mode: 'own', connect, settings: serverSettings });
  const settings = server === undefined ? { DATA_DIR: dataDir } : settingsOf(server, dataDir);
  const problems: string[] = [];
  const services: { running: Running; url: string; ends: boolean }[] = [];
  const start = async (index: number): Promise<void> => {
    const running = new Running('start', { ...settings, LOG_LEVEL: 'error' });
    const service = { running, url: '', ends: false };
    services[index] = service;
    void running.exited.then((code) => {
      service.url = '';
      if (!service.ends) problems.push(`a process ended by itself (${code}): ${running.output.slice(-1_000)}`);
    });
    service.url = await running.url();
  };
  const urls = (): string[] => services.flatMap(({ url }) => (url === '' ? [] : [url]));
  const remove = async (): Promise<void> => {
    for (const service of services) service.ends = true;
    const codes = await Promise.all(services.map(({ running }) => running.stop()));
    if (codes.some((code) => code !== 0)) problems.push(`exit codes after SIGTERM: ${codes.join(', ')}`);
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  const prepare = async (): Promise<People> => {
    await start(0);
    const oneTimePassword = (await services[0]!.running.says(/password \/ 密码: (\S+)/))[1]!;
    const people = await signInAll(urls, oneTimePassword);
    if (shape === 'two processes') await start(1);
    return people;
  };
  const people = await prepare().catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  return {
    shape,
    people,
    urls,
    start,
    problems,
    async kill(index) {
      const { running } = services[index]!;
      services[index]!.ends = true;
      services[index]!.url = '';
      running.signal('SIGKILL');
      await running.exited;
    },
    superuser: () => openSuperuser(server, dataDir),
    signalServer: (signal, whole) => signalServer(path.join(dataDir, 'postgres'), signal, whole),
    verify: async () => (await run('verify', settings)).output.trim(),
    remove,
  };
}

/** Two processes share the signing key. */
function settingsOf({ app, owner }: EmbeddedServer, dataDir: string): Record<string, string> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    DATA_DIR: path.join(dataDir, 'service'),
    DATABASE_URL: urlOf(app),
    MIGRATION_DATABASE_URL: urlOf(owner),
    SIGNING_KEY: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString().replaceAll('\n', '\\n'),
  };
}

const urlOf = ({ host, port, database, user, password }: ConnectionParts): string =>
  `postgresql://${user}:${encodeURIComponent(password)}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;

async function openSuperuser(server: EmbeddedServer | undefined, dataDir: string): Promise<Superuser> {
  const attached = server ?? (await startEmbedded({ dataDir, mode: 'attach', connect }));
  const session = await connect({ ...attached.superuser, database: 'zhidai' });
  session.onLost(() => undefined);
  return {
    query: (sql, values) => session.query(sql, values),
    async end() {
      await session.end();
      if (server === undefined) await attached.stop();
    },
  };
}

/** Sends a signal to the postmaster of a data folder, or to it and all of its children. */
export async function signalServer(cluster: string, signal: NodeJS.Signals, whole: boolean): Promise<void> {
  const postmaster = Number.parseInt(await readFile(path.join(cluster, 'postmaster.pid'), 'utf8'), 10);
  // The postmaster first: it starts no other process then.
  for (const pid of [postmaster, ...(whole ? await childrenOf(postmaster) : [])])
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
}

async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  const parents = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    }),
  );
  return pids.filter((_, index) => parents[index] === parent);
}
