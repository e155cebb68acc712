/**
 * Creates the data folder and the database cluster (PGDATA) in it. A folder that holds anything else is never changed
 * or removed.
 */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, open, readFile, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Binaries } from './binaries.ts';
import { EmbeddedDatabaseError, codeOf, messageOf } from './errors.ts';
import { commandAs, programEnvironment, type ProcessUser } from './process-user.ts';

const majorVersion = '18';
/** Name of a temporary folder in which initdb runs, with the process id of the start. */
const initFolderPattern = /^\.postgres-init-(\d+)-[0-9a-f]+$/;
const oneHourMs = 3_600_000;
/** Temporary folders in use by this process: one process can run several starts at once. */
const activeInitFolders = new Set<string>();

/**
 * Creates the data folder if it is missing.
 * @returns its real path, which the server's command line and files contain
 * @throws EmbeddedDatabaseError if it cannot be created
 */
export async function makeDataDir(wanted: string): Promise<string> {
  const dataDir = path.resolve(wanted);
  try {
    const first = await mkdir(dataDir, { recursive: true });
    if (first !== undefined) await setFolderModes(first, dataDir);
    return await realpath(dataDir);
  } catch (error) {
    throw new EmbeddedDatabaseError(
      `The data folder ${dataDir} cannot be created (${messageOf(error)}). Set DATA_DIR to a folder that this user may write, or set DATABASE_URL.`,
      `无法创建数据目录 ${dataDir}（${messageOf(error)}）。请将 DATA_DIR 设为当前用户可写的目录，或设置 DATABASE_URL。`,
      error,
    );
  }
}

/** Started by root, the server runs as another user, who needs search permission on the new folders. Otherwise they are private. */
async function setFolderModes(first: string, last: string): Promise<void> {
  if (process.getuid?.() !== 0) return chmod(last, 0o700);
  for (let folder = last; folder.startsWith(first); folder = path.dirname(folder)) await chmod(folder, 0o711);
}

/**
 * Whether the folder holds a cluster.
 * @throws EmbeddedDatabaseError if the folder holds something else, or a cluster of another major version
 */
export async function clusterExists(cluster: string): Promise<boolean> {
  let version: string;
  try {
    version = (await readFile(path.join(cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (codeOf(error) === 'EACCES') return true; // owned by another user: chooseProcessUser reports it
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
    `${cluster} was created by PostgreSQL ${version}, but this version includes PostgreSQL ${majorVersion}. Start it with the version of this program that created it and export the data, or set DATABASE_URL to a server.`,
    `${cluster} 由 PostgreSQL ${version} 创建，而本版本自带 PostgreSQL ${majorVersion}。请用创建它的程序版本启动并导出数据，或用 DATABASE_URL 指向一个服务器。`,
  );
}

/**
 * Creates the cluster in a temporary folder and renames it, so that an incomplete cluster never has the final name.
 * @param options `durable`: flush files and folder to disk
 * @returns false if a concurrent start created the cluster first; that cluster is then used
 * @throws EmbeddedDatabaseError if initdb fails
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
  activeInitFolders.add(folder);
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
    activeInitFolders.delete(folder);
  }
}

function runInitdb(
  options: { binaries: Binaries; user: ProcessUser; durable: boolean },
  target: string,
  passwordFile: string,
): Promise<void> {
  const { file, args, ids } = commandAs(options.user, options.binaries.initdb, [
    ...['-D', target, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
    // Collation and case mapping do not depend on the C library of the machine.
    ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...(options.durable ? [] : ['--no-sync']),
  ]);
  return new Promise((resolve, reject) => {
    execFile(file, args, { ...ids, cwd: '/', env: programEnvironment(), timeout: 120_000 }, (error, stdout, stderr) => {
      if (error === null) return resolve();
      const output = (stderr.trim() || stdout.trim() || error.message).split('\n').slice(-6).join('\n');
      reject(
        new EmbeddedDatabaseError(
          `The embedded database could not be created (initdb):\n${output}\nFree some disk space or choose another DATA_DIR, or set DATABASE_URL.`,
          `无法创建内置数据库（initdb，原因见上）。请检查磁盘空间或选择其他 DATA_DIR，或设置 DATABASE_URL。`,
          error,
        ),
      );
    });
  });
}

/** @returns false if a cluster exists there already */
async function moveIntoPlace(from: string, cluster: string, durable: boolean): Promise<boolean> {
  try {
    await rename(from, cluster);
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

/** Removes the temporary folders of killed starts. Folders that this user may not read are skipped. */
export async function removeAbandonedInitFolders(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir).catch(() => [])) {
    const pid = Number(initFolderPattern.exec(name)?.[1]);
    const folder = path.join(dataDir, name);
    if (Number.isNaN(pid) || activeInitFolders.has(folder)) continue;
    // In a container, the killed start often had the same process id as this one.
    const abandoned = pid === process.pid || !isAlive(pid) || (await olderThanAnHour(folder));
    if (abandoned) await removeFolder(folder);
  }
}

async function removeFolder(folder: string): Promise<void> {
  // A failure (an orphaned initdb still writes) is ignored: the next start removes the rest.
  await rm(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 }).catch(() => undefined);
}

async function olderThanAnHour(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > oneHourMs;
}

/** Whether a process with that id exists, of any user. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
