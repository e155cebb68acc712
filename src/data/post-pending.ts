/** Posts what is pending at once, for answers that are printed and must be complete and reproducible. */
import { setTimeout } from 'node:timers/promises';
import { asSystem } from './as-actor.ts';
import type { Db } from './database.ts';
import { hasPending, postEntries } from './posting.queries.ts';

const WAIT_MS = 50;
const MAX_TRIES = 100;

/**
 * Returns when everything that was committed before the call is posted. Another process may be posting it; after five
 * seconds this returns all the same, and what is answered stands on the last posting.
 */
export async function postPending(db: Db, at: Date): Promise<void> {
  for (let tried = 0; tried < MAX_TRIES; tried += 1) {
    const done = await asSystem(
      db,
      'service',
      { action: 'posting.run', at },
      async (tx) => (await postEntries(tx)) !== null || !(await hasPending(tx)),
    );
    if (done) return;
    await setTimeout(WAIT_MS);
  }
}
