/** The worker thread of imports. It shares no memory with the service and finds all it needs in the database. */
import 'reflect-metadata';
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from './data/database.ts';
import { BACKGROUND_STATEMENT_TIMEOUT_MS, createPool, type Pool } from './data/pool.ts';
import { runImport } from './features/imports/job/job.ts';
import type { WorkerOrder, WorkerReport } from './features/imports/job/runner.ts';

/** Entry of the import worker thread: runs one import per message, on its own connections, and reports its end. */
const { connection, role } = workerData as Pool['opened'];
const db = openDatabase(
  createPool(connection, {
    max: 2,
    applicationName: 'zhidai-import',
    statementTimeoutMs: BACKGROUND_STATEMENT_TIMEOUT_MS,
    ...(role === undefined ? {} : { role }),
  }),
);

parentPort!.on('message', (run: WorkerOrder) => {
  const importId = run.id;
  void runImport(db, run)
    .then(
      () => ({ importId }),
      (error: unknown): WorkerReport => ({
        importId,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
    )
    .then((report) => parentPort!.postMessage(report));
});
