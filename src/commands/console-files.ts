/**
 * Loads the built web console for `npm start`. A new type of file in the build needs its media type here; files of
 * other types are not served.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ConsoleFile, ConsoleFiles } from '../http/console.ts';

/** Output folder of `npm run build`, relative to the working directory. */
export const CONSOLE_FOLDER = 'dist/web';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Reads the built console (a few megabytes) into memory. Null if it has not been built. */
export async function readConsole(folder: string = CONSOLE_FOLDER): Promise<ConsoleFiles | null> {
  if (!existsSync(path.join(folder, 'index.html'))) return null;
  const files = new Map<string, ConsoleFile>();
  for (const name of await readdir(path.join(folder, 'assets'))) {
    const type = TYPES[path.extname(name)];
    if (type === undefined) continue;
    const file = path.join(folder, 'assets', name);
    const [br, gzip] = await Promise.all([readIfExists(`${file}.br`), readIfExists(`${file}.gz`)]);
    files.set(`/assets/${name}`, {
      type,
      content: await readFile(file),
      ...(br ? { br } : {}),
      ...(gzip ? { gzip } : {}),
    });
  }
  return { page: await readFile(path.join(folder, 'index.html'), 'utf8'), files };
}

async function readIfExists(file: string): Promise<Buffer | null> {
  return existsSync(file) ? readFile(file) : null;
}
