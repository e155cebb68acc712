/**
 * The periodic jobs of the service. Each may run in several processes at once and must therefore be safe to repeat; how
 * often and how long things are kept is set here.
 */
import type { Logger } from 'pino';
import { forgetAccess } from '../data/access-log.queries.ts';
import { asSystem } from '../data/as-actor.ts';
import type { Db } from '../data/database.ts';
import {
  deleteCheckedFirms,
  deleteEndedSessions,
  deleteOldFailures,
  deleteOldRefreshTokens,
  deleteOldUploads,
  endOverdueSessions,
} from '../data/housekeeping.queries.ts';
import { deleteExpiredAnswers } from '../data/idempotency.queries.ts';
import { pendingSeconds, postEntries } from '../data/posting.queries.ts';
import { LOGIN_FAILURE_WINDOW_MINUTES, PENDING_ALARM_SECONDS, UPLOADS_KEPT_DAYS } from '../domain/limits.ts';
import { shanghaiDay } from '../domain/values/day.ts';
import { resealSecrets } from '../features/auth/second-factor.service.ts';
import type { SealingKeys } from '../features/auth/totp.ts';
import { answersExpiredBefore } from '../http/idempotency.ts';

const POST_EVERY_MS = 1_000;
const WATCH_EVERY_MS = 2_000;
const RESEAL_EVERY_MS = 60_000;
const TIDY_EVERY_MS = 3_600_000;
/** Soon after the start, for a service that is restarted every day. */
const TIDY_FIRST_AFTER_MS = 2_000;
/** So long the reuse of a refresh token is detected. */
const SESSIONS_KEPT_DAYS = 30;

/** Starts the periodic jobs: posting runs, the check for late entries, deletion of expired rows. They may run in several processes. */
export function startHousekeeping(
  db: Db,
  tokens: SealingKeys,
  clock: () => Date,
  log: Logger,
  accessLogDays: number,
): { stop(): Promise<void> } {
  const jobs = [
    every(
      POST_EVERY_MS,
      async () => {
        const posted = await asSystem(db, 'housekeeping', { action: 'ledger.post', at: clock() }, postEntries);
        // Heads in the log reveal a chain that was truncated or rewritten in the database.
        if (posted !== null)
          log.info({ posting: Number(posted.no), entries: posted.entries, head: posted.head }, 'posted');
      },
      log,
    ),
    every(RESEAL_EVERY_MS, resealFactors(db, tokens, clock, log), log),
    every(WATCH_EVERY_MS, watchPending(db, clock, log), log),
    every(TIDY_EVERY_MS, () => tidy(db, clock(), accessLogDays), log, TIDY_FIRST_AFTER_MS),
  ];
  return { stop: async () => void (await Promise.all(jobs.map((job) => job.stop()))) };
}

/** Deletes what has been kept long enough. */
export async function tidy(db: Db, at: Date, accessLogDays: number): Promise<void> {
  const daysAgo = (days: number): Date => new Date(at.getTime() - days * 86_400_000);
  await asSystem(db, 'housekeeping', { action: 'housekeeping.tidy', at }, async (tx) => {
    await deleteExpiredAnswers(tx, answersExpiredBefore(at));
    await endOverdueSessions(tx, at);
    await deleteOldRefreshTokens(tx, daysAgo(SESSIONS_KEPT_DAYS));
    await deleteEndedSessions(tx, daysAgo(SESSIONS_KEPT_DAYS));
    await deleteOldUploads(tx, daysAgo(UPLOADS_KEPT_DAYS));
    await forgetAccess(tx, daysAgo(accessLogDays));
    await deleteCheckedFirms(tx, shanghaiDay(at));
    await deleteOldFailures(tx, new Date(at.getTime() - LOGIN_FAILURE_WINDOW_MINUTES * 60_000));
  });
}

/** Encrypts second factors with the present signing key. Warns once of those that no known key can read. */
function resealFactors(db: Db, tokens: SealingKeys, clock: () => Date, log: Logger): () => Promise<void> {
  let warned = 0;
  return async () => {
    const { resealed, unreadable } = await resealSecrets(db, tokens, clock());
    if (resealed > 0) log.info({ resealed }, 'second factors encrypted with the new signing key');
    if (unreadable > warned) log.warn({ unreadable }, 'second factors of another signing key cannot be read');
    warned = unreadable;
  };
}

/** Warns when ledger entries are pending for too long: totals stay right, but reads get slower. */
function watchPending(db: Db, clock: () => Date, log: Logger): () => Promise<void> {
  let warned = false;
  return async () => {
    const seconds = await asSystem(db, 'housekeeping', { action: 'ledger.watch', at: clock() }, pendingSeconds);
    const late = seconds > PENDING_ALARM_SECONDS;
    if (late && !warned) log.warn({ seconds }, 'ledger entries are not being posted');
    if (!late && warned) log.info('ledger entries are posted again');
    warned = late;
  };
}

/** Repeats a job, one run at a time; an error is logged and the next run tries again. */
function every(
  ms: number,
  job: () => Promise<void>,
  log: Logger,
  firstAfterMs: number = ms,
): { stop(): Promise<void> } {
  let running: Promise<void> | null = null;
  const run = (): void => {
    running ??= job()
      .catch((error: unknown) => log.error({ err: error }, 'housekeeping failed'))
      .finally(() => {
        running = null;
      });
  };
  const timer = setInterval(run, ms).unref();
  const first = firstAfterMs < ms ? setTimeout(run, firstAfterMs).unref() : undefined;
  return {
    async stop() {
      clearTimeout(first);
      clearInterval(timer);
      await running;
    },
  };
}
