/**
 * A batch of filings from a bank's system: each item is filed or refused on its own, in order. One bad item never fails
 * the others; only a batch that cannot be read as a whole is refused.
 */
import type { Actor } from '../../data/as-actor.ts';
import type { Language } from '../../domain/messages/messages.ts';
import { Problem, renderProblem, type ProblemError } from '../../http/problem.ts';
import { inspect, isPlainObject, type Inspected } from '../../http/rule.ts';
import { FilingItem, type FilingBatch, type FilingBody } from './filings.dto.ts';
import { presentFiled } from './filings.present.ts';
import type { Outcome } from './filings.service.ts';

export interface BatchItem {
  readonly clientRef: string;
  readonly filing: Inspected<FilingBody>;
}

/**
 * The items of a batch, with the field errors of each.
 *
 * @throws Problem VALIDATION_FAILED for an item that is not an object, or has a missing, malformed or repeated clientRef
 */
export function readBatch({ items }: FilingBatch): BatchItem[] {
  const errors: ProblemError[] = [];
  const taken = new Set<string>();
  const read = items.map((item, index): BatchItem => {
    const path = `items.${index}`;
    if (!isPlainObject(item)) errors.push({ path, code: 'NOT_AN_OBJECT' });
    const { value, errors: found } = inspect(FilingItem, isPlainObject(item) ? item : {});
    const clientRef = value.clientRef ?? '';
    const wrongRef = found.find(isOfRef);
    if (wrongRef && isPlainObject(item)) errors.push({ ...wrongRef, path: `${path}.clientRef` });
    if (!wrongRef && taken.has(clientRef)) errors.push({ path: `${path}.clientRef`, code: 'REPEATED' });
    taken.add(clientRef);
    return { clientRef, filing: { value, errors: found } };
  });
  if (errors.length > 0) throw new Problem('VALIDATION_FAILED', { errors });
  return read;
}

const isOfRef = ({ path }: ProblemError): boolean => path === 'clientRef';

/** The answer to a batch: for each item its clientRef, status, and filing or problem. */
export function presentBatch(
  actor: Actor,
  items: readonly BatchItem[],
  outcomes: readonly Outcome[],
  language: Language,
  requestId: string,
) {
  return {
    results: outcomes.map((outcome, index) => {
      const { clientRef } = items[index]!;
      return outcome instanceof Problem
        ? { clientRef, status: outcome.status, problem: renderProblem(outcome, language, requestId) }
        : { clientRef, status: 201, filing: presentFiled(actor, outcome, language) };
    }),
  };
}
