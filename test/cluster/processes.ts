/** Processes of the cluster's programs. Each writes a log file, and none outlives the run. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { chown, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { programEnvironment } from '../../src/embedded/process-user.ts';
import type { Programs } from './programs.ts';

export interface Program {
  readonly file: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Host {
  /** Starts a program, which keeps running; the name is that of its log file. */
  start(name: string, program: Program): Running;
  /** A folder, and a file that holds passwords, of the programs' user. */
  makeFolder(at: string): Promise<void>;
  writeFile(at: string, text: string): Promise<void>;
  /** Runs a program to its end. @returns its output @throws Error with its messages, when it fails */
  run(program: Program, input?: string): Promise<string>;
}

export interface Running {
  readonly pid: number;
  readonly exited: Promise<void>;
  signal(name: NodeJS.Signals): void;
}

/** @param folder the working directory, which has a folder `log` */
export function createHost(folder: string, { ids }: Pick<Programs, 'ids'>): Host {
  const optionsOf = ({ environment }: Program) => ({
    ...ids,
    cwd: folder,
    env: { ...programEnvironment(), HOME: folder, ...environment },
  });
  return {
    start(name, program) {
      const log = openSync(path.join(folder, 'log', name), 'a');
      // Detached: Ctrl-C in a terminal reaches this process alone, which stops the others in order.
      const child = spawn(program.file, program.args, {
        ...optionsOf(program),
        stdio: ['ignore', log, log],
        detached: true,
      });
      closeSync(log);
      return runningOf(child);
    },
    async makeFolder(at) {
      await mkdir(at, { mode: 0o700 });
      if (ids.uid !== undefined) await chown(at, ids.uid, ids.gid!);
    },
    async writeFile(at, text) {
      await writeFile(at, text, { mode: 0o600 });
      if (ids.uid !== undefined) await chown(at, ids.uid, ids.gid!);
    },
    async run(program, input = '') {
      const running = promisify(execFile)(program.file, program.args, optionsOf(program));
      running.child.stdin!.end(input);
      return (await running).stdout;
    },
  };
}

function runningOf(child: ChildProcess): Running {
  const exited = new Promise<void>((resolve) => child.once('error', () => resolve()).once('exit', () => resolve()));
  return { pid: child.pid ?? 0, exited, signal: (name) => void child.kill(name) };
}

/** Ends a process in order, or by force after that time. */
export async function stop(running: Running, withinMs: number): Promise<void> {
  running.signal('SIGTERM');
  const waiting = new AbortController();
  const late = pause(withinMs, 'late' as const, { signal: waiting.signal }).catch(() => undefined);
  if ((await Promise.race([running.exited, late])) === 'late') running.signal('SIGKILL');
  waiting.abort();
  await running.exited;
}

/** Below the range from which the system takes the ports of outgoing connections: another program's may not come between. */
const PORTS = { first: 10_000, count: 22_000 };

/** So many different free ports of 127.0.0.1. */
export async function freePorts(count: number): Promise<number[]> {
  const free = new Set<number>();
  while (free.size < count) {
    const port = PORTS.first + Math.floor(Math.random() * PORTS.count);
    if (await isFree(port)) free.add(port);
  }
  return [...free];
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** Asks again until the answer is neither undefined nor an error. @throws Error after that time */
export async function until<T>(what: string, withinMs: number, ask: () => Promise<T | undefined>): Promise<T> {
  let last: unknown;
  for (const end = performance.now() + withinMs; performance.now() < end; await pause(200))
    try {
      const found = await ask();
      if (found !== undefined) return found;
    } catch (error) {
      last = error;
    }
  throw new Error(`waited ${withinMs / 1000} s in vain until ${what}${last === undefined ? '' : `: ${String(last)}`}`);
}
