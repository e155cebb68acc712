import { createHash } from 'node:crypto';
import { chown, lstat, mkdir, mkdtemp, realpath, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EmbeddedDatabaseError, codeOf } from './errors.ts';
import { canEnter, type ProcessUser } from './process-user.ts';

export const socketPort = 5432;
const prefix = 'zhidai-';
/** `sun_path` holds 108 bytes on Linux and 104 on macOS, the closing NUL included. */
const longestPath = process.platform === 'darwin' ? 103 : 107;

/**
 * Makes the private folder (0700) of the server's socket, under the system's temporary folder because a socket's path must be short.
 * Its name follows from the cluster's folder, so that no start leaves another one behind; where that name is taken by somebody else,
 * an unpredictable one is used, and whoever attaches reads it in postmaster.pid.
 */
export async function makeSocketFolder(cluster: string, user: ProcessUser): Promise<string> {
  const base = await temporaryFolder(user);
  const hash = createHash('sha256').update(cluster).digest('hex').slice(0, 16);
  const usual = path.join(base, prefix + hash);
  for (let left = 20; left > 0; left -= 1) {
    await mkdir(usual, { mode: 0o700 }).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
    const mine = await isPrivate(usual, user).catch((error: unknown) => {
      // The process whose server has just stopped has removed it between the two calls: it is made again.
      if (codeOf(error) !== 'ENOENT') throw error;
      return undefined;
    });
    if (mine === true) return usual;
    if (mine === false) break;
  }
  const other = await mkdtemp(path.join(base, prefix));
  if (await isPrivate(other, user)) return other;
  throw noFolder(base);
}

/** Removes the folder of a stopped server; one that is in use again, or not ours, stays. */
export async function removeSocketFolder(folder: string): Promise<void> {
  if (path.basename(folder).startsWith(prefix)) await rmdir(folder).catch(() => undefined);
}

async function temporaryFolder(user: ProcessUser): Promise<string> {
  for (const wanted of [tmpdir(), '/tmp']) {
    const folder = await realpath(wanted).catch(() => undefined);
    if (folder === undefined || /[,"\s]/.test(folder)) continue; // the setting is a list
    const longest = path.join(folder, `${prefix}${'x'.repeat(16)}`, `.s.PGSQL.${socketPort}`);
    if (Buffer.byteLength(longest) > longestPath) continue;
    if (user.kind !== 'account' || folder === '/tmp' || (await canEnter(user, folder))) return folder;
  }
  throw noFolder(tmpdir());
}

/** A real folder, of the server's user, closed to everybody else. */
async function isPrivate(folder: string, user: ProcessUser): Promise<boolean> {
  const me = process.getuid?.();
  let found = await lstat(folder);
  if (!found.isDirectory() || (found.mode & 0o077) !== 0) return false;
  if (user.kind !== 'account') return found.uid === me;
  if (found.uid === me) {
    await chown(folder, user.uid, user.gid);
    found = await lstat(folder);
  }
  return found.isDirectory() && found.uid === user.uid;
}

function noFolder(base: string): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    `No private folder for the database's socket can be made under ${base}: set TMPDIR to a folder with a short path that the server's user can enter, or set DATABASE_URL.`,
    `无法在 ${base} 下为数据库套接字创建私有目录：请将 TMPDIR 设为路径较短且数据库用户可以进入的目录，或设置 DATABASE_URL。`,
  );
}
