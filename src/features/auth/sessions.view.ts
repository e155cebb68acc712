import { sql } from 'kysely';
import type { Tx } from '../../data/database.ts';

export interface SessionOfMine {
  id: string;
  /** Browser and system, or program. */
  device: string | null;
  address: string | null;
  startedAt: string;
  lastUsedAt: string;
  /** The session of the request. */
  current: boolean;
}

/** The open sessions of an account within their limits, the latest first. @param after the last one of the page before */
export async function listSessions(
  tx: Tx,
  actor: { accountId: string; sessionId: string },
  at: Date,
  { after, limit }: { after: readonly [startedAt: string, id: string] | null; limit: number },
): Promise<SessionOfMine[]> {
  let query = tx
    .selectFrom('session')
    .leftJoin('session_use', 'session_use.session_id', 'session.id')
    .select(['session.id', 'session.device', 'session.address', 'session.started_at', 'session_use.used_at'])
    .where('session.account_id', '=', actor.accountId)
    .where('session.ended_at', 'is', null)
    .where(sql<boolean>`session_live(session, ${at.toISOString()})`);
  if (after !== null) {
    const [startedAt, id] = after;
    query = query.where(sql<boolean>`(session.started_at, session.id) < (${startedAt}::timestamptz, ${id}::uuid)`);
  }
  const rows = await query.orderBy('session.started_at', 'desc').orderBy('session.id', 'desc').limit(limit).execute();
  return rows.map((row) => ({
    id: row.id,
    device: row.device,
    address: row.address,
    startedAt: row.started_at,
    lastUsedAt: row.used_at ?? row.started_at,
    current: row.id === actor.sessionId,
  }));
}
