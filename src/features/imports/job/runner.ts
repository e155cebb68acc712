/** Schedules imports on worker threads of this process. */
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { asSystem } from '../../../data/as-actor.ts';
import type { Db } from '../../../data/database.ts';
import { IMPORT_MAX_ATTEMPTS } from '../../../domain/limits.ts';
import { failImport } from './job.ts';
import { beginRun, endRun, pendingJobs, renewRun, type Run } from './job.queries.ts';
import type { ImportRunner } from '../imports.routes.ts';

/** Imports that one process runs at the same time; others wait. */
const MAX_RUNNING = 2;
const POLL_EVERY_MS = 2_000;
/** A few times within the lease of a run. */
const RENEW_EVERY_MS = 4_000;
/** An idle worker ends after this time. Starting a worker takes longer than a small import. */
const IDLE_MS = 15_000;
/** Heap limit of a worker. A file that needs more fails with FILE_TOO_COMPLEX. */
const WORKER_HEAP_MB = 256;
/** Young generation of that heap. A larger one uses more memory and is hardly faster. */
const WORKER_YOUNG_MB = 8;

/** Message to a worker thread. */
export type WorkerOrder = Run;
/** Message from a worker thread at the end of a run. */
export interface WorkerReport {
  readonly importId: string;
  readonly error?: string;
}

export interface RunnerDeps {
  readonly db: Db;
  readonly log: Logger;
  /** The built entry file of worker threads; called when the first worker starts. */
  readonly workerFile: () => URL;
}

/**
 * Runs imports in worker threads, so that requests do not wait for them. Each run has a lease, which its
 * process renews. When the process dies, the lease ends, and the next process that polls restarts the step from the
 * stored data. A run that was taken over can write nothing: see requireRun.
 */
export class ImportWorkers implements ImportRunner {
  readonly #deps: RunnerDeps;
  readonly #busy = new Map<string, Promise<void>>();
  readonly #idle: { worker: Worker; timer: NodeJS.Timeout }[] = [];
  #polling: Promise<void> | null = null;
  #pollAgain = false;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: RunnerDeps) {
    this.#deps = deps;
  }

  /** Polls now and at intervals. */
  start(): void {
    this.#timer = setInterval(() => this.nudge(), POLL_EVERY_MS);
    this.#timer.unref();
    this.nudge();
  }

  nudge(): void {
    if (this.#stopped) return;
    this.#pollAgain = true;
    this.#polling ??= this.#poll()
      .catch((error: unknown) => this.#deps.log.error({ err: error }, 'polling for imports failed'))
      .finally(() => {
        this.#polling = null;
        // nudge() may have been called after the last poll.
        if (this.#pollAgain) this.nudge();
      });
  }

  /** Starts no more imports and terminates the running ones; the next start resumes them from the stored data. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#polling;
    for (const { worker, timer } of this.#idle.splice(0)) {
      clearTimeout(timer);
      await worker.terminate();
    }
    await Promise.all(this.#running.map((worker) => worker.terminate()));
    await Promise.all(this.#busy.values());
  }

  readonly #running: Worker[] = [];

  async #poll(): Promise<void> {
    while (this.#pollAgain && !this.#stopped) {
      this.#pollAgain = false;
      const pending = await asSystem(this.#deps.db, 'imports', { action: 'import.look', at: new Date(0) }, (tx) =>
        pendingJobs(tx),
      );
      for (const id of pending) {
        if (this.#busy.size >= MAX_RUNNING || this.#stopped) break;
        if (this.#busy.has(id)) continue;
        const run = await this.#begin(id);
        if (run === null) continue;
        this.#busy.set(
          id,
          this.#run(run)
            .catch((error: unknown) => this.#deps.log.error({ err: error, importId: id }, 'import failed'))
            .finally(() => {
              this.#busy.delete(id);
              this.nudge();
            }),
        );
      }
    }
  }

  /** Null when another process runs the import. */
  #begin(id: string): ReturnType<typeof beginRun> {
    return asSystem(this.#deps.db, 'imports', { action: 'import.attempt', at: new Date(0) }, (tx) => beginRun(tx, id));
  }

  async #run(run: Run & { readonly interrupted: number }): Promise<void> {
    const { db, log } = this.#deps;
    const about = { action: 'import.attempt', at: new Date(0) };
    try {
      if (run.interrupted >= IMPORT_MAX_ATTEMPTS) return await failImport(db, run, { code: 'INTERRUPTED' });
      const failure = await this.#runInWorker(run);
      if (failure === null || this.#stopped) return;
      log.error({ importId: run.id, failure }, 'import interrupted');
      // A retry would need the same memory.
      if (failure === 'ERR_WORKER_OUT_OF_MEMORY')
        await failImport(db, run, { code: 'FILE_TOO_COMPLEX', params: { memoryMb: WORKER_HEAP_MB } });
    } finally {
      await asSystem(db, 'imports', about, (tx) => endRun(tx, run));
    }
  }

  /** Keeps the run while its worker works; terminates the worker when another process has taken the run over. */
  #keep(run: Run, worker: Worker): { stop(): void } {
    const { db, log } = this.#deps;
    const renew = async (): Promise<void> => {
      const kept = await asSystem(db, 'imports', { action: 'import.attempt', at: new Date(0) }, (tx) =>
        renewRun(tx, run),
      );
      if (kept) return;
      clearInterval(timer);
      log.warn({ importId: run.id }, 'another process has taken over an import');
      await worker.terminate();
    };
    // A failed renewal is tried again; if it fails for too long, another run begins and this one can write nothing.
    const timer = setInterval(() => {
      renew().catch((error: unknown) => log.error({ err: error, importId: run.id }, 'import not renewed'));
    }, RENEW_EVERY_MS);
    return { stop: () => clearInterval(timer) };
  }

  /** @returns the error code or stack, or null on success */
  #runInWorker(run: Run): Promise<string | null> {
    const worker = this.#acquireWorker();
    const lease = this.#keep(run, worker);
    this.#running.push(worker);
    return new Promise<string | null>((resolve) => {
      const onMessage = (report: WorkerReport): void => finish(report.error ?? null, true);
      const onError = (error: Error & { code?: string }): void =>
        finish(error.code ?? error.stack ?? error.message, false);
      const onExit = (): void => finish('the worker exited', false);
      const finish = (failure: string | null, alive: boolean): void => {
        lease.stop();
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        this.#running.splice(this.#running.indexOf(worker), 1);
        if (alive) this.#releaseWorker(worker);
        resolve(failure);
      };
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage({ id: run.id, token: run.token } satisfies WorkerOrder);
    });
  }

  #acquireWorker(): Worker {
    const idle = this.#idle.pop();
    if (idle) {
      clearTimeout(idle.timer);
      return idle.worker;
    }
    const { db, workerFile } = this.#deps;
    const worker = new Worker(workerFile(), {
      workerData: db.pool.opened,
      resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MB, maxYoungGenerationSizeMb: WORKER_YOUNG_MB },
      execArgv: ['--enable-source-maps'],
    });
    // A dying worker may emit more errors after its listeners are removed.
    return worker.on('error', () => undefined);
  }

  #releaseWorker(worker: Worker): void {
    if (this.#stopped) return void worker.terminate();
    worker.unref();
    const timer = setTimeout(() => {
      this.#idle.splice(
        this.#idle.findIndex((one) => one.worker === worker),
        1,
      );
      void worker.terminate();
    }, IDLE_MS);
    timer.unref();
    this.#idle.push({ worker, timer });
  }
}
