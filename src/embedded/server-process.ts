/**
 * Starts and stops the server process. A server is never killed hard (SIGKILL): it would have to recover at the next
 * start.
 */
import { execFile, spawn } from 'node:child_process';
import { closeSync, fstatSync, ftruncateSync, openSync } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Binaries } from './binaries.ts';
import { EmbeddedDatabaseError, codeOf, messageOf } from './errors.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { commandAs, programEnvironment, type ProcessUser } from './process-user.ts';

/** A server process that this process has started. */
export interface LaunchedServer {
  /** Why it ended (`exit 1`, `exit SIGKILL`, or a spawn error); undefined while it runs. */
  exitReason(): string | undefined;
  /** Its output since the launch, from the start log and the cluster's log. */
  output(): Promise<string>;
  /** Sends SIGINT (fast shutdown). */
  interrupt(): void;
}

const startLogMaxBytes = 1024 * 1024;
const stopTimeoutMs = 120_000;

/**
 * Starts the server detached, so that Ctrl-C in the terminal does not reach it before our own shutdown.
 * Output before its logger starts goes to `<dataDir>/postgres-start.log`, everything later to the cluster's log.
 */
export async function launchServer(
  dataDir: string,
  cluster: string,
  binaries: Binaries,
  user: ProcessUser,
  args: readonly string[],
): Promise<LaunchedServer> {
  const before = await logSizes(path.join(cluster, 'log'));
  const logFile = path.join(dataDir, 'postgres-start.log');
  const log = openSync(logFile, 'a', 0o600);
  if (fstatSync(log).size > startLogMaxBytes) ftruncateSync(log);
  const from = fstatSync(log).size;
  let exitReason: string | undefined;
  const command = commandAs(user, ...launchCommand(binaries, args));
  const child = spawn(command.file, command.args, {
    ...command.ids,
    cwd: '/',
    env: programEnvironment(),
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.once('error', (error) => (exitReason = error.message));
  child.once('exit', (code, signal) => {
    // On Windows the child is pg_ctl, which exits with 0 once it has started the server.
    if (process.platform !== 'win32' || code !== 0) exitReason ??= `exit ${code ?? signal}`;
  });
  child.unref();
  return {
    exitReason: () => exitReason,
    output: async () => {
      if (exitReason !== undefined) await sleep(100); // the logger process ends shortly after the server
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

/** The cluster's log files (at most one per weekday) and their sizes in bytes. */
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

/** The content of a log from that byte on; at most its last 64 kB. */
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

/** On Windows pg_ctl starts the server: PostgreSQL refuses to run with an administrator's rights, and pg_ctl drops them. */
function launchCommand(binaries: Binaries, args: readonly string[]): [string, string[]] {
  if (process.platform !== 'win32') return [binaries.postgres, [...args]];
  const [, cluster = '', ...rest] = args;
  return [
    binaries.pgCtl,
    ['start', '-W', '-D', cluster, '-o', rest.map((arg) => (arg === '-c' ? arg : `"${arg}"`)).join(' ')],
  ];
}

/**
 * Stops the server (fast shutdown: open sessions are terminated). Resolves when its process is gone.
 * @throws EmbeddedDatabaseError after two minutes, or if this user may not signal the process
 */
export async function stopServer(cluster: string, binaries: Binaries): Promise<void> {
  const running = await readPostmasterFile(cluster);
  if (running === undefined) return;
  if (process.platform === 'win32') await runPgCtlStop(cluster, binaries);
  else if (!sendSignal(running.pid, 'SIGINT')) return;
  const deadline = Date.now() + stopTimeoutMs;
  while ((await readPostmasterFile(cluster))?.pid === running.pid) {
    if (Date.now() > deadline || !sendSignal(running.pid, 0)) break;
    await sleep(20);
  }
  // The file is removed shortly before the process ends. The wait is limited: in a container the process can remain a zombie.
  for (const end = Date.now() + 1000; Date.now() < end && sendSignal(running.pid, 0);) await sleep(10);
  if ((await readPostmasterFile(cluster))?.pid !== running.pid || !sendSignal(running.pid, 0)) return;
  throw new EmbeddedDatabaseError(
    `The embedded database (process ${running.pid}) has not stopped within two minutes; it is still writing or hangs. Its log is in ${path.join(cluster, 'log')}.`,
    `内置数据库（进程 ${running.pid}）在两分钟内未停止，可能仍在写入或已挂起。其日志位于 ${path.join(cluster, 'log')}。`,
  );
}

function runPgCtlStop(cluster: string, binaries: Binaries): Promise<void> {
  return new Promise((resolve, reject) => {
    const args = ['stop', '-m', 'fast', '-w', '-t', String(stopTimeoutMs / 1000), '-D', cluster];
    execFile(binaries.pgCtl, args, { env: programEnvironment(), windowsHide: true }, (error) =>
      error ? reject(error) : resolve(),
    );
  });
}

/** Sends a signal; 0 only checks that the process exists. @returns false if there is no such process */
function sendSignal(pid: number, name: 'SIGINT' | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
    if (codeOf(error) === 'EPERM' && name === 0) return true;
    throw new EmbeddedDatabaseError(
      `The embedded database (process ${pid}) cannot be stopped by this user: ${messageOf(error)}`,
      `当前用户无法停止内置数据库（进程 ${pid}）：${messageOf(error)}`,
      error,
    );
  }
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
