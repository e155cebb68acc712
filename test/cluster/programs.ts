/** Finds Debian's programs of a cluster. A further program is an entry of PROGRAMS. */
import { access, constants, readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

/** Program → Debian's package. */
const PROGRAMS = {
  etcd: 'etcd-server',
  patroni: 'patroni',
  patronictl: 'patroni',
  haproxy: 'haproxy',
  pgbackrest: 'pgbackrest',
  psql: 'postgresql-client',
} as const;
const FOLDERS = ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin'];
const POSTGRESQL = '/usr/lib/postgresql';
const OLDEST_POSTGRESQL = 15;

export interface Programs extends Readonly<Record<keyof typeof PROGRAMS, string>> {
  /** The folder of the server's programs. */
  readonly postgresql: string;
  /** The user that they run as; none for the present one. */
  readonly ids: { readonly uid?: number; readonly gid?: number };
}

/** The programs, or a sentence about what this machine lacks. */
export async function findPrograms(folders: readonly string[] = FOLDERS): Promise<Programs | string> {
  if (process.platform !== 'linux')
    return 'Skipped: npm run cluster needs Linux. / 已跳过：npm run cluster 只能在 Linux 上运行。';
  const found = await Promise.all(
    Object.entries(PROGRAMS).map(async ([name, of]) => ({ name, of, file: await findProgram(name, folders) })),
  );
  const postgresql = await findPostgresql();
  const missing = [
    ...found.flatMap(({ of, file }) => (file === undefined ? [of] : [])),
    ...(postgresql === undefined ? [`postgresql-${OLDEST_POSTGRESQL}`] : []),
  ];
  if (missing.length > 0) {
    const names = [...new Set(missing)].join(' ');
    return `Skipped: npm run cluster needs these packages of Debian: ${names}. / 已跳过：npm run cluster 需要以下 Debian 软件包：${names}。`;
  }
  const ids = await postgresUser();
  if (ids === undefined)
    return 'Skipped: npm run cluster runs as root or as the user postgres. / 已跳过：npm run cluster 须以 root 或 postgres 用户运行。';
  const files = Object.fromEntries(found.map(({ name, file }) => [name, file!]));
  return { ...(files as Record<keyof typeof PROGRAMS, string>), postgresql: postgresql!, ids };
}

async function findProgram(name: string, folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    const file = path.join(folder, name);
    if (
      await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return file;
  }
  return undefined;
}

/** The folder of the newest server that the registry supports. */
async function findPostgresql(): Promise<string | undefined> {
  const versions = (await readdir(POSTGRESQL).catch((): string[] => []))
    .map(Number)
    .filter((version) => version >= OLDEST_POSTGRESQL)
    .sort((a, b) => b - a);
  return versions[0] === undefined ? undefined : `${POSTGRESQL}/${versions[0]}/bin`;
}

/** PostgreSQL refuses to run as root, and pg_hba.conf lets the user postgres in as the superuser. */
async function postgresUser(): Promise<Programs['ids'] | undefined> {
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((entry) => entry.startsWith('postgres:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined) return undefined;
  if (process.getuid?.() === Number(uid)) return {};
  return process.getuid?.() === 0 ? { uid: Number(uid), gid: Number(gid) } : undefined;
}
