/**
 * Chooses the operating-system user for the server's programs and runs them as that user. Every program of PostgreSQL
 * must be started through commandAs and programEnvironment.
 */
import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { EmbeddedDatabaseError, codeOf } from './errors.ts';

/**
 * The user that the server runs as. PostgreSQL refuses to run as root, which is the normal user of containers and CI. Then
 * it runs as an ordinary account or, if no account can reach the files, in a user namespace that maps root to another uid.
 */
export type ProcessUser = { kind: 'self' } | { kind: 'account'; uid: number; gid: number } | { kind: 'namespace' };

export interface Command {
  file: string;
  args: string[];
  ids: { uid?: number; gid?: number };
}

/** The command that runs a program as that user. */
export function commandAs(user: ProcessUser, file: string, args: readonly string[]): Command {
  if (user.kind === 'account') return { file, args: [...args], ids: { uid: user.uid, gid: user.gid } };
  if (user.kind === 'self') return { file, args: [...args], ids: {} };
  return { file: 'unshare', args: ['--user', '--map-user=65534', '--map-group=65534', file, ...args], ids: {} };
}

/** The environment of the server's programs: without PG* variables, which would change their behaviour, and without secrets. */
export function programEnvironment(): NodeJS.ProcessEnv {
  const inherited = [
    'PATH',
    'TMPDIR',
    'TEMP',
    'TMP',
    'SystemRoot',
    'windir',
    'ComSpec',
    'LD_LIBRARY_PATH',
    'DYLD_LIBRARY_PATH',
  ];
  const environment: NodeJS.ProcessEnv = { LC_ALL: 'C' };
  for (const name of inherited) if (process.env[name] !== undefined) environment[name] = process.env[name];
  return environment;
}

/**
 * Chooses the first user who can run the program and enter the folder, by running a probe command as each candidate.
 * @param postgres path of the server program
 * @param folder the cluster's folder if it exists (the server then runs as its owner), otherwise the data folder
 * @throws EmbeddedDatabaseError if no user can
 */
export async function chooseProcessUser(
  postgres: string,
  folder: string,
  clusterExists: boolean,
): Promise<ProcessUser> {
  const me = process.getuid?.();
  if (me === undefined) return { kind: 'self' };
  const owner = clusterExists ? await stat(folder) : undefined;
  if (me !== 0) return chooseSelf(postgres, folder, me, owner?.uid);
  const candidates: ProcessUser[] = [];
  if (owner === undefined) candidates.push(...(await ordinaryAccounts()), { kind: 'namespace' });
  else candidates.push(owner.uid === 0 ? { kind: 'namespace' } : { kind: 'account', uid: owner.uid, gid: owner.gid });
  const failures: string[] = [];
  for (const user of candidates) {
    const failure = await probe(user, postgres, folder, clusterExists);
    if (failure === undefined) return user;
    failures.push(`${describe(user)}: ${failure}`);
  }
  throw noUsableUser(folder, failures.join('; '));
}

async function chooseSelf(
  postgres: string,
  folder: string,
  me: number,
  owner: number | undefined,
): Promise<ProcessUser> {
  if (owner !== undefined && owner !== me) {
    throw new EmbeddedDatabaseError(
      `The database in ${folder} belongs to another user (uid ${owner}, this process is ${me}). Start as that user or as root, or change the owner of the whole data folder, or use another DATA_DIR or DATABASE_URL.`,
      `${folder} 中的数据库属于另一个用户（uid ${owner}，当前进程为 ${me}）。请以该用户或 root 启动，或修改整个数据目录的属主，或改用其他 DATA_DIR 或 DATABASE_URL。`,
    );
  }
  const failure = await probe({ kind: 'self' }, postgres, folder, owner !== undefined);
  if (failure !== undefined) throw noUsableUser(folder, failure);
  return { kind: 'self' };
}

function noUsableUser(folder: string, failures: string): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    `The embedded PostgreSQL cannot run here (${failures}). As root it needs an ordinary account (postgres or nobody) that can reach the programs in node_modules and ${folder} (chmod a+x on the folders above them), or a kernel that allows unshare --user; it needs glibc (no Alpine). Otherwise set DATABASE_URL to a PostgreSQL server (15 or later).`,
    `内置 PostgreSQL 无法在此运行（${failures}）。以 root 启动时，需要普通账户（postgres 或 nobody）能够访问 node_modules 中的程序和 ${folder}（对其上级目录执行 chmod a+x），或内核允许 unshare --user；并且需要 glibc（不支持 Alpine）。否则请将 DATABASE_URL 设为一个 PostgreSQL 服务器（15 或更高版本）。`,
  );
}

function describe(user: ProcessUser): string {
  return user.kind === 'account' ? `uid ${user.uid}` : user.kind === 'namespace' ? 'user namespace' : 'this user';
}

/** `postgres` and `nobody`, if they exist: initdb refuses a uid that has no entry in passwd. */
async function ordinaryAccounts(): Promise<ProcessUser[]> {
  const lines = await readFile('/etc/passwd', 'utf8').then(
    (text) => text.split('\n'),
    () => [],
  );
  const accounts: ProcessUser[] = [];
  for (const name of ['postgres', 'nobody']) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
    // macOS writes the uid -2 of nobody as an unsigned or a signed number.
    const uid = Number(fields?.[2]) >>> 0;
    const gid = Number(fields?.[3]) >>> 0;
    if (fields !== undefined && uid !== 0) accounts.push({ kind: 'account', uid, gid });
  }
  return accounts.length > 0 ? accounts : [{ kind: 'account', uid: 65534, gid: 65534 }];
}

/** The reason why that user cannot run the server, or undefined if it can. */
function probe(user: ProcessUser, postgres: string, folder: string, mustWrite: boolean): Promise<string | undefined> {
  const script = mustWrite ? 'cd "$1" && test -w . && exec "$2" -V' : 'cd "$1" && exec "$2" -V';
  const { file, args, ids } = commandAs(user, '/bin/sh', ['-c', script, 'probe', folder, postgres]);
  return new Promise((resolve) => {
    execFile(file, args, { ...ids, cwd: '/', env: programEnvironment(), timeout: 10_000 }, (error, _out, stderr) => {
      if (error === null) return resolve(undefined);
      resolve(stderr.trim().split('\n').pop() || codeOf(error) || `no way into ${folder}`);
    });
  });
}

/** Whether that user can enter the folder. */
export function canEnter(user: ProcessUser, folder: string): Promise<boolean> {
  const { file, args, ids } = commandAs(user, '/bin/sh', ['-c', 'cd "$1"', 'probe', folder]);
  return new Promise((resolve) => {
    execFile(file, args, { ...ids, cwd: '/', env: programEnvironment(), timeout: 10_000 }, (error) =>
      resolve(error === null),
    );
  });
}
