/** Writes the access log in the background, many entries in one statement, so that no request waits for it. */
import type { Logger } from 'pino';
import { writeAccessLog } from '../data/access-log.queries.ts';
import { asSystem } from '../data/as-actor.ts';
import type { Db } from '../data/database.ts';
import type { AccessEntry } from '../domain/access-log.ts';
import type { AccessLog } from '../http/access-log.ts';

const WRITE_EVERY_MS = 1_000;
const BATCH_MAX_ENTRIES = 500;
/** Refusals of sign-ins leave entries though the database cannot be reached: about 50 MB of them. */
const PENDING_MAX_ENTRIES = 100_000;

export interface AccessLogWriter extends AccessLog {
  /** Resolves when everything recorded so far is in the database, or a write has failed (it is tried again later). */
  flush(): Promise<void>;
  /** Writes what is left. */
  stop(): Promise<void>;
}

/**
 * Entries wait in memory for a second at most, longer while the database cannot be reached: only a process that is killed
 * loses some, or one whose memory for them is full. How many were lost is in the log.
 */
export function createAccessLog(db: Db, log: Logger, maxEntries = PENDING_MAX_ENTRIES): AccessLogWriter {
  let pending: AccessEntry[] = [];
  let writing: Promise<void> | null = null;
  let lost = 0;

  async function write(): Promise<void> {
    try {
      while (pending.length > 0) {
        const batch = pending.slice(0, BATCH_MAX_ENTRIES);
        await asSystem(db, 'service', { action: 'access-log.write', at: new Date() }, (tx) =>
          writeAccessLog(tx, batch),
        );
        pending = pending.slice(batch.length);
      }
      if (lost > 0) log.error({ entries: lost }, 'entries of the access log are lost');
      lost = 0;
    } catch (error) {
      log.error({ err: error, entries: pending.length }, 'the access log is not being written');
    }
  }

  async function flush(): Promise<void> {
    await writing;
    await (writing ??= write().finally(() => (writing = null)));
  }

  const timer = setInterval(() => {
    if (pending.length > 0 && writing === null) void flush();
  }, WRITE_EVERY_MS);
  timer.unref();
  return {
    record(entry) {
      if (pending.length >= maxEntries) return void (lost += 1);
      pending.push(entry);
      if (pending.length === BATCH_MAX_ENTRIES) void flush();
    },
    flush,
    async stop() {
      clearInterval(timer);
      await flush();
      if (pending.length + lost > 0)
        log.error({ entries: pending.length + lost }, 'entries of the access log are lost');
    },
  };
}
