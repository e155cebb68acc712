import type { Logger } from 'pino';
import { asSystem } from '../data/as-actor.ts';
import type { Db } from '../data/database.ts';
import {
  foldTotals,
  forgetFailures,
  forgetRefreshTokens,
  forgetUploads,
  settleTotals,
} from '../data/housekeeping.queries.ts';
import { forgetAnswers } from '../data/idempotency.queries.ts';
import { LOGIN_FAILURE_WINDOW_MINUTES, UPLOADS_KEPT_DAYS } from '../domain/limits.ts';
import { keptSince } from '../http/idempotency.ts';

const FOLD_EVERY_MS = 1_000;
/** Below this many deltas a total costs nothing to add up. */
const FOLD_FROM = 100;
const TIDY_EVERY_MS = 3_600_000;
const REFRESH_TOKENS_KEPT_DAYS = 30;

/** The work that goes on beside the requests. Nothing is wrong when it does not run; totals are only slower. */
export function startHousekeeping(db: Db, clock: () => Date, log: Logger): { stop(): Promise<void> } {
  const jobs = [
    every(
      FOLD_EVERY_MS,
      () =>
        asSystem(db, 'housekeeping', { action: 'totals.fold', at: clock() }, async (tx) => {
          await foldTotals(tx, FOLD_FROM);
          // Last, for it holds firms until the end.
          await settleTotals(tx);
        }),
      log,
    ),
    every(
      TIDY_EVERY_MS,
      () =>
        asSystem(db, 'housekeeping', { action: 'housekeeping.tidy', at: clock() }, async (tx) => {
          await forgetAnswers(tx, keptSince(clock()));
          await forgetRefreshTokens(tx, new Date(clock().getTime() - REFRESH_TOKENS_KEPT_DAYS * 86_400_000));
          await forgetUploads(tx, new Date(clock().getTime() - UPLOADS_KEPT_DAYS * 86_400_000));
          await forgetFailures(tx, new Date(clock().getTime() - LOGIN_FAILURE_WINDOW_MINUTES * 60_000));
        }),
      log,
    ),
  ];
  return { stop: async () => void (await Promise.all(jobs.map((job) => job.stop()))) };
}

/** Repeats a job, never two runs at once; a failure is logged and the next turn tries again. */
function every(ms: number, job: () => Promise<void>, log: Logger): { stop(): Promise<void> } {
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    running ??= job()
      .catch((error: unknown) => log.error({ err: error }, 'housekeeping failed'))
      .finally(() => {
        running = null;
      });
  }, ms);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
