/** Server-sent events of one import. The intervals may be changed freely. */
import { setTimeout as wait } from 'node:timers/promises';
import { asActor, NoSessionError, type Actor } from '../../data/as-actor.ts';
import type { Db } from '../../data/database.ts';
import { IMPORT_EVENTS_MAX_MINUTES } from '../../domain/limits.ts';
import { notFound } from '../../http/problem.ts';
import type { Answer, Incoming } from '../../http/route.ts';
import { findImport, presentImport } from './imports.view.ts';

const POLL_EVERY_MS = 300;
/** Proxies close idle connections. */
const HEARTBEAT_EVERY_MS = 15_000;

type PresentedImport = ReturnType<typeof presentImport>;

/**
 * Streams an import whenever it changes. Each poll is a separate transaction of the actor, so the stream ends with the
 * session. No database connection is held between polls.
 *
 * @throws Problem NOT_FOUND
 */
export async function importEvents(db: Db, actor: Actor, incoming: Incoming, id: string): Promise<Answer> {
  const load = (): Promise<PresentedImport | null> =>
    asActor(
      db,
      actor.sessionId,
      { action: 'import.follow', at: incoming.at, requestId: incoming.requestId },
      async (tx, who) => {
        const row = await findImport(tx, id);
        return row === null ? null : presentImport(row, who, incoming.language);
      },
    );
  const first = await load();
  if (first === null) throw notFound();
  incoming.validateQuery();
  return {
    status: 200,
    headers: { 'X-Accel-Buffering': 'no' },
    stream: { type: 'text/event-stream; charset=utf-8', content: follow(first, load) },
  };
}

async function* follow(first: PresentedImport, load: () => Promise<PresentedImport | null>): AsyncGenerator<string> {
  const end = performance.now() + IMPORT_EVENTS_MAX_MINUTES * 60_000;
  let [lastText, lastWriteAt] = ['', performance.now()];
  for (let now: PresentedImport | null = first; now !== null && performance.now() < end; now = await reload(load)) {
    const text = JSON.stringify(now);
    if (text !== lastText) {
      [lastText, lastWriteAt] = [text, performance.now()];
      yield `event: import\ndata: ${text}\n\n`;
    } else if (performance.now() - lastWriteAt > HEARTBEAT_EVERY_MS) {
      lastWriteAt = performance.now();
      yield ': still here\n\n';
    }
    if (now.state !== 'reading' && now.state !== 'committing') return;
    await wait(POLL_EVERY_MS);
  }
}

/** Null ends the stream: the import was deleted or the session has ended. */
async function reload(load: () => Promise<PresentedImport | null>): Promise<PresentedImport | null> {
  try {
    return await load();
  } catch (error) {
    if (error instanceof NoSessionError) return null;
    throw error;
  }
}
