/** How rows are read and checked for an actor, as far as neither the file nor the user says otherwise. */
import type { Actor } from '../../../data/as-actor.ts';
import type { Tx } from '../../../data/database.ts';
import { USUAL_RATE } from '../../../domain/sheet/rate-units.ts';
import { NO_ANSWERS } from '../../../domain/sheet/questions.ts';
import type { Reading } from './kind.ts';
import { readReference } from './reference.queries.ts';

export async function newReading(
  tx: Tx,
  actor: Actor,
  about: Pick<Reading, 'kind' | 'at' | 'announcement'>,
): Promise<Reading> {
  return {
    ...about,
    reference: await readReference(tx),
    bank: actor.bank?.code ?? null,
    regions: actor.regions,
    amountUnit: null,
    currency: null,
    rateUnit: USUAL_RATE,
    date1904: false,
    answers: NO_ANSWERS,
    title: '',
    titles: [],
    committing: false,
  };
}
