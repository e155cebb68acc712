/** The rounds: a table of faults that happen while clients file. A new one is an entry here. */
import { execFile } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Load } from './clients.ts';
import { importFile, type Imported } from './imports.ts';
import type { Words } from './options.ts';
import type { Registry, Shape } from './registry.ts';

/** Clients at work while something fails. */
export interface UnderLoad {
  readonly load: Load;
  readonly random: () => number;
  readonly imports: Imported[];
  readonly problems: string[];
  /** Waits until a filing that was sent after that instant is acknowledged, and records how long it took. @returns seconds */
  recovered(fromMs: number): Promise<number>;
}

/** What a fault acts on. */
export interface Scene extends UnderLoad {
  readonly registry: Registry;
  readonly folder: string | undefined;
  /** How long the history round lasts. */
  readonly minutes: number;
}

export interface Round {
  readonly shape: Shape;
  /** For the report. */
  readonly title: string;
  /** A process or its server is killed: connections may break without an answer. */
  readonly breaksConnections?: true;
  /** Where the data folder is kept, and how that is removed; a sentence when this machine does not offer it. */
  readonly prepare?: () => Promise<{ folder: string; remove(): Promise<void> } | string>;
  readonly fault: (scene: Scene) => Promise<void>;
}

const seconds = (scene: Scene, least: number, most: number): Promise<void> =>
  pause(1_000 * (least + scene.random() * (most - least)));

/** Three times, with some seconds of quiet before each. */
const thrice =
  (once: (scene: Scene) => Promise<void>): Round['fault'] =>
  async (scene) => {
    for (let n = 0; n < 3; n += 1) {
      await seconds(scene, 2, 5);
      await once(scene);
    }
    await seconds(scene, 1, 2);
  };

async function asSuperuser<T>(
  { registry }: Scene,
  work: (query: (sql: string) => Promise<{ rows: any[] }>) => Promise<T>,
): Promise<T> {
  const session = await registry.superuser();
  try {
    return await work((sql) => session.query(sql));
  } finally {
    await session.end().catch(() => undefined);
  }
}

/** Changes a setting of the server while it runs; sessions that are open take it too. */
async function setOnServer(scene: Scene, name: string, value: string | null): Promise<void> {
  await asSuperuser(scene, async (query) => {
    await query('set default_transaction_read_only = off');
    await query(value === null ? `alter system reset ${name}` : `alter system set ${name} = '${value}'`);
    await query('select pg_reload_conf()');
  });
}

const TERMINATE = `
  select pg_terminate_backend(pid)
  from pg_stat_activity
  where pid <> pg_backend_pid() and backend_type = 'client backend'`;

async function terminateSessions(scene: Scene): Promise<void> {
  await asSuperuser(scene, async (query) => {
    for (let n = 0; n < 20; n += 1) {
      await pause(50 + scene.random() * 700);
      const fromMs = performance.now();
      await query(TERMINATE);
      await scene.recovered(fromMs);
    }
  });
}

async function killService(scene: Scene, service: number): Promise<void> {
  const fromMs = performance.now();
  await scene.registry.kill(service);
  await scene.registry.start(service);
  await scene.recovered(fromMs);
}

async function killServer(scene: Scene): Promise<void> {
  const fromMs = performance.now();
  await scene.registry.signalServer('SIGKILL', false);
  await scene.recovered(fromMs);
}

async function killBoth(scene: Scene): Promise<void> {
  const fromMs = performance.now();
  await Promise.all([scene.registry.kill(0), scene.registry.signalServer('SIGKILL', true)]);
  await scene.registry.start(0);
  await scene.recovered(fromMs);
}

/** /readyz of every process must say 503 at some moment while the fault lasts. */
async function expectNotReady(scene: Scene, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (const url of scene.registry.urls()) {
    let status = 0;
    while (status !== 503 && performance.now() < deadline) {
      status = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(35_000) }).then(
        (reply) => reply.status,
        () => 0,
      );
      await pause(100);
    }
    if (status !== 503) scene.problems.push(`/readyz said ${status} while the database could not serve`);
  }
}

async function stall(scene: Scene): Promise<void> {
  await seconds(scene, 2, 3);
  const before = scene.load.requests.figures.unavailable;
  await scene.registry.signalServer('SIGSTOP', true);
  try {
    await Promise.all([pause(40_000), expectNotReady(scene, 35_000)]);
  } finally {
    await scene.registry.signalServer('SIGCONT', true);
  }
  if (scene.load.requests.figures.unavailable === before) scene.problems.push('no request was answered 503');
  await scene.recovered(performance.now());
  await seconds(scene, 2, 3);
}

async function readOnly(scene: Scene): Promise<void> {
  await setOnServer(scene, 'default_transaction_read_only', 'on');
  await expectNotReady(scene, 10_000);
  await seconds(scene, 2, 4);
  await setOnServer(scene, 'default_transaction_read_only', null);
  await scene.recovered(performance.now());
}

async function idleSessions(scene: Scene): Promise<void> {
  await setOnServer(scene, 'idle_session_timeout', '300ms');
  await seconds(scene, 15, 20);
  await scene.recovered(performance.now());
}

/** Each import but the last meets one fault, at a random moment; the last has only the short idle_session_timeout. */
async function importsUnderFaults(scene: Scene): Promise<void> {
  await setOnServer(scene, 'idle_session_timeout', '500ms');
  const faults = [
    () => killService(scene, 0),
    () => killService(scene, 1),
    () => asSuperuser(scene, (query) => query(TERMINATE)),
    () => killServer(scene),
    () => Promise.resolve(),
  ];
  for (const [n, fault] of faults.entries()) {
    let started = (): void => undefined;
    const accepted = new Promise<void>((resolve) => (started = resolve));
    const imported = importFile(scene.load, n, started);
    await accepted;
    await seconds(scene, 0.1, 3);
    await fault();
    scene.imports.push(await imported);
  }
}

async function fullDisk(scene: Scene): Promise<void> {
  await seconds(scene, 2, 3);
  const file = path.join(scene.folder!, 'filler');
  const filler = await open(file, 'w');
  const block = Buffer.alloc(1_048_576);
  try {
    // What the server frees meanwhile is filled as well.
    for (const until = performance.now() + 15_000; performance.now() < until; await pause(20))
      for (let full = false; !full;)
        full = await filler.write(block).then(
          () => false,
          () => true,
        );
  } finally {
    await filler.close();
  }
  await rm(file);
  await scene.recovered(performance.now());
  await seconds(scene, 2, 3);
}

async function mountSmallDisk(): ReturnType<NonNullable<Round['prepare']>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'zhidai-faults-disk-'));
  const command = promisify(execFile);
  const mounted = await command('mount', ['-t', 'tmpfs', '-o', 'size=400m,mode=1777', 'tmpfs', folder]).then(
    () => true,
    () => false,
  );
  if (!mounted) {
    await rm(folder, { recursive: true });
    return 'this user may not mount a small file system';
  }
  return {
    folder,
    async remove() {
      await command('umount', [folder]);
      await rm(folder, { recursive: true });
    },
  };
}

export const ROUNDS = {
  'kill-service': {
    shape: 'embedded',
    title: 'kill -9 of the service three times, started again at once',
    breaksConnections: true,
    fault: thrice((scene) => killService(scene, 0)),
  },
  'kill-server': {
    shape: 'embedded',
    title: 'kill -9 of the embedded postmaster three times; the service starts it again',
    fault: thrice(killServer),
  },
  'kill-both': {
    shape: 'embedded',
    title: 'kill -9 of the service and all processes of its server three times, started again at once',
    breaksConnections: true,
    fault: thrice(killBoth),
  },
  'kill-one-of-two': {
    shape: 'two processes',
    title: 'kill -9 of one process, then of the other, then of the server',
    breaksConnections: true,
    fault: async (scene) => {
      for (const kill of [() => killService(scene, 0), () => killService(scene, 1), () => killServer(scene)]) {
        await seconds(scene, 2, 4);
        await kill();
      }
    },
  },
  'terminate-embedded': {
    shape: 'embedded',
    title: 'pg_terminate_backend of all sessions, twenty times at random moments',
    fault: terminateSessions,
  },
  terminate: {
    shape: 'two processes',
    title: 'pg_terminate_backend of all sessions, twenty times at random moments',
    fault: terminateSessions,
  },
  stall: {
    shape: 'two processes',
    title: 'SIGSTOP of all processes of the server for 40 seconds',
    fault: stall,
  },
  'idle-sessions': {
    shape: 'two processes',
    title: 'idle_session_timeout of 0.3 seconds on the server',
    fault: idleSessions,
  },
  'read-only': {
    shape: 'two processes',
    title: 'a read-only database (default_transaction_read_only) for some seconds, three times',
    fault: thrice(readOnly),
  },
  'full-disk': {
    shape: 'embedded',
    title: 'a full disk for 15 seconds (a file system of 400 MB in memory), then space again',
    prepare: mountSmallDisk,
    fault: fullDisk,
  },
  imports: {
    shape: 'two processes',
    title: 'five imports of 6,000 rows under kills, terminated sessions and an idle_session_timeout of 0.5 seconds',
    breaksConnections: true,
    fault: importsUnderFaults,
  },
  history: {
    shape: 'two processes',
    title: 'no fault: the history check alone',
    fault: (scene) => pause(scene.minutes * 60_000),
  },
} as const satisfies Record<string, Round>;

export type RoundName = keyof typeof ROUNDS;

export const WORDS: Words<RoundName> = {
  command: 'npm run faults',
  options: ['--minutes', '--only', '--seed', '--write'],
  names: Object.keys(ROUNDS) as RoundName[],
};
