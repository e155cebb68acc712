import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { LOCK_CLASS } from '../../../data/advisory-locks.ts';
import { asSystem } from '../../../data/as-actor.ts';
import type { Db } from '../../../data/database.ts';
import { IMPORT_MAX_ATTEMPTS } from '../../../domain/limits.ts';
import { failImport } from './job.ts';
import { countAttempt, waitingJobs } from './job.queries.ts';
import type { ImportRunner } from '../imports.routes.ts';

/** Imports that one process works on at a time; others wait. */
const AT_ONCE = 2;
const LOOK_EVERY_MS = 2_000;
/** A worker that has nothing to do is kept for so long: starting one takes longer than a small file. */
const IDLE_MS = 15_000;
/** Of the JavaScript heap of a worker: a file that needs more than this is none that banks have. */
const WORKER_HEAP_MB = 256;
/** Of what is young in it: with more, V8 takes more before it tidies up, and is hardly faster. */
const WORKER_YOUNG_MB = 8;

/** What the entry of the worker thread is given. */
export interface WorkerOrder {
  readonly importId: string;
}
export interface WorkerReport {
  readonly importId: string;
  readonly error?: string;
}

export interface RunnerDeps {
  readonly db: Db;
  readonly log: Logger;
  /** The built file that worker threads begin with; asked for when one is needed. */
  readonly workerFile: () => URL;
}

/**
 * Carries imports out in worker threads, so that requests do not wait for them. Each is held by an advisory lock of a
 * connection of its own: when this process dies, however it does, the lock is gone at once, and whoever looks next (this
 * process when it has started again, or another one on the same database) takes the import on from what is stored.
 */
export class ImportWorkers implements ImportRunner {
  readonly #deps: RunnerDeps;
  readonly #busy = new Map<string, Promise<void>>();
  readonly #idle: { worker: Worker; timer: NodeJS.Timeout }[] = [];
  #looking: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: RunnerDeps) {
    this.#deps = deps;
  }

  /** Looks now, and from now on. */
  start(): void {
    this.#timer = setInterval(() => this.nudge(), LOOK_EVERY_MS);
    this.#timer.unref();
    this.nudge();
  }

  nudge(): void {
    if (this.#stopped) return;
    this.#again = true;
    this.#looking ??= this.#look()
      .catch((error: unknown) => this.#deps.log.error({ err: error }, 'looking for imports failed'))
      .finally(() => {
        this.#looking = null;
        // Somebody may have asked between the last look and now.
        if (this.#again) this.nudge();
      });
  }

  /** Lets nothing new begin, and breaks off what runs: it is taken on from what is stored. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#looking;
    for (const { worker, timer } of this.#idle.splice(0)) {
      clearTimeout(timer);
      await worker.terminate();
    }
    await Promise.all(this.#running.map((worker) => worker.terminate()));
    await Promise.all(this.#busy.values());
  }

  readonly #running: Worker[] = [];

  async #look(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      const waiting = await asSystem(this.#deps.db, 'imports', { action: 'import.look', at: new Date(0) }, (tx) =>
        waitingJobs(tx),
      );
      for (const id of waiting) {
        if (this.#busy.size >= AT_ONCE || this.#stopped) break;
        if (this.#busy.has(id)) continue;
        const held = await this.#hold(id);
        if (held === null) continue;
        this.#busy.set(
          id,
          this.#carry(id)
            .catch((error: unknown) => this.#deps.log.error({ err: error, importId: id }, 'import failed'))
            .finally(async () => {
              await held();
              this.#busy.delete(id);
              this.nudge();
            }),
        );
      }
    }
  }

  /** @returns what lets go of it again; null when another process is at it */
  async #hold(id: string): Promise<(() => Promise<void>) | null> {
    const connection = await this.#deps.db.pool.dedicated();
    const {
      rows: [row],
    } = await connection.query('select pg_try_advisory_lock($1, hashtext($2)) as held', [LOCK_CLASS.importWorker, id]);
    if (row.held) return () => connection.end();
    await connection.end();
    return null;
  }

  async #carry(id: string): Promise<void> {
    const { db, log } = this.#deps;
    const before = await asSystem(db, 'imports', { action: 'import.attempt', at: new Date(0) }, (tx) =>
      countAttempt(tx, id),
    );
    if (before >= IMPORT_MAX_ATTEMPTS) return failImport(db, id, { code: 'INTERRUPTED' });
    const failure = await this.#work(id);
    if (failure === null || this.#stopped) return;
    log.error({ importId: id, failure }, 'import broken off');
    // What a file needs of memory it needs again.
    if (failure === 'ERR_WORKER_OUT_OF_MEMORY')
      await failImport(db, id, { code: 'FILE_TOO_COMPLEX', params: { memoryMb: WORKER_HEAP_MB } });
  }

  /** @returns what went wrong, or null */
  #work(importId: string): Promise<string | null> {
    const worker = this.#take();
    this.#running.push(worker);
    return new Promise<string | null>((resolve) => {
      const onMessage = (report: WorkerReport): void => end(report.error ?? null, true);
      const onError = (error: Error & { code?: string }): void =>
        end(error.code ?? error.stack ?? error.message, false);
      const onExit = (): void => end('the worker ended', false);
      const end = (failure: string | null, alive: boolean): void => {
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        this.#running.splice(this.#running.indexOf(worker), 1);
        if (alive) this.#keep(worker);
        resolve(failure);
      };
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage({ importId } satisfies WorkerOrder);
    });
  }

  #take(): Worker {
    const kept = this.#idle.pop();
    if (kept) {
      clearTimeout(kept.timer);
      return kept.worker;
    }
    const { db, workerFile } = this.#deps;
    const worker = new Worker(workerFile(), {
      workerData: db.pool.opened,
      resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MB, maxYoungGenerationSizeMb: WORKER_YOUNG_MB },
      execArgv: ['--enable-source-maps'],
    });
    // One that dies may say so more than once.
    return worker.on('error', () => undefined);
  }

  #keep(worker: Worker): void {
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
