/** Schedules imports on child processes of this process. */
import type { Logger } from 'pino';
import { asSystem } from '../../../data/as-actor.ts';
import type { Db } from '../../../data/database.ts';
import { IMPORT_MAX_ATTEMPTS, IMPORT_RUN_MAX_MINUTES } from '../../../domain/limits.ts';
import { failImport } from './job.ts';
import { beginRun, deletedOf, endRun, pendingJobs, renewRun, type Run } from './job.queries.ts';
import type { CodedMessage } from '../reading/findings.ts';
import type { ImportRunner } from '../imports.routes.ts';
import { WORKER_HEAP_MB, WorkerProcess, type WorkerEnd } from './worker-process.ts';

/** Imports that one process runs at the same time; others wait. */
const MAX_RUNNING = 2;
const POLL_EVERY_MS = 2_000;
/** A few times within the lease of a run. */
const RENEW_EVERY_MS = 2_000;
/** An idle worker ends after this time. Starting a worker takes longer than a small import. */
const IDLE_MS = 15_000;

export interface RunnerDeps {
  readonly db: Db;
  readonly log: Logger;
  /** How long an import may run in its worker; the usual limit by default. */
  readonly runMaxMs?: number;
  /** The built entry file of workers; called when the first worker starts. */
  readonly workerFile: () => URL;
}

/**
 * Runs imports in child processes, so that requests neither wait for them nor die with them. Each run has a lease, which
 * this process renews. When the process dies, the lease ends, and the next process that polls restarts the step from the
 * stored data. A run that was taken over can write nothing: see requireRun.
 */
export class ImportWorkers implements ImportRunner {
  readonly #deps: RunnerDeps;
  readonly #runMaxMs: number;
  readonly #busy = new Map<string, Promise<void>>();
  /** The workers of running imports. */
  readonly #running = new Map<string, WorkerProcess>();
  readonly #idle: { worker: WorkerProcess; timer: NodeJS.Timeout }[] = [];
  #polling: Promise<void> | null = null;
  #pollAgain = false;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: RunnerDeps) {
    this.#deps = deps;
    this.#runMaxMs = deps.runMaxMs ?? IMPORT_RUN_MAX_MINUTES * 60_000;
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
      await worker.kill();
    }
    await Promise.all([...this.#running.values()].map((worker) => worker.kill()));
    await Promise.all(this.#busy.values());
  }

  async end(importId: string): Promise<void> {
    await this.#running.get(importId)?.kill();
  }

  async #poll(): Promise<void> {
    while (this.#pollAgain && !this.#stopped) {
      this.#pollAgain = false;
      const { pending, deleted } = await asSystem(
        this.#deps.db,
        'imports',
        { action: 'import.look', at: new Date(0) },
        async (tx) => ({ pending: await pendingJobs(tx), deleted: await deletedOf(tx, [...this.#running.keys()]) }),
      );
      // Another process may have deleted an import that this one runs.
      await Promise.all(deleted.map((id) => this.end(id)));
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
    const { db } = this.#deps;
    const about = { action: 'import.attempt', at: new Date(0) };
    try {
      if (run.interrupted >= IMPORT_MAX_ATTEMPTS) return await failImport(db, run, { code: 'INTERRUPTED' });
      const failure = await this.#runInWorker(run);
      if (failure !== null) await failImport(db, run, failure);
    } finally {
      await asSystem(db, 'imports', about, (tx) => endRun(tx, run));
    }
  }

  /** Keeps the run while its worker works; ends the worker when another process has taken the run over. */
  #keep(run: Run, worker: WorkerProcess): { stop(): void } {
    const { db, log } = this.#deps;
    const renew = async (): Promise<void> => {
      const kept = await asSystem(db, 'imports', { action: 'import.attempt', at: new Date(0) }, (tx) =>
        renewRun(tx, run),
      );
      if (kept) return;
      clearInterval(timer);
      log.warn({ importId: run.id }, 'another process has taken over an import');
      await worker.kill();
    };
    // A failed renewal is tried again; if it fails for too long, another run begins and this one can write nothing.
    const timer = setInterval(() => {
      renew().catch((error: unknown) => log.error({ err: error, importId: run.id }, 'import not renewed'));
    }, RENEW_EVERY_MS);
    return { stop: () => clearInterval(timer) };
  }

  /**
   * @returns the failure to end the import with: another run would need the same time, or the same memory. Null for a run
   *   that ended well, was stopped here, or may succeed when it is tried again
   */
  async #runInWorker(run: Run): Promise<CodedMessage | null> {
    const { log } = this.#deps;
    const worker = this.#acquireWorker();
    const lease = this.#keep(run, worker);
    this.#running.set(run.id, worker);
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      void worker.kill();
    }, this.#runMaxMs);
    try {
      const end = await worker.run({ id: run.id, token: run.token });
      const failure = failureOf(end, timedOut ? this.#runMaxMs : null);
      if (!('killed' in end) && ('died' in end || end.error !== null))
        log.error({ importId: run.id, failure: 'died' in end ? end.died : end.error }, 'import interrupted');
      else if (failure !== null) log.error({ importId: run.id, failure: failure.code }, 'import interrupted');
      return failure;
    } finally {
      lease.stop();
      clearTimeout(timer);
      this.#running.delete(run.id);
      if (worker.alive) this.#releaseWorker(worker);
    }
  }

  #acquireWorker(): WorkerProcess {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      clearTimeout(idle.timer);
      if (idle.worker.alive) return idle.worker;
    }
    return new WorkerProcess(this.#deps.workerFile(), this.#deps.db);
  }

  #releaseWorker(worker: WorkerProcess): void {
    if (this.#stopped) return void worker.kill();
    const timer = setTimeout(() => {
      this.#idle.splice(
        this.#idle.findIndex((one) => one.worker === worker),
        1,
      );
      void worker.kill();
    }, IDLE_MS);
    timer.unref();
    this.#idle.push({ worker, timer });
  }
}

/** @param timeoutMs the limit, if the run was ended by it */
function failureOf(end: WorkerEnd, timeoutMs: number | null): CodedMessage | null {
  if ('killed' in end)
    return timeoutMs === null ? null : { code: 'IMPORT_TIMEOUT', params: { minutes: Math.ceil(timeoutMs / 60_000) } };
  if (!('died' in end)) return null;
  return end.outOfMemory ? { code: 'FILE_TOO_COMPLEX', params: { memoryMb: WORKER_HEAP_MB } } : { code: 'INTERRUPTED' };
}
