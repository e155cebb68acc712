/**
 * Starts the registry and the floor in processes of their own, as in production, so that the load does not share their
 * event loop.
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ConnectionParts } from '../../src/embedded/embedded.ts';
import { build, wordsOf } from '../support/process.ts';
import type { Bench } from './bench.ts';
import { watchMemory, type MemoryWatch } from './memory.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const STARTED_WITHIN_MS = 60_000;

/** A program in a process of its own, which listens. */
export interface Service {
  readonly port: number;
  readonly memory: MemoryWatch;
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

/** Runs `work` while the floor listens (see floor.ts). */
export async function withFloor<T>({ world, logFile }: Bench, work: (floor: Service) => Promise<T>): Promise<T> {
  const floor = await start(['--import', 'tsx', 'test/bench/floor.ts'], logFile('floor'), {
    DATABASE_URL: urlOf(world.server.owner),
  });
  return work(floor).finally(() => floor.stop());
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
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const memory = watchMemory(child.pid!);
  const stop = async (): Promise<void> => {
    memory.end();
    child.kill('SIGTERM');
    await exited;
  };
  const deadline = Date.now() + STARTED_WITHIN_MS;
  for (;;) {
    const output = readFileSync(logFile, 'utf8');
    const port = /http:\/\/127\.0\.0\.1:([0-9]+)/.exec(output)?.[1];
    if (port !== undefined) return { port: Number(port), memory, stop };
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`${words.join(' ')} did not start:\n${output}`);
    }
    await pause(50);
  }
}
