import { setTimeout as wait } from 'node:timers/promises';
import { asActor, NoSessionError, type Actor } from '../../data/as-actor.ts';
import type { Db } from '../../data/database.ts';
import { IMPORT_EVENTS_MAX_MINUTES } from '../../domain/limits.ts';
import { notFound } from '../../http/problem.ts';
import type { Answer, Incoming } from '../../http/route.ts';
import { findImport, presentImport } from './imports.view.ts';

const LOOK_EVERY_MS = 300;
/** Proxies close a connection on which nothing is heard. */
const BREATHE_EVERY_MS = 15_000;

type Shown = ReturnType<typeof presentImport>;

/**
 * An import as it goes on. Each look is a transaction of its own as the one who asks, so that the stream ends with the
 * session; no connection to the database is held in between.
 */
export async function importEvents(db: Db, actor: Actor, incoming: Incoming, id: string): Promise<Answer> {
  const look = (): Promise<Shown | null> =>
    asActor(
      db,
      actor.sessionId,
      { action: 'import.follow', at: incoming.at, requestId: incoming.requestId },
      async (tx, who) => {
        const row = await findImport(tx, id);
        return row === null ? null : presentImport(row, who, incoming.language);
      },
    );
  const first = await look();
  if (first === null) throw notFound();
  incoming.query();
  return {
    status: 200,
    headers: { 'X-Accel-Buffering': 'no' },
    stream: { type: 'text/event-stream; charset=utf-8', content: follow(first, look) },
  };
}

async function* follow(first: Shown, look: () => Promise<Shown | null>): AsyncGenerator<string> {
  const end = performance.now() + IMPORT_EVENTS_MAX_MINUTES * 60_000;
  let [said, heard] = ['', performance.now()];
  for (let now: Shown | null = first; now !== null && performance.now() < end; now = await lookAgain(look)) {
    const text = JSON.stringify(now);
    if (text !== said) {
      [said, heard] = [text, performance.now()];
      yield `event: import\ndata: ${text}\n\n`;
    } else if (performance.now() - heard > BREATHE_EVERY_MS) {
      heard = performance.now();
      yield ': still here\n\n';
    }
    if (now.state !== 'reading' && now.state !== 'committing') return;
    await wait(LOOK_EVERY_MS);
  }
}

/** Null ends the stream: the import was dropped, or whoever follows it has signed out. */
async function lookAgain(look: () => Promise<Shown | null>): Promise<Shown | null> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof NoSessionError) return null;
    throw error;
  }
}
