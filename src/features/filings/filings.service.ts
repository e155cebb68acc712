import { v7 as uuidv7 } from 'uuid';
import { lockFirmsBeside, type Actor, type Deed } from '../../data/as-actor.ts';
import type { Tx } from '../../data/database.ts';
import { initialsOf } from '../../data/initials.ts';
import type { Link, StoredFlag } from '../../data/schema.ts';
import type { Flag } from '../../domain/filing/draft.ts';
import { nextState, type FilingAction } from '../../domain/filing/state.ts';
import { nameKey, numberKey } from '../../domain/values/text.ts';
import { notFound, Problem } from '../../http/problem.ts';
import type { Inspected } from '../../http/rule.ts';
import type { FilingBody, FilingCorrection } from './filings.dto.ts';
import { factsQuestion, isRenewal, judge, type Judged } from './filings.judge.ts';
import {
  enterFirm,
  factsStatement,
  firmOfFiling,
  insertFiling,
  lockFiling,
  readFacts,
  readLinks,
  updateFiling,
  type Facts,
  type FactsRow,
  type FilingContent,
} from './filings.queries.ts';

/** What a new filing needs of the opening statement: its firm locked, and what it is judged by. */
export function openingOf({ value }: Inspected<FilingBody>): Pick<Deed, 'lockFirms' | 'alongside'> {
  return {
    ...(value.uscc === undefined ? {} : { lockFirms: [value.uscc] }),
    alongside: factsStatement(factsQuestion(value, null)),
  };
}

/**
 * Files a loan for the officer's bank. Without flags it is accepted at once. `facts` were read under the firm's lock.
 * With `last` nothing else comes in this transaction.
 *
 * @throws Problem VALIDATION_FAILED with every bad field; DUPLICATE_RECEIPT with the id of the first filing
 */
export async function submitFiling(
  tx: Tx,
  actor: Actor,
  inspected: Inspected<FilingBody>,
  facts: FactsRow,
  at: Date,
  last = false,
) {
  const judged = judge(facts, inspected.value, inspected.errors, at, null);
  const body = passed(inspected.value, judged);
  if (judged.facts.duplicate_id !== null) throw duplicate(judged.facts.duplicate_id);
  await knowFirm(tx, body, judged);
  const row = { ...newFiling(body, judged), bank_code: actor.bank!.code };
  const written = await insertFiling(tx, row, last);
  return { row: { ...row, ...written }, flags: judged.flags };
}

/** The filing as it will be stored, when there is nothing to say against it and its firm is known; null otherwise. */
export function plainFiling(inspected: Inspected<FilingBody>, facts: Facts, at: Date) {
  const judged = judge(facts, inspected.value, inspected.errors, at, null);
  if (judged.errors.length > 0 || facts.duplicate_id !== null || !facts.firm_known) return null;
  return { row: newFiling(inspected.value as FilingBody, judged), flags: judged.flags };
}

const newFiling = (body: FilingBody, judged: Judged) => ({
  ...contentOf(body, judged),
  id: uuidv7(),
  state: judged.review ? ('submitted' as const) : ('accepted' as const),
  state_reason: null,
});

/** What the form would say, and the qualifications of the day; nothing is stored. */
export async function checkFiling(
  tx: Tx,
  inspected: Inspected<FilingBody>,
  facts: FactsRow,
  at: Date,
): Promise<Judged & { links: Record<string, Link> }> {
  const judged = judge(facts, inspected.value, inspected.errors, at, null);
  const { uscc, disbursedOn } = inspected.value;
  return {
    ...judged,
    links: uscc === undefined || disbursedOn === undefined ? {} : await readLinks(tx, uscc, disbursedOn),
  };
}

/**
 * Corrects a filing that is submitted or returned, and decides anew.
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
  await lockFirmsBeside(tx, [before, inspected.value.uscc ?? before]);
  const row = await lockFiling(tx, id);
  if (row === null) throw notFound();
  const merged = merge(row, inspected);
  const self = { id, submittedAt: row.submitted_at };
  const judged = judge(await readFacts(tx, factsQuestion(merged, self)), merged, inspected.errors, at, self);
  const body = passed(merged, judged);
  requireVersion(row.version);
  if (nextState(row.state, 'correct') === null) throw new Problem('STATE_CONFLICT', { params: { state: row.state } });
  if (judged.facts.duplicate_id !== null) throw duplicate(judged.facts.duplicate_id);
  await knowFirm(tx, body, judged);
  await updateFiling(tx, id, {
    ...contentOf(body, judged),
    state: judged.review ? 'submitted' : 'accepted',
    state_reason: null,
  });
}

/**
 * Accepts, returns, voids or withdraws a filing.
 *
 * @throws Problem NOT_FOUND, PRECONDITION_REQUIRED, STALE_VERSION, STATE_CONFLICT (saying the present state)
 */
export async function decideFiling(
  tx: Tx,
  id: string,
  action: Exclude<FilingAction, 'correct'>,
  reason: () => string | null,
  requireVersion: (current: number) => void,
): Promise<void> {
  const uscc = await firmOfFiling(tx, id);
  if (uscc === null) throw notFound();
  const why = reason();
  await lockFirmsBeside(tx, [uscc]);
  const row = await lockFiling(tx, id);
  if (row === null) throw notFound();
  requireVersion(row.version);
  const state = nextState(row.state, action);
  if (state === null) throw new Problem('STATE_CONFLICT', { params: { state: row.state } });
  await updateFiling(tx, id, { state, state_reason: why });
}

function passed(body: Partial<FilingBody>, judged: Judged): FilingBody {
  if (judged.errors.length > 0) throw new Problem('VALIDATION_FAILED', { errors: judged.errors });
  return body as FilingBody;
}

function duplicate(filingId: string): Problem {
  return new Problem('DUPLICATE_RECEIPT', { members: { filingId }, params: { id: filingId } });
}

async function knowFirm(tx: Tx, body: FilingBody, judged: Judged): Promise<void> {
  if (judged.facts.firm_known) return;
  await enterFirm(tx, {
    uscc: body.uscc,
    name: body.firmName,
    nameKey: nameKey(body.firmName),
    initials: initialsOf(body.firmName),
    regionCode: body.regionCode,
  });
}

const stored = (flags: readonly Flag[]): StoredFlag[] =>
  flags.map(({ rule, params }) => ({ rule, ...(params ? { params } : {}) }));

function contentOf(body: FilingBody, judged: Judged) {
  return {
    uscc: body.uscc,
    firm_name: body.firmName,
    region_code: body.regionCode,
    contract_no: body.contractNo,
    contract_key: numberKey(body.contractNo),
    receipt_no: body.receiptNo,
    receipt_key: numberKey(body.receiptNo),
    amount_fen: body.amount,
    annual_rate_e4: body.annualRate,
    disbursed_on: body.disbursedOn,
    due_on: body.dueOn,
    guarantee: body.guarantee ?? ('credit' as const),
    knowledge_grade: body.knowledgeGrade ?? null,
    first_loan: body.firstLoan ?? null,
    renewal: isRenewal(body),
    renewal_of: judged.facts.renewal_id,
    branch: body.branch ?? null,
    remarks: body.remarks || null,
    flags: JSON.stringify(stored(judged.flags.filter((flag) => !flag.restricted))) as never,
    flags_other: JSON.stringify(stored(judged.flags.filter((flag) => flag.restricted))) as never,
  };
}

/** The filing as it would stand; a field that is named but wrong is left out, so that it is not judged by its old value. */
function merge(row: FilingContent, { value, errors }: Inspected<FilingCorrection>): Partial<FilingBody> {
  const current: FilingBody = {
    uscc: row.uscc,
    firmName: row.firm_name,
    regionCode: row.region_code,
    contractNo: row.contract_no,
    receiptNo: row.receipt_no,
    amount: row.amount_fen,
    annualRate: row.annual_rate_e4,
    disbursedOn: row.disbursed_on,
    dueOn: row.due_on,
    guarantee: row.guarantee,
    knowledgeGrade: row.knowledge_grade,
    firstLoan: row.first_loan,
    renewal: row.renewal,
    renewalOf: row.renewal_of,
    branch: row.branch,
    remarks: row.remarks,
  };
  const merged: Record<string, unknown> = { ...current, ...value };
  // "No renewal any more" takes the earlier filing away with it, unless one is named in the same breath.
  if (value.renewal === false && value.renewalOf === undefined) merged['renewalOf'] = null;
  // The other way round: a link that is taken away leaves the word of the bank, if it gives it.
  if (value.renewalOf === null && value.renewal === undefined) merged['renewal'] = false;
  for (const { path } of errors) delete merged[path];
  return merged as Partial<FilingBody>;
}
