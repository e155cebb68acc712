/**
 * Where the server's Unix socket is. The folder must be private to the server's user, and its path short enough for a
 * socket.
 */
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
 * Creates the private folder (mode 0700) of the server's socket, in the system's temporary folder because a socket's path
 * must be short. Its name is a hash of the cluster's path, so that every start uses the same one. If another user owns a
 * folder of that name, a random name is used; other processes read it from postmaster.pid.
 * @throws EmbeddedDatabaseError if no such folder can be created
 */
export async function makeSocketFolder(cluster: string, user: ProcessUser): Promise<string> {
  const base = await temporaryFolder(user);
  const hash = createHash('sha256').update(cluster).digest('hex').slice(0, 16);
  const folder = path.join(base, prefix + hash);
  for (let left = 20; left > 0; left -= 1) {
    await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
    const usable = await isPrivate(folder, user).catch((error: unknown) => {
      // A process that has just stopped the server removed the folder between the two calls: retry.
      if (codeOf(error) !== 'ENOENT') throw error;
      return undefined;
    });
    if (usable === true) return folder;
    if (usable === false) break;
  }
  const other = await mkdtemp(path.join(base, prefix));
  if (await isPrivate(other, user)) return other;
  throw noFolder(base);
}

/** Removes the socket folder of a stopped server. A folder that is in use again, or that is not a socket folder, stays. */
export async function removeSocketFolder(folder: string): Promise<void> {
  if (path.basename(folder).startsWith(prefix)) await rmdir(folder).catch(() => undefined);
}

async function temporaryFolder(user: ProcessUser): Promise<string> {
  for (const wanted of [tmpdir(), '/tmp']) {
    const folder = await realpath(wanted).catch(() => undefined);
    if (folder === undefined || /[,"\s]/.test(folder)) continue; // unix_socket_directories is a list
    const longest = path.join(folder, `${prefix}${'x'.repeat(16)}`, `.s.PGSQL.${socketPort}`);
    if (Buffer.byteLength(longest) > longestPath) continue;
    if (user.kind !== 'account' || folder === '/tmp' || (await canEnter(user, folder))) return folder;
  }
  throw noFolder(tmpdir());
}

/** Whether it is a folder (not a link) that belongs to the server's user and is closed to others. Chowns a folder of ours. */
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
    `No private folder for the database's socket can be created under ${base}: set TMPDIR to a folder with a short path that the server's user can enter, or set DATABASE_URL.`,
    `无法在 ${base} 下为数据库套接字创建私有目录：请将 TMPDIR 设为路径较短且数据库用户可以进入的目录，或设置 DATABASE_URL。`,
  );
}
