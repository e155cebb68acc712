/**
 * The three machines of the database: etcd, Patroni with its PostgreSQL, and pgBackRest, configured by the files of
 * docs/operations.
 */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { signalServer } from '../faults/registry.ts';
import { fill, ofMachine, readDocumented, variablesOf, type Replacements } from './files.ts';
import { stop, until, type Host, type Running } from './processes.ts';
import type { Programs } from './programs.ts';

export const MACHINES = [1, 2, 3] as const;
export type Machine = (typeof MACHINES)[number];

export interface Ports {
  readonly postgres: number;
  readonly patroni: number;
  readonly etcdClients: number;
  readonly etcdPeers: number;
}

export interface Roles {
  readonly leader: Machine;
  readonly standby: Machine;
}

export interface Machines {
  startEtcd(): Promise<void>;
  killEtcd(): Promise<void>;
  startPatroni(machine: Machine): void;
  /** SIGKILL of Patroni, PostgreSQL and all of its processes. */
  kill(machine: Machine): Promise<void>;
  /** SIGSTOP of the same, and SIGCONT. */
  freeze(machine: Machine): Promise<void>;
  thaw(machine: Machine): Promise<void>;
  /** SIGKILL of PostgreSQL alone. */
  killPostgres(machine: Machine): Promise<void>;
  /** Empties the data folder. */
  removeData(machine: Machine): Promise<void>;
  stopPatroni(): Promise<void>;
  /** Removes what etcd knows of the cluster. */
  forget(): Promise<void>;
  /** Starts Patroni so that it makes a new cluster of the last backup. */
  startRestoring(machine: Machine): Promise<void>;
  /** Waits until one leads. */
  led(): Promise<Machine>;
  /** Waits until one leads, another one is its synchronous standby, and the third follows. */
  replicating(): Promise<Roles>;
  patronictl(...words: string[]): Promise<string>;
  pgbackrest(machine: Machine, ...words: string[]): Promise<string>;
  /** As the superuser, over the socket of a machine. @returns what psql printed */
  psql(machine: Machine, ...words: string[]): Promise<string>;
  stop(): Promise<void>;
}

/** Far more than it takes: this machine has all parts of the cluster. */
const REPLICATING_WITHIN_MS = 180_000;
const ETCD_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 20_000;
const REMOVAL_CONFIRMED = 'zhidai\nYes I am aware\n';

/** @param common replacements for the files of all machines */
export async function createMachines(
  host: Host,
  programs: Programs,
  folder: string,
  ports: Readonly<Record<Machine, Ports>>,
  common: Replacements,
): Promise<Machines> {
  const of = (machine: Machine, ...names: string[]): string => path.join(folder, `db${machine}`, ...names);
  const filled = (name: string, machine: Machine): string =>
    fill(ofMachine(readDocumented(name), machine), [
      ...common,
      ['/var/lib/postgresql/15/zhidai', of(machine, 'data')],
      ['/var/lib/postgresql/patroni.pgpass', of(machine, 'pgpass')],
      ['/var/run/postgresql', of(machine)],
      ['/var/lib/etcd/zhidai', of(machine, 'etcd')],
      ['/var/lib/pgbackrest', path.join(folder, 'repository')],
      ['pg1-port=5432', `pg1-port=${ports[machine].postgres}`],
    ]);
  for (const machine of MACHINES) {
    await host.makeFolder(of(machine));
    for (const name of ['patroni.yml', 'pgbackrest.conf', 'database.sql'])
      await host.writeFile(of(machine, name), filled(name, machine));
  }
  await host.makeFolder(path.join(folder, 'repository'));
  const backups = (machine: Machine): Record<string, string> => ({
    PGBACKREST_CONFIG: of(machine, 'pgbackrest.conf'),
    PGBACKREST_LOCK_PATH: of(machine, 'lock'),
  });
  const etcds = new Map<Machine, Running>();
  const patronis = new Map<Machine, Running>();
  const patronictl = (words: readonly string[], input?: string): Promise<string> =>
    host.run({ file: programs.patronictl, args: ['-c', of(1, 'patroni.yml'), ...words] }, input);
  const startPatroni = (machine: Machine): void => {
    const args = [of(machine, 'patroni.yml')];
    const program = { file: programs.patroni, args, environment: backups(machine) };
    patronis.set(machine, host.start(`patroni${machine}`, program));
  };
  const stopPatroni = async (): Promise<void> => {
    await Promise.all([...patronis.values()].map((patroni) => stop(patroni, STOP_WITHIN_MS)));
  };
  return {
    async startEtcd() {
      for (const machine of MACHINES) {
        const environment = variablesOf(filled('etcd.env', machine));
        etcds.set(machine, host.start(`etcd${machine}`, { file: programs.etcd, args: [], environment }));
      }
      await until('etcd is healthy', ETCD_WITHIN_MS, async () => {
        const states = await Promise.all(MACHINES.map((machine) => read(ports[machine].etcdClients, '/health')));
        return states.every(({ health }) => health === 'true') || undefined;
      });
    },
    async killEtcd() {
      for (const etcd of etcds.values()) etcd.signal('SIGKILL');
      await Promise.all([...etcds.values()].map(({ exited }) => exited));
    },
    startPatroni,
    stopPatroni,
    async kill(machine) {
      patronis.get(machine)!.signal('SIGKILL');
      await signalServer(of(machine, 'data'), 'SIGKILL', true);
      await patronis.get(machine)!.exited;
    },
    async freeze(machine) {
      patronis.get(machine)!.signal('SIGSTOP');
      await signalServer(of(machine, 'data'), 'SIGSTOP', true);
    },
    async thaw(machine) {
      await signalServer(of(machine, 'data'), 'SIGCONT', true);
      patronis.get(machine)!.signal('SIGCONT');
    },
    killPostgres: (machine) => signalServer(of(machine, 'data'), 'SIGKILL', true),
    async removeData(machine) {
      await rm(of(machine, 'data'), { recursive: true });
      await host.makeFolder(of(machine, 'data'));
    },
    replicating: () => until('three databases replicate', REPLICATING_WITHIN_MS, () => readRoles(ports)),
    patronictl: (...words) => patronictl(words),
    async forget() {
      await patronictl(['remove', 'zhidai'], REMOVAL_CONFIRMED);
    },
    async startRestoring(machine) {
      const restore = filled('patroni-restore.yml', machine);
      const text = filled('patroni.yml', machine).replace('bootstrap:\n', () => restore);
      await host.writeFile(of(machine, 'patroni.yml'), text);
      startPatroni(machine);
    },
    led: () =>
      until('a database leads', REPLICATING_WITHIN_MS, async () => {
        const led = await Promise.all(MACHINES.map((machine) => leads(ports[machine].patroni)));
        return MACHINES.find((_, index) => led[index]);
      }),
    pgbackrest: (machine, ...words) =>
      host.run({
        file: programs.pgbackrest,
        args: ['--stanza=zhidai', ...words],
        environment: backups(machine),
      }),
    psql: (machine, ...words) =>
      host.run({
        file: programs.psql,
        args: ['-XAt', '-v', 'ON_ERROR_STOP=1', '-h', of(machine), '-U', 'postgres', ...words],
        environment: { PGPORT: String(ports[machine].postgres) },
      }),
    async stop() {
      await stopPatroni();
      // What a killed Patroni has left.
      for (const machine of MACHINES) await signalServer(of(machine, 'data'), 'SIGKILL', true).catch(() => undefined);
      await Promise.all([...etcds.values()].map((etcd) => stop(etcd, STOP_WITHIN_MS)));
    },
  };
}

const read = async (port: number, what: string): Promise<any> =>
  (await fetch(`http://127.0.0.1:${port}${what}`, { signal: AbortSignal.timeout(2_000) })).json();

/** What HAProxy asks. */
const leads = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/primary`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ status }) => status === 200,
    () => false,
  );

/** What Patroni says of itself; undefined while anything is missing. */
async function readRoles(ports: Readonly<Record<Machine, Ports>>): Promise<Roles | undefined> {
  const states = await Promise.all(
    MACHINES.map(async (machine) => ({ machine, ...(await read(ports[machine].patroni, '/patroni')) })),
  );
  const leader = states.find(({ role }) => role === 'master' || role === 'primary');
  const names = (leader?.replication ?? []).map(({ application_name: name }: { application_name: string }) => name);
  const standby = states.find(({ sync_standby: isSynchronous }) => isSynchronous === true);
  const complete =
    leader !== undefined &&
    standby !== undefined &&
    states.every(({ state, timeline, machine }) => {
      const follows = machine === leader.machine || names.includes(`db${machine}`);
      return state === 'running' && timeline === leader.timeline && follows;
    });
  return complete ? { leader: leader.machine, standby: standby.machine } : undefined;
}
