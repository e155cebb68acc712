/**
 * The whole installation of docs/operations.md on 127.0.0.1: three machines of the database, and two of the service, each
 * with its HAProxy. A registry for the clients and checks of test/faults.
 */
import { randomBytes } from 'node:crypto';
import { appendFile, chmod, copyFile, cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { connect as connectTo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { connect } from '../../src/data/pool.ts';
import { signInAll } from '../faults/people.ts';
import type { RegistryUnderTest, Superuser } from '../faults/registry.ts';
import { ROOT, run, Running } from '../support/process.ts';
import { fill, readDocumented, variablesOf, type Replacements } from './files.ts';
import { createMachines, MACHINES, type Machine, type Machines, type Ports } from './machines.ts';
import { createHost, freePorts, stop, until, type Host } from './processes.ts';
import type { Programs } from './programs.ts';

export interface Stack {
  readonly registry: RegistryUnderTest;
  readonly machines: Machines;
  readonly host: Host;
  readonly folder: string;
  /** Takes a service out of both HAProxies, stops it in order, starts it, and waits until it is in again. */
  restartService(service: number): Promise<void>;
  /** From now on services start from a copy of the build whose db/code has another hash, as a new version has. */
  installNext(): Promise<void>;
}

const SERVICES = [0, 1] as const;
const READY_WITHIN_MS = 30_000;
const STATUS_COLUMN = 17;

/**
 * @param keep leaves the folder, with its logs
 * @param onOpening is given what stops everything and removes the folder, before anything is started
 */
export async function openStack(
  programs: Programs,
  keep: boolean,
  onOpening: (remove: () => Promise<void>) => void,
): Promise<Stack> {
  const folder = await mkdtemp(path.join(tmpdir(), 'zhidai-cluster-'));
  const undo: (() => Promise<unknown>)[] = keep ? [] : [() => rm(folder, { recursive: true, force: true })];
  let removed: Promise<void> | undefined;
  const remove = (): Promise<void> =>
    (removed ??= (async () => {
      while (undo.length > 0) await undo.pop()!().catch((error: unknown) => problems.push(String(error)));
    })());
  const problems: string[] = [];
  onOpening(remove);
  try {
    return await open(programs, folder, problems, undo, remove);
  } catch (error) {
    await remove();
    throw error;
  }
}

async function open(
  programs: Programs,
  folder: string,
  problems: string[],
  undo: (() => Promise<unknown>)[],
  remove: () => Promise<void>,
): Promise<Stack> {
  await chmod(folder, 0o711);
  const host = createHost(folder, programs);
  await host.makeFolder(path.join(folder, 'log'));
  const [front0, front1, service0, service1, database0, database1, ...ofMachines] = await freePorts(18);
  const own = [
    { front: front0!, service: service0!, database: database0! },
    { front: front1!, service: service1!, database: database1! },
  ] as const;
  const ports = Object.fromEntries(
    MACHINES.map((machine, index) => {
      const [postgres, patroni, etcdClients, etcdPeers] = ofMachines.slice(4 * index, 4 * index + 4);
      return [machine, { postgres, patroni, etcdClients, etcdPeers }];
    }),
  ) as Record<Machine, Ports>;
  const common = commonReplacements(programs, ports, own);

  const machines = await createMachines(host, programs, folder, ports, common);
  undo.push(() => machines.stop());
  await machines.startEtcd();
  // The first one makes the cluster, the others join it.
  for (const machine of MACHINES) machines.startPatroni(machine);
  const { leader } = await machines.replicating();
  await machines.psql(leader, '-f', path.join(folder, `db${leader}`, 'database.sql'));
  await machines.pgbackrest(leader, 'stanza-create');

  for (const index of SERVICES) {
    const config = path.join(folder, `haproxy${index}.cfg`);
    await host.writeFile(config, fill(readDocumented('haproxy.cfg'), [...common, ...haproxyOf(folder, index, own)]));
    const haproxy = host.start(`haproxy${index}`, { file: programs.haproxy, args: ['-db', '-f', config] });
    undo.push(() => stop(haproxy, 5_000));
  }
  return startServices({ host, machines, folder, problems, undo, remove, common, own });
}

/** What differs everywhere: addresses, passwords, the sizes of a real machine. */
function commonReplacements(
  { postgresql }: Programs,
  ports: Readonly<Record<Machine, Ports>>,
  own: readonly { service: number }[],
): Replacements {
  const secrets = ['restapi', 'superuser', 'replicator', 'rewind', 'owner', 'service', 'repository', 'metrics-token'];
  return [
    ...MACHINES.flatMap((machine): Replacements => {
      const { postgres, patroni, etcdClients, etcdPeers } = ports[machine];
      const address = `10.20.0.1${machine}`;
      return [
        [`${address}:5432 check port 8008`, `127.0.0.1:${postgres} check port ${patroni}`],
        [`${address}:5432`, `127.0.0.1:${postgres}`],
        [`${address}:8008`, `127.0.0.1:${patroni}`],
        [`${address}:2379`, `127.0.0.1:${etcdClients}`],
        [`${address}:2380`, `127.0.0.1:${etcdPeers}`],
      ];
    }),
    ...own.map(({ service }, index) => [`10.20.0.2${index + 1}:3000`, `127.0.0.1:${service}`] as const),
    ...secrets.map((name) => [`CHANGE-${name}`, randomBytes(16).toString('hex')] as const),
    ['10.20.0.0/24', '127.0.0.1/32'],
    ['10.20.0.21,10.20.0.22', 'loopback'],
    ['/usr/lib/postgresql/15/bin', postgresql],
    ['shared_buffers: 4GB', 'shared_buffers: 64MB'],
    ['max_wal_size: 4GB', 'max_wal_size: 512MB'],
  ];
}

const socketOf = (folder: string, index: number): string => path.join(folder, 'log', `haproxy${index}.sock`);

/** Without TLS, and as the user that the other programs run as. */
const haproxyOf = (
  folder: string,
  index: number,
  own: readonly { front: number; database: number }[],
): Replacements => [
  ['10.20.0.21:443 ssl crt /etc/haproxy/zhidai.pem alpn h2,http/1.1', `127.0.0.1:${own[index]!.front}`],
  ['127.0.0.1:5000', `127.0.0.1:${own[index]!.database}`],
  ['/run/haproxy/admin.sock', socketOf(folder, index)],
  ['    user haproxy\n    group haproxy\n', ''],
];

interface Started {
  readonly host: Host;
  readonly machines: Machines;
  readonly folder: string;
  readonly problems: string[];
  readonly undo: (() => Promise<unknown>)[];
  readonly remove: () => Promise<void>;
  readonly common: Replacements;
  readonly own: readonly { front: number; service: number; database: number }[];
}

async function startServices(started: Started): Promise<Stack> {
  const { host, machines, folder, problems, undo, remove, common, own } = started;
  const dataOf = (index: number): string => path.join(folder, `service${index}`);
  const environmentOf = (index: number): Record<string, string> =>
    variablesOf(
      fill(readDocumented('zhidai.env'), [
        ...common,
        ['10.20.0.21', '127.0.0.1'],
        ['PORT=3000', `PORT=${own[index]!.service}`],
        ['127.0.0.1:5000', `127.0.0.1:${own[index]!.database}`],
        ['/var/lib/zhidai', dataOf(index)],
      ]),
    );
  const services: { running: Running; ends: boolean }[] = [];
  let root = ROOT;
  const start = async (index: number): Promise<void> => {
    const running = new Running({ name: 'start', root }, { ...environmentOf(index), LOG_LEVEL: 'error' });
    const service = { running, ends: false };
    services[index] = service;
    void running.exited.then((code) => {
      if (!service.ends) problems.push(`a process ended by itself (${code}): ${running.output.slice(-1_000)}`);
    });
    await running.url();
  };
  const stopService = async (index: number): Promise<void> => {
    const service = services[index];
    if (service === undefined) return;
    service.ends = true;
    const code = await service.running.stop();
    await appendFile(path.join(folder, 'log', `service${index}`), service.running.output);
    if (code !== 0) problems.push(`exit code after SIGTERM: ${code}: ${service.running.output.slice(-1_000)}`);
  };
  undo.push(() => Promise.all(SERVICES.map(stopService)));
  await Promise.all(SERVICES.map((index) => mkdir(dataOf(index), { mode: 0o700 })));
  await start(0);
  const oneTimePassword = (await services[0]!.running.says(/password \/ 密码: (\S+)/))[1]!;
  await copyFile(path.join(dataOf(0), 'signing-key.pem'), path.join(dataOf(1), 'signing-key.pem'));
  await start(1);
  for (const index of SERVICES) await serviceReady(folder, index);
  const urls = (): string[] => own.map(({ front }) => `http://127.0.0.1:${front}`);
  const people = await signInAll(urls, oneTimePassword);
  const owner = environmentOf(0)['MIGRATION_DATABASE_URL']!;
  return {
    registry: {
      people,
      urls,
      problems,
      remove,
      superuser: () => ownerSession(owner),
      verify: async () => (await run({ name: 'verify', root }, environmentOf(0))).output.trim(),
    },
    machines,
    host,
    folder,
    async installNext() {
      root = await copyAsNext(path.join(folder, 'next'));
    },
    async restartService(index) {
      await setServerState(folder, index, 'drain');
      await stopService(index);
      // HAProxy tries a refused connection at the other one, and finds this one by itself when it is ready.
      await setServerState(folder, index, 'ready');
      await start(index);
      await serviceReady(folder, index);
    },
  };
}

/** Checks read as the owner of the tables, whom row-level security does not bind. */
async function ownerSession(url: string): Promise<Superuser> {
  const session = await connect(url);
  session.onLost(() => undefined);
  return session;
}

/** What a start needs, with a comment more in the last file of db/code. */
async function copyAsNext(folder: string): Promise<string> {
  for (const name of ['dist', 'db', 'package.json'])
    await cp(path.join(ROOT, name), path.join(folder, name), { recursive: true });
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  const code = path.join(folder, 'db/code');
  const last = (await readdir(code))
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .at(-1)!;
  await appendFile(path.join(code, last), '\n-- The next version.\n');
  return folder;
}

/** Waits until both HAProxies let requests through to a service. */
async function serviceReady(folder: string, index: number): Promise<void> {
  await until(`HAProxy finds app${index + 1}`, READY_WITHIN_MS, async () => {
    const states = await Promise.all(SERVICES.map((one) => serverStates(socketOf(folder, one))));
    return states.every((state) => state.get(`services/app${index + 1}`) === 'UP') || undefined;
  });
}

/** In every HAProxy. Requests that are under way go on. */
async function setServerState(folder: string, index: number, state: 'drain' | 'ready'): Promise<void> {
  for (const one of SERVICES) {
    const answer = await ask(socketOf(folder, one), `set server services/app${index + 1} state ${state}`);
    if (answer.trim() !== '') throw new Error(`HAProxy: ${answer}`);
  }
}

/** What an HAProxy thinks of its servers: `backend/server` → UP, DOWN, DRAIN or between. */
async function serverStates(socket: string): Promise<Map<string, string>> {
  const lines = (await ask(socket, 'show stat')).split('\n').map((line) => line.split(','));
  return new Map(lines.map((columns) => [`${columns[0]}/${columns[1]}`, columns[STATUS_COLUMN] ?? '']));
}

/** A command for an HAProxy, over its admin socket. */
async function ask(socket: string, command: string): Promise<string> {
  const connection = connectTo(socket);
  connection.end(`${command}\n`);
  return text(connection);
}
