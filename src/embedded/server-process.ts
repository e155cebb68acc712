import { execFile, spawn } from 'node:child_process';
import { closeSync, fstatSync, ftruncateSync, openSync } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Binaries } from './binaries.ts';
import { EmbeddedDatabaseError, codeOf, textOf } from './errors.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { commandAs, programEnvironment, type ProcessUser } from './process-user.ts';

/** A server that this process has started. */
export interface Launched {
  /** How it ended, once it has. */
  ended(): string | undefined;
  /** What it has said since its start, here and in its own log. */
  said(): Promise<string>;
  interrupt(): void;
}

const longestLog = 1024 * 1024;
const stopWithinMs = 120_000;

/**
 * Starts the server in a session of its own, so that Ctrl-C at our terminal does not stop it before we have finished.
 * Its first words go to `<dataDir>/postgres-start.log`, everything later to the cluster's own log.
 */
export async function launchServer(
  dataDir: string,
  cluster: string,
  binaries: Binaries,
  user: ProcessUser,
  args: readonly string[],
): Promise<Launched> {
  const before = await logSizes(path.join(cluster, 'log'));
  const logFile = path.join(dataDir, 'postgres-start.log');
  const log = openSync(logFile, 'a', 0o600);
  if (fstatSync(log).size > longestLog) ftruncateSync(log);
  const from = fstatSync(log).size;
  let ended: string | undefined;
  const { file, args: words, ids } = commandAs(user, ...programOf(binaries, args));
  const child = spawn(file, words, {
    ...ids,
    cwd: '/',
    env: programEnvironment(),
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code, signal) => {
    // On Windows it is pg_ctl that ends here, and well if it has started the server.
    if (process.platform !== 'win32' || code !== 0) ended ??= `exit ${code ?? signal}`;
  });
  child.unref();
  return {
    ended: () => ended,
    said: async () => {
      if (ended !== undefined) await sleep(100); // its log's writer ends a moment after it
      const texts = [await readFrom(logFile, from)];
      for (const [name, size] of await logSizes(path.join(cluster, 'log'))) {
        const seen = before.get(name) ?? 0;
        texts.push(await readFrom(name, size < seen ? 0 : seen));
      }
      return texts.filter((text) => text !== '').join('\n');
    },
    interrupt: () => void child.kill('SIGINT'),
  };
}

/** The files of the cluster's own log, one per weekday at most, with their sizes in bytes. */
async function logSizes(folder: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const name of await readdir(folder).catch(() => [])) {
    const file = path.join(folder, name);
    sizes.set(
      file,
      await stat(file).then(
        (found) => found.size,
        () => 0,
      ),
    );
  }
  return sizes;
}

/** What a log holds from that byte on, 64 kB at most. */
async function readFrom(file: string, from: number): Promise<string> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (handle === undefined) return '';
  try {
    const { size } = await handle.stat();
    const start = Math.max(from, size - 65_536);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.max(0, size - start)), 0, null, start);
    return buffer.subarray(0, bytesRead).toString('utf8').trim();
  } finally {
    await handle.close();
  }
}

/** On Windows pg_ctl starts the server, because it can give up an administrator's rights, with which PostgreSQL refuses to run. */
function programOf(binaries: Binaries, args: readonly string[]): [string, string[]] {
  if (process.platform !== 'win32') return [binaries.postgres, [...args]];
  const [, cluster = '', ...rest] = args;
  return [
    binaries.pgCtl,
    ['start', '-W', '-D', cluster, '-o', rest.map((arg) => (arg === '-c' ? arg : `"${arg}"`)).join(' ')],
  ];
}

/**
 * Fast shutdown: open sessions are ended, everything is written, and the server is gone when this resolves.
 * @throws EmbeddedDatabaseError if it has not ended after two minutes
 */
export async function stopServer(cluster: string, binaries: Binaries): Promise<void> {
  const running = await readPostmasterFile(cluster);
  if (running === undefined) return;
  if (process.platform === 'win32') await runPgCtlStop(cluster, binaries);
  else if (!signal(running.pid, 'SIGINT')) return;
  const deadline = Date.now() + stopWithinMs;
  while ((await readPostmasterFile(cluster))?.pid === running.pid) {
    if (Date.now() > deadline || !signal(running.pid, 0)) break;
    await sleep(20);
  }
  // The file goes a moment before the process; a container's init may leave the process as a zombie for good.
  for (const end = Date.now() + 1000; Date.now() < end && signal(running.pid, 0);) await sleep(10);
  if ((await readPostmasterFile(cluster))?.pid !== running.pid || !signal(running.pid, 0)) return;
  throw new EmbeddedDatabaseError(
    `The embedded database (process ${running.pid}) has not stopped within two minutes; it is still writing or hangs. Its log is in ${path.join(cluster, 'log')}.`,
    `内置数据库（进程 ${running.pid}）在两分钟内未停止，可能仍在写入或已挂起。其日志位于 ${path.join(cluster, 'log')}。`,
  );
}

function runPgCtlStop(cluster: string, binaries: Binaries): Promise<void> {
  return new Promise((resolve, reject) => {
    const args = ['stop', '-m', 'fast', '-w', '-t', String(stopWithinMs / 1000), '-D', cluster];
    execFile(binaries.pgCtl, args, { env: programEnvironment(), windowsHide: true }, (error) =>
      error ? reject(error) : resolve(),
    );
  });
}

/** @returns false if there is no such process */
function signal(pid: number, name: 'SIGINT' | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
    if (codeOf(error) === 'EPERM' && name === 0) return true;
    throw new EmbeddedDatabaseError(
      `The embedded database (process ${pid}) cannot be stopped by this user: ${textOf(error)}`,
      `当前用户无法停止内置数据库（进程 ${pid}）：${textOf(error)}`,
      error,
    );
  }
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
