import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ConnectionParts } from '../../src/embedded/embedded.ts';
import { build, wordsOf } from '../support/process.ts';
import { round } from './figures.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const STARTED_WITHIN_MS = 60_000;

/** A program in a process of its own, which has said on which port it listens. */
export interface Service {
  readonly port: number;
  /** Forgets the peak of memory so far; false where the platform cannot. */
  forgetPeak(): boolean;
  /** The most memory that the process held at once since then, in MB; null where it cannot be told. */
  peakMb(): number | null;
  stop(): Promise<void>;
}

/** The registry as `npm start` runs it, on the database of the bench. */
export function startRegistry(
  owner: ConnectionParts,
  app: ConnectionParts,
  signingKey: string,
  logFile: string,
): Promise<Service> {
  build();
  return start(wordsOf('start'), logFile, {
    PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: urlOf(app),
    MIGRATION_DATABASE_URL: urlOf(owner),
    SIGNING_KEY: signingKey.replaceAll('\n', '\\n'),
    LOG_LEVEL: 'info',
  });
}

/** The floor: a bare Express handler that inserts one row. */
export function startFloor(owner: ConnectionParts, logFile: string): Promise<Service> {
  return start(['--import', 'tsx', 'test/bench/floor.ts'], logFile, { DATABASE_URL: urlOf(owner) });
}

function urlOf({ host, port, database, user, password }: ConnectionParts): string {
  return `postgresql://${user}:${encodeURIComponent(password)}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}

async function start(words: readonly string[], logFile: string, environment: Record<string, string>): Promise<Service> {
  const log = openSync(logFile, 'w');
  const child = spawn(process.execPath, words, {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  const giveUp = Date.now() + STARTED_WITHIN_MS;
  for (;;) {
    const said = readFileSync(logFile, 'utf8');
    const port = /http:\/\/127\.0\.0\.1:([0-9]+)/.exec(said)?.[1];
    if (port !== undefined) return { port: Number(port), stop, ...memoryOf(child) };
    if (child.exitCode !== null || Date.now() > giveUp) {
      await stop();
      throw new Error(`${words.join(' ')} did not start:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Linux keeps the peak of a process's resident memory, and forgets it on request (proc(5): clear_refs, VmHWM). */
function memoryOf(child: ChildProcess): Pick<Service, 'forgetPeak' | 'peakMb'> {
  const file = (name: string): string => `/proc/${child.pid}/${name}`;
  return {
    forgetPeak() {
      try {
        writeFileSync(file('clear_refs'), '5');
        return true;
      } catch {
        return false;
      }
    },
    peakMb() {
      try {
        const kb = /VmHWM:\s+([0-9]+) kB/.exec(readFileSync(file('status'), 'utf8'))?.[1];
        return kb === undefined ? null : round(Number(kb) / 1024, 0);
      } catch {
        return null;
      }
    },
  };
}
