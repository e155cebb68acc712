/** A batch of filings, as a bank's own system sends it: each item is filed or refused by itself, in order. */
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
 * The items of a batch. What is wrong with the fields of a filing is that item's business.
 *
 * @throws Problem VALIDATION_FAILED for an item that is no object, or whose clientRef is missing, malformed or repeated
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
