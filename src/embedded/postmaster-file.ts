/**
 * Reads the files that a running PostgreSQL server writes into its folder. Their formats are PostgreSQL's: check them
 * with every new major version (cluster.ts).
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { link, readFile, rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from './errors.ts';
import type { ListenAddress } from './settings.ts';

/** Content of postmaster.pid (format: PostgreSQL, src/include/utils/pidfile.h). */
export interface PostmasterFile {
  pid: number;
  /** Missing while the server is still writing the file. */
  address?: ListenAddress;
  text: string;
}

const fileOf = (cluster: string) => path.join(cluster, 'postmaster.pid');

/** @returns undefined if there is no postmaster.pid */
export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
  let text: string;
  try {
    text = await readFile(fileOf(cluster), 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  const lines = text.split('\n').map((line) => line.trim());
  const host = process.platform === 'win32' ? lines[5] : lines[4];
  const port = Number(lines[3]);
  const pid = Math.abs(Number.parseInt(lines[0] ?? '', 10)) || 0;
  return host && port > 0 ? { pid, address: { host, port }, text } : { pid, text };
}

/** The command line of the running server, read from postmaster.opts; empty if there is none. */
export async function runningCommand(cluster: string): Promise<string> {
  return (await readFile(path.join(cluster, 'postmaster.opts'), 'utf8').catch(() => '')).trimEnd();
}

/** The line that `postgres`, started with these arguments, writes to postmaster.opts. */
export function commandLine(postgres: string, args: readonly string[]): string {
  return `${postgres}${args.map((arg) => ` "${arg}"`).join('')}`;
}

/**
 * Removes a postmaster.pid whose process id now belongs to another program. After a crash of the machine, PostgreSQL
 * refuses to start while any process of the same user has that id; in a container one usually has.
 * Safe even if the server does run: PostgreSQL's shared memory segment is bound to the folder and refuses a second server.
 * @param seen the file's content when PostgreSQL refused to start
 * @returns whether the file is gone
 */
export async function discardStaleFile(cluster: string, seen: PostmasterFile): Promise<boolean> {
  if (seen.pid === 0 || (await isServerOf(cluster, seen.pid))) return false;
  const file = fileOf(cluster);
  const aside = `${file}.stale-${randomBytes(6).toString('hex')}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    throw error;
  }
  // If a concurrent start launched a server in between, the moved file is that server's: it is moved back.
  const moved = await readFile(aside, 'utf8');
  if (moved !== seen.text) await link(aside, file);
  await unlink(aside);
  return moved === seen.text;
}

/** Whether that process is the PostgreSQL server of this folder; true if that cannot be determined. */
export async function isServerOf(cluster: string, pid: number): Promise<boolean> {
  if (process.platform === 'win32') return true;
  if (process.platform !== 'linux') {
    const line = await new Promise<string>((resolve) => {
      execFile('ps', ['-ww', '-p', String(pid), '-o', 'command='], (_error, out) => resolve(out));
    });
    return line.includes('postgres') && line.includes(cluster);
  }
  try {
    const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
    return path.basename(words[0] ?? '') === 'postgres' && words.includes(cluster);
  } catch (error) {
    return codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ESRCH';
  }
}
