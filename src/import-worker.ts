/**
 * The child process of imports. It shares no memory with the service, finds all it needs in the database, and ends when
 * the service does, however that ends.
 */
import 'reflect-metadata';
import { openDatabase, type Db } from './data/database.ts';
import { BACKGROUND_STATEMENT_TIMEOUT_MS, createPool } from './data/pool.ts';
import { runImport } from './features/imports/job/job.ts';
import { adoptEnvironment } from './features/imports/job/worker-environment.ts';
import type { WorkerOrder, WorkerReport, WorkerStart } from './features/imports/job/worker-process.ts';

let db: Db | undefined;

// The channel closes with the process at its other end.
process.on('disconnect', () => process.exit());
// A terminal and a service manager send these to all processes of a service; this one is ended by its own service.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

process.on('message', (message: WorkerStart | WorkerOrder) => {
  if ('start' in message) db = open(message);
  else void run(db!, message).then((report) => process.send!(report));
});

function open({ start: { connection, role, actorKey }, environment }: WorkerStart): Db {
  adoptEnvironment(environment);
  return openDatabase(
    createPool(connection, {
      max: 2,
      applicationName: 'zhidai-import',
      statementTimeoutMs: BACKGROUND_STATEMENT_TIMEOUT_MS,
      ...(role === undefined ? {} : { role }),
    }),
    actorKey,
  );
}

/** Runs one import on connections of its own, and reports its end. */
async function run(database: Db, order: WorkerOrder): Promise<WorkerReport> {
  const importId = order.id;
  try {
    await runImport(database, order);
    return { importId };
  } catch (error) {
    return { importId, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
