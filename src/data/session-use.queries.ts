import { prepared } from './statement.ts';
import { asSystem } from './as-actor.ts';
import type { Db, Tx } from './database.ts';
import { run } from './transaction.ts';

const RECORD = prepared(`
  insert into session_use as u (session_id, used_at) values ($1, $2)
  on conflict (session_id) do update set used_at = excluded.used_at where u.used_at < excluded.used_at`);

/** Records the last request of a session, which keeps it from ending as idle. */
export async function recordUse(tx: Tx, sessionId: string, at: Date): Promise<void> {
  await run(tx, RECORD(sessionId, at.toISOString()));
}

/** The same in a transaction of its own. */
export function recordUseApart(db: Db, sessionId: string, at: Date): Promise<void> {
  return asSystem(db, 'sign-in', { action: 'session.use', at }, (tx) => recordUse(tx, sessionId, at));
}
