/**
 * The child processes in which imports run: a file whose reading needs too much memory ends its own process, never the
 * service. What a child must know and others must not read comes over its channel, not in arguments or the environment.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Db } from '../../../data/database.ts';
import type { Run } from './job.queries.ts';
import { clientEnvironment, startEnvironment } from './worker-environment.ts';

/** Heap limit of a worker. A file that needs more fails with FILE_TOO_COMPLEX. */
export const WORKER_HEAP_MB = 192;
/** Half of the space for new objects. With 4 MB a third of the processor time goes to collecting garbage. */
const WORKER_SEMI_SPACE_MB = 16;
/** What is kept of the last words of a worker. */
const STDERR_MAX_CHARACTERS = 8_000;

/** The first message to a worker: what it needs to open its own connections. */
export interface WorkerStart {
  readonly start: Db['pool']['opened'] & Pick<Db, 'actorKey'>;
  /** Variables of the PostgreSQL client, some of which are secret. */
  readonly environment: Readonly<Record<string, string>>;
}
/** Each further message to a worker. */
export type WorkerOrder = Pick<Run, 'id' | 'token'>;
/** Message from a worker at the end of a run. */
export interface WorkerReport {
  readonly importId: string;
  readonly error?: string;
}

/** How a worker ended a run: it reported (an error, or none), or it died. */
export type WorkerEnd =
  | { readonly error: string | null }
  | { readonly died: string; readonly outOfMemory: boolean }
  | { readonly killed: true };

export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #gone: Promise<{ readonly by: string; readonly aborted: boolean }>;
  #killed = false;
  #stderr = '';

  constructor(file: URL, db: Db) {
    this.#child = fork(fileURLToPath(file), [], {
      execArgv: [`--max-old-space-size=${WORKER_HEAP_MB}`, `--max-semi-space-size=${WORKER_SEMI_SPACE_MB}`],
      env: startEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(0, STDERR_MAX_CHARACTERS);
    });
    this.#gone = this.#whenGone();
    this.#send({ start: { ...db.pool.opened, actorKey: db.actorKey }, environment: clientEnvironment() });
    // A worker keeps no process alive that has nothing else to do.
    this.#child.unref();
    this.#child.channel?.unref();
    (this.#child.stderr as Socket).unref();
  }

  get alive(): boolean {
    return !this.#killed && this.#child.connected;
  }

  /** Runs one import. The process can be used again when it has reported. */
  async run(order: WorkerOrder): Promise<WorkerEnd> {
    const reported = new AbortController();
    const reports = once(this.#child, 'message', { signal: reported.signal }).then(([report]): WorkerEnd => ({
      error: (report as WorkerReport).error ?? null,
    }));
    this.#send(order);
    const died = this.#gone.then(({ by, aborted }): WorkerEnd => {
      reported.abort();
      if (this.#killed) return { killed: true };
      return { died: `${by}\n${this.#stderr}`, outOfMemory: aborted || this.#stderr.includes('heap out of memory') };
    });
    return Promise.race([reports.catch(() => died), died]);
  }

  /** Ends the process at once, and waits until it is gone. */
  async kill(): Promise<void> {
    this.#killed = true;
    this.#child.kill('SIGKILL');
    await this.#gone;
  }

  /** A message that does not arrive is followed by the end of the process. */
  #send(message: WorkerStart | WorkerOrder): void {
    this.#child.send(message, () => undefined);
  }

  async #whenGone(): Promise<{ by: string; aborted: boolean }> {
    const child = this.#child;
    try {
      const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
      // The system kills the process that needs the most memory, with SIGKILL.
      return {
        by: signal ?? `exit code ${code}`,
        aborted: signal === 'SIGABRT' || signal === 'SIGKILL' || code === 134,
      };
    } catch (error) {
      // It could not be started.
      child.on('error', () => undefined);
      return { by: String(error), aborted: false };
    }
  }
}
