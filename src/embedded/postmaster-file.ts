import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { link, readFile, rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from './errors.ts';
import type { Listening } from './settings.ts';

/** What postmaster.pid says. `at` is missing while the server is still writing it. Source: PostgreSQL, src/include/utils/pidfile.h */
export interface PostmasterFile {
  pid: number;
  at?: Listening;
  text: string;
}

const fileOf = (cluster: string) => path.join(cluster, 'postmaster.pid');

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
  return host && port > 0 ? { pid, at: { host, port }, text } : { pid, text };
}

/** The command line of the running server, as it has written it in postmaster.opts. */
export async function runningCommand(cluster: string): Promise<string> {
  return (await readFile(path.join(cluster, 'postmaster.opts'), 'utf8').catch(() => '')).trimEnd();
}

/** The line that `postgres` writes in postmaster.opts when started so. */
export function commandLine(postgres: string, args: readonly string[]): string {
  return `${postgres}${args.map((arg) => ` "${arg}"`).join('')}`;
}

/**
 * Puts aside a postmaster.pid whose process number now belongs to some other program: after a crash of the machine, PostgreSQL
 * refuses to start as long as any process of the same user has that number, and in a container one usually has.
 * A server that runs all the same is still safe: PostgreSQL's shared memory segment is bound to the folder and refuses a second one.
 * @param seen what the file held when PostgreSQL refused
 * @returns whether the file is out of the way
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
  // Another start may have brought a server up in between: what was moved is then its file, and goes back.
  const moved = await readFile(aside, 'utf8');
  if (moved !== seen.text) await link(aside, file);
  await unlink(aside);
  return moved === seen.text;
}

/** Is that process the PostgreSQL server of this folder? In doubt, yes. */
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
