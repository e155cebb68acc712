/** A test database and service with the built console. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { AppDeps } from '../../../src/app.ts';
import { readConsole } from '../../../src/commands/console-files.ts';
import type { ConsoleFiles } from '../../../src/http/console.ts';
import { openWorld, type World } from '../world.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
let built: Promise<ConsoleFiles> | undefined;

/** The console as built by `npm start`, once in a run. */
export function builtConsole(): Promise<ConsoleFiles> {
  return (built ??= build());
}

async function build(): Promise<ConsoleFiles> {
  // In worker processes the parent process has built it.
  if (process.env['MOCHA_WORKER_ID'] === undefined)
    execFileSync(process.execPath, ['src/build.mjs', 'console'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  const files = await readConsole(path.join(ROOT, 'dist/web'));
  if (files === null) throw new Error('dist/web: the console was not built');
  return files;
}

/** The port of the last world. Reusing it lets the browser reuse its cache. */
let port = 0;

/** A fresh database and the service with the console. */
export async function openConsoleWorld(overrides: Partial<AppDeps> = {}): Promise<World> {
  const world = await openWorld({ console: await builtConsole(), ...overrides }, port);
  port = Number(new URL(world.url).port);
  return world;
}
