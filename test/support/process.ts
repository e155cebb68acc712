/** Runs the commands of package.json in processes of their own, as an operator does. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { until } from './until.ts';

/** For a first start on a busy machine, which creates a database. */
const START_DEADLINE_MS = 60_000;
export const ROOT = path.resolve(import.meta.dirname, '../..');
let built = process.env['MOCHA_WORKER_ID'] !== undefined; // by the process that started the worker

/** Builds the service once per run, as `npm start` does. */
export function build(): void {
  if (!built)
    execFileSync(process.execPath, ['src/build.mjs', 'service'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  built = true;
}

/** The arguments of node in `npm run <command>`. */
export function wordsOf(command: string): string[] {
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  return scripts[command]!.split(' ').slice(1);
}

/** A command of the project in a separate process. */
export class Running {
  readonly #child: ChildProcess;
  readonly exited: Promise<number | null>;
  output = '';

  /** @param command of package.json, in a folder that holds another build where one is named */
  constructor(
    command: string | { readonly name: string; readonly root: string },
    environment: Record<string, string>,
    ...words: string[]
  ) {
    build();
    const { name, root } = typeof command === 'string' ? { name: command, root: ROOT } : command;
    this.#child = spawn(process.execPath, [...wordsOf(name), ...words], {
      cwd: root,
      env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'info', PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout!, this.#child.stderr!])
      stream.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
      });
    this.exited = new Promise((resolve) => this.#child.on('close', (code) => resolve(code)));
  }

  /** Waits for the address it listens on. Rejects when it exits. */
  async url(): Promise<string> {
    const found = await this.says(/(http:\/\/127\.0\.0\.1:\d+)\//);
    return found[1]!;
  }

  async says(pattern: RegExp): Promise<RegExpExecArray> {
    let ended = false;
    void this.exited.then(() => {
      ended = true;
    });
    return until(
      `the process prints ${pattern}`,
      () => {
        const found = pattern.exec(this.output);
        if (!found && ended) throw new Error(`ended without saying ${pattern}: ${this.output}`);
        return found;
      },
      START_DEADLINE_MS,
    );
  }

  get pid(): number {
    return this.#child.pid!;
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  async stop(): Promise<number | null> {
    this.signal('SIGTERM');
    return this.exited;
  }
}

/** Runs a command until it exits. */
export async function run(
  command: ConstructorParameters<typeof Running>[0],
  environment: Record<string, string>,
  ...words: string[]
): Promise<{ code: number | null; output: string }> {
  const running = new Running(command, environment, ...words);
  const code = await running.exited;
  return { code, output: running.output };
}
