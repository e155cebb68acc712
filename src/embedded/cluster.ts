import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, open, readFile, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Binaries } from './binaries.ts';
import { EmbeddedDatabaseError, codeOf, textOf } from './errors.ts';
import { commandAs, programEnvironment, type ProcessUser } from './process-user.ts';

const majorVersion = '18';
const halfMade = /^\.postgres-init-(\d+)-[0-9a-f]+$/;
const oneHourMs = 3_600_000;
/** The folders that this process is filling just now: two starts may be under way in one process. */
const underWay = new Set<string>();

/**
 * Makes the data folder if it is missing.
 * @returns its real path, by which the server's command line and files know it
 */
export async function makeDataDir(wanted: string): Promise<string> {
  const dataDir = path.resolve(wanted);
  try {
    const first = await mkdir(dataDir, { recursive: true });
    if (first !== undefined) await openFolders(first, dataDir);
    return await realpath(dataDir);
  } catch (error) {
    throw new EmbeddedDatabaseError(
      `The data folder ${dataDir} cannot be made (${textOf(error)}). Set DATA_DIR to a folder that this user may write, or set DATABASE_URL.`,
      `无法创建数据目录 ${dataDir}（${textOf(error)}）。请将 DATA_DIR 设为当前用户可写的目录，或设置 DATABASE_URL。`,
      error,
    );
  }
}

/** Root's server runs as another user, who must pass through the new folders; anybody else's need not let others in. */
async function openFolders(first: string, last: string): Promise<void> {
  if (process.getuid?.() !== 0) return chmod(last, 0o700);
  for (let folder = last; folder.startsWith(first); folder = path.dirname(folder)) await chmod(folder, 0o711);
}

/**
 * Is there a cluster?
 * @throws EmbeddedDatabaseError where something else is in its place, or one of another major version
 */
export async function clusterExists(cluster: string): Promise<boolean> {
  let version: string;
  try {
    version = (await readFile(path.join(cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (codeOf(error) === 'EACCES') return true; // another user's: chooseProcessUser says so
    if (codeOf(error) !== 'ENOENT') throw error;
    const inside = await readdir(cluster).catch(() => []);
    if (inside.length === 0) return false;
    throw new EmbeddedDatabaseError(
      `${cluster} is not empty and holds no database: move it away, or choose another DATA_DIR, or set DATABASE_URL.`,
      `${cluster} 不为空且不是数据库：请将其移走，或选择其他 DATA_DIR，或设置 DATABASE_URL。`,
    );
  }
  if (version === majorVersion) return true;
  throw new EmbeddedDatabaseError(
    `${cluster} was made by PostgreSQL ${version}, and this version brings PostgreSQL ${majorVersion}. Start it with the version of this program that made it and export the data, or point DATABASE_URL at a server.`,
    `${cluster} 由 PostgreSQL ${version} 创建，而本版本自带 PostgreSQL ${majorVersion}。请用创建它的程序版本启动并导出数据，或用 DATABASE_URL 指向一个服务器。`,
  );
}

/**
 * Makes the cluster in a temporary folder beside its place and renames it, so that there is never half a one.
 * @returns false if a start beside this one was quicker; its cluster is then used
 */
export async function createCluster(options: {
  dataDir: string;
  cluster: string;
  binaries: Binaries;
  user: ProcessUser;
  password: string;
  durable: boolean;
}): Promise<boolean> {
  const { dataDir, cluster, user } = options;
  const folder = path.join(dataDir, `.postgres-init-${process.pid}-${randomBytes(6).toString('hex')}`);
  underWay.add(folder);
  try {
    await mkdir(folder, { mode: 0o700 });
    const passwordFile = path.join(folder, 'password');
    await writeFile(passwordFile, options.password + '\n', { mode: 0o600 });
    if (user.kind === 'account') {
      await chown(passwordFile, user.uid, user.gid);
      await chown(folder, user.uid, user.gid);
    }
    await runInitdb(options, path.join(folder, 'data'), passwordFile);
    return await moveIntoPlace(path.join(folder, 'data'), cluster, options.durable);
  } finally {
    await removeFolder(folder);
    underWay.delete(folder);
  }
}

function runInitdb(
  options: { binaries: Binaries; user: ProcessUser; durable: boolean },
  target: string,
  passwordFile: string,
): Promise<void> {
  const { file, args, ids } = commandAs(options.user, options.binaries.initdb, [
    ...['-D', target, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
    // The same order and the same upper and lower case on every machine, whatever its C library knows.
    ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...(options.durable ? [] : ['--no-sync']),
  ]);
  return new Promise((resolve, reject) => {
    execFile(file, args, { ...ids, cwd: '/', env: programEnvironment(), timeout: 120_000 }, (error, stdout, stderr) => {
      if (error === null) return resolve();
      const said = (stderr.trim() || stdout.trim() || error.message).split('\n').slice(-6).join('\n');
      reject(
        new EmbeddedDatabaseError(
          `The embedded database could not be made (initdb):\n${said}\nFree some disk space or choose another DATA_DIR, or set DATABASE_URL.`,
          `无法创建内置数据库（initdb，原因见上）。请检查磁盘空间或选择其他 DATA_DIR，或设置 DATABASE_URL。`,
          error,
        ),
      );
    });
  });
}

async function moveIntoPlace(made: string, cluster: string, durable: boolean): Promise<boolean> {
  try {
    await rename(made, cluster);
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(codeOf(error)) && (await clusterExists(cluster))) return false;
    throw error;
  }
  if (durable && process.platform !== 'win32') {
    const parent = await open(path.dirname(cluster), 'r');
    await parent.sync().finally(() => parent.close());
  }
  return true;
}

/** Removes what starts that were killed in the middle have left behind; a folder that may not be read is not cleaned. */
export async function removeHalfMade(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir).catch(() => [])) {
    const pid = Number(halfMade.exec(name)?.[1]);
    const folder = path.join(dataDir, name);
    if (Number.isNaN(pid) || underWay.has(folder)) continue;
    // In a container a start that was killed often had the number that this process has now.
    const abandoned = pid === process.pid || !isAlive(pid) || (await olderThanAnHour(folder));
    if (abandoned) await removeFolder(folder);
  }
}

async function removeFolder(folder: string): Promise<void> {
  // What cannot be removed now (an orphaned initdb still writes) goes at the next start.
  await rm(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 }).catch(() => undefined);
}

async function olderThanAnHour(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > oneHourMs;
}

/** Does a process of that number run, whoever's it is? */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
