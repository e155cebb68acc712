/**
 * The use cases of filings: submit, check, correct, decide. Rules are in domain/filing/check.ts; here they are applied
 * in one transaction. Row scope is not checked here: the database does not show a filing of another bank.
 */
import { randomInt } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { lockFirmsForFirstLoan } from '../../data/as-actor.ts';
import type { Tx } from '../../data/database.ts';
import {
  enterFirms,
  firmOfFiling,
  insertFilings,
  readContexts,
  type FoundContext,
  type NewFiling,
  type Written,
} from '../../data/filing.queries.ts';
import type { Link } from '../../data/schema.ts';
import { checkFiling, type CheckedFiling } from '../../domain/filing/check.ts';
import { draftOf, type FilingDraft } from '../../domain/filing/draft.ts';
import type { FieldError, Flag } from '../../domain/filing/findings.ts';
import { createEarlierItems, newFirms, type EarlierItems } from '../../domain/filing/earlier-items.ts';
import { allErrors, mergeDraft } from '../../domain/filing/merge.ts';
import { filingRow } from '../../domain/filing/row.ts';
import { nextState, type FilingAction } from '../../domain/filing/state.ts';
import { numberKey } from '../../domain/values/text.ts';
import { notFound, Problem } from '../../http/problem.ts';
import type { Inspected } from '../../http/rule.ts';
import type { FilingBody, FilingCorrection } from './filings.dto.ts';
import { lockFiling, updateFiling, updateState } from './filings.queries.ts';

/** A stored filing, with its flags and context for the answer. */
export interface Filed {
  readonly row: NewFiling & Written;
  readonly flags: readonly Flag[];
  readonly context: FoundContext;
}
/** The result of one filing: the stored filing, or the reason for its refusal. */
export type Outcome = Filed | Problem;

interface Accepted {
  readonly draft: FilingDraft;
  readonly checked: CheckedFiling;
  readonly context: FoundContext;
  readonly row: NewFiling;
  readonly firmKnown: boolean;
}

/**
 * Files loans for the officer's bank, each checked as if those before it were filed. A filing without flags is accepted
 * at once; a refused one does not affect the others.
 *
 * @param contexts of the filings, from contextStatements of this transaction
 * @returns the outcomes in the same order; a Problem is VALIDATION_FAILED with all invalid fields, or DUPLICATE_RECEIPT
 */
export async function submitFilings(
  tx: Tx,
  filings: readonly Inspected<FilingBody>[],
  contexts: readonly FoundContext[],
): Promise<Outcome[]> {
  const earlier = createEarlierItems<string>();
  const newId = ascendingIds();
  const checked = filings.map((filing, index) => checkNew(filing, contexts[index]!, earlier, newId));
  const accepted = checked.filter((one): one is Accepted => !(one instanceof Problem));
  await enterFirms(tx, newFirms(accepted));
  const written = await insertFilings(
    tx,
    accepted.map(({ row }) => row),
  );
  return checked.map((one) =>
    one instanceof Problem
      ? one
      : { row: { ...one.row, ...written.get(one.row.id)! }, flags: one.checked.flags, context: one.context },
  );
}

/** Ids in ascending order. uuid's own counter is shared by all requests of a millisecond, so it would tell of others. */
function ascendingIds(): () => string {
  let seq = randomInt(2 ** 31);
  return () => uuidv7({ seq: seq++ });
}

function checkNew(
  { value, errors }: Inspected<FilingBody>,
  found: FoundContext,
  earlier: EarlierItems<string>,
  newId: () => string,
): Accepted | Problem {
  const context = earlier.addTo(value, found);
  const checked = checkFiling(draftOf(value), context);
  if (errors.length > 0 || checked.errors.length > 0) return invalidFiling(errors, checked);
  const draft = value as FilingBody;
  const receiptKey = numberKey(draft.receiptNo);
  const first = context.duplicateOf ?? earlier.withKey(receiptKey);
  if (first !== undefined && first !== null) return duplicate(first);
  const id = newId();
  earlier.takeKey(receiptKey, id);
  earlier.remember(draft);
  const row = { id, ...filingRow(draft, checked, context.renewalId) };
  return { draft, checked, context, row, firmKnown: context.firmKnown };
}

/**
 * What filing this loan would say as far as it rests on the bank's own filings, and the qualifications of the day; nothing
 * is stored.
 */
export function checkOnly(
  { value, errors }: Inspected<FilingBody>,
  context: FoundContext,
): CheckedFiling & { duplicateOf: string | null; links: Record<string, Link> } {
  const checked = checkFiling(draftOf(value), context);
  const { duplicateOf, links } = context;
  return { ...checked, errors: allErrors(errors, checked.errors), duplicateOf, links };
}

/**
 * Corrects a filing that is submitted or returned, and checks it again.
 *
 * @throws Problem NOT_FOUND, VALIDATION_FAILED, PRECONDITION_REQUIRED, STALE_VERSION, STATE_CONFLICT, DUPLICATE_RECEIPT
 */
export async function correctFiling(
  tx: Tx,
  id: string,
  inspect: () => Inspected<FilingCorrection>,
  requireVersion: (current: number) => void,
  at: Date,
): Promise<void> {
  const before = await firmOfFiling(tx, id);
  if (before === null) throw notFound();
  const inspected = inspect();
  // Firms are locked before filings.
  await lockFirmsForFirstLoan(tx, [before, inspected.value.uscc ?? before]);
  const current = await lockFiling(tx, id);
  if (current === null) throw notFound();
  const draft = mergeDraft(current, inspected);
  const self = { id, submittedAt: current.submitted_at };
  const [context] = await readContexts(tx, [{ draft, self }], at, 'locked');
  const checked = checkFiling(draftOf(draft), context!);
  if (inspected.errors.length > 0 || checked.errors.length > 0) throw invalidFiling(inspected.errors, checked);
  requireVersion(current.version);
  if (nextState(current.state, 'correct') === null)
    throw new Problem('STATE_CONFLICT', { params: { state: current.state } });
  if (context!.duplicateOf !== null) throw duplicate(context!.duplicateOf);
  await enterFirms(tx, newFirms([{ draft, firmKnown: context!.firmKnown }]));
  await updateFiling(tx, id, filingRow(draft as FilingDraft, checked, context!.renewalId));
}

/**
 * Accepts, returns, voids or withdraws a filing.
 *
 * @throws Problem NOT_FOUND, PRECONDITION_REQUIRED, STALE_VERSION, STATE_CONFLICT (with the current state)
 */
export async function decideFiling(
  tx: Tx,
  id: string,
  action: Exclude<FilingAction, 'correct'>,
  reason: () => string | null,
  requireVersion: (current: number) => void,
): Promise<void> {
  const current = await lockFiling(tx, id);
  if (current === null) throw notFound();
  const why = reason();
  requireVersion(current.version);
  const state = nextState(current.state, action);
  if (state === null) throw new Problem('STATE_CONFLICT', { params: { state: current.state } });
  await updateState(tx, id, state, why);
}

const invalidFiling = (formErrors: readonly FieldError[], checked: CheckedFiling): Problem =>
  new Problem('VALIDATION_FAILED', { errors: allErrors(formErrors, checked.errors) });

function duplicate(filingId: string): Problem {
  return new Problem('DUPLICATE_RECEIPT', { members: { filingId }, params: { id: filingId } });
}
