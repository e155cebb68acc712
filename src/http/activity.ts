import type { Logger } from 'pino';
import type { Db } from '../data/database.ts';
import { recordUseApart } from '../data/session-use.queries.ts';
import { SESSION_USE_RECORDED_SECONDS } from '../domain/limits.ts';

/** Sent with `none` by a client with requests that nobody asked for, such as refreshing a page in the background. */
export const ACTIVITY_HEADER = 'Zhidai-Activity';

/** Whether a request keeps its session from ending as idle. */
export const countsAsUse = (header: (name: string) => string | undefined): boolean =>
  header(ACTIVITY_HEADER) !== 'none';

const SESSIONS_MAX = 10_000;

/**
 * Returns a function that records requests of sessions, of each at most once in SESSION_USE_RECORDED_SECONDS. A failure
 * is logged: the request itself has succeeded.
 */
export function createActivity(db: Db, log: Logger): (sessionId: string, at: Date) => Promise<void> {
  const recorded = new Map<string, number>();
  return async (sessionId, at) => {
    const last = recorded.get(sessionId);
    if (last !== undefined && at.getTime() - last < SESSION_USE_RECORDED_SECONDS * 1000) return;
    // Deleted first: a map is in order of insertion, and the oldest entry makes room.
    recorded.delete(sessionId);
    if (recorded.size >= SESSIONS_MAX) recorded.delete(recorded.keys().next().value!);
    recorded.set(sessionId, at.getTime());
    try {
      await recordUseApart(db, sessionId, at);
    } catch (error) {
      recorded.delete(sessionId);
      log.warn({ err: error }, 'the use of a session was not recorded');
    }
  };
}
