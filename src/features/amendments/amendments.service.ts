/**
 * The use cases of amendments: propose, accept, refuse, withdraw. Rules are in domain/filing/amendment.ts and, for any
 * client of the database, in db/code/52-amendment.sql. Row scope is the database's.
 */
import { v7 as uuidv7 } from 'uuid';
import { lockFirmsForFirstLoan, type Actor } from '../../data/as-actor.ts';
import type { Tx } from '../../data/database.ts';
import { firmOfFiling, readContexts, type FoundContext } from '../../data/filing.queries.ts';
import {
  changedColumns,
  checkAmended,
  type AmendmentChanges as Changes,
  type AmendmentState,
} from '../../domain/filing/amendment.ts';
import type { CheckedFiling } from '../../domain/filing/check.ts';
import type { FilingDraft, PartialDraft } from '../../domain/filing/draft.ts';
import type { FilingColumns } from '../../domain/filing/fields.ts';
import type { FieldError } from '../../domain/filing/findings.ts';
import { allErrors, mergeDraft } from '../../domain/filing/merge.ts';
import { draftOfRow, filingRow } from '../../domain/filing/row.ts';
import { invalid, notFound, Problem } from '../../http/problem.ts';
import type { Incoming } from '../../http/route.ts';
import { inspect, type Inspected } from '../../http/rule.ts';
import {
  AmendmentChanges,
  type AmendmentBody,
  type RefusalOfAmendment,
  type WithdrawalOfAmendment,
} from './amendments.dto.ts';
import {
  acceptAmendment,
  acceptFirst,
  filingOfAmendment,
  insertAmendment,
  lockFiling,
  readAmendment,
  refuseAmendment,
  withdrawAmendment,
  type AmendedFiling,
  type OpenAmendment,
} from './amendments.queries.ts';

const ONE_IS_OPEN = {
  'zh-CN': '该备案已有待审核的更正申请，请待其审核或撤回后再提出。',
  en: 'An amendment of this filing awaits a decision. Propose another one after that.',
};
const SAME_PERSON = {
  'zh-CN': '您是更正申请人，须由另一名主管部门人员审核。',
  en: 'You proposed this amendment. Another auditor must decide it.',
};
const SAME_SECOND = {
  'zh-CN': '该年度已关账，您已同意此更正，须由另一名主管部门人员再次同意。',
  en: 'The year is closed and you have accepted already. A second auditor must accept as well.',
};
const OF_THE_BUREAU = {
  'zh-CN': '该更正由主管部门提出，银行不能撤回。',
  en: 'The bureau proposed this amendment; a bank cannot withdraw it.',
};
const OUTDATED = {
  'zh-CN': '更正申请提出后情况有变，更正后的内容已不符合规定。请不予同意，由申请人重新提出。',
  en: 'Since the proposal things have changed, and its values are not valid any more. Refuse it, so that it can be proposed anew.',
};
const OTHER_REGION = {
  'zh-CN': '更正后的县市区（园区）不在您的管辖范围内，须由同时负责两地的主管部门人员审核。',
  en: 'The new region is not one of yours. An auditor of both regions must decide.',
};

/**
 * Proposes an amendment of an accepted filing.
 *
 * @returns its id
 * @throws Problem NOT_FOUND, VALIDATION_FAILED, PRECONDITION_REQUIRED, STALE_VERSION, STATE_CONFLICT, DUPLICATE_RECEIPT
 */
export async function proposeAmendment(
  tx: Tx,
  filingId: string,
  incoming: Incoming<unknown, AmendmentBody>,
): Promise<string> {
  const uscc = await firmOfFiling(tx, filingId);
  if (uscc === null) throw notFound();
  const body = incoming.inspectBody();
  const inspected = inspect(AmendmentChanges, body.value.changes ?? {}) as Inspected<Changes>;
  // Firms are locked before filings.
  await lockFirmsForFirstLoan(tx, [uscc]);
  const filing = await lockFiling(tx, filingId);
  if (filing === null) throw notFound();
  const draft = mergeDraft(filing, inspected);
  const { checked, context } = await checkAgain(tx, filing, draft, incoming.at);
  const errors = [...body.errors, ...inChanges(allErrors(inspected.errors, checked.errors))];
  if (errors.length > 0) throw new Problem('VALIDATION_FAILED', { errors });
  const row = filingRow(draft as FilingDraft, checked, context.renewalId);
  const after = changedColumns(filing, row);
  if (Object.keys(after).length === 0) throw invalid({ path: 'changes', code: 'NOTHING_CHANGED' });
  incoming.requireVersion(filing.version);
  if (filing.state !== 'accepted') throw new Problem('STATE_CONFLICT', { params: { state: filing.state } });
  if (filing.pending_amendment !== null)
    throw new Problem('STATE_CONFLICT', { detail: ONE_IS_OPEN, members: { amendmentId: filing.pending_amendment } });
  if (context.duplicateOf !== null) throw duplicate(context.duplicateOf);
  const id = uuidv7();
  const { flags, flags_other } = row;
  await insertAmendment(tx, { id, filing_id: filingId, after, reason: body.value.reason!, flags, flags_other });
  return id;
}

/**
 * Accepts an amendment: the filing changes at once. In a closed year the first of two acceptances leaves it open.
 *
 * @throws Problem NOT_FOUND, VALIDATION_FAILED, STALE_VERSION, STATE_CONFLICT, CONFLICT, DUPLICATE_RECEIPT, FORBIDDEN
 */
export async function accept(tx: Tx, actor: Actor, id: string, incoming: Incoming): Promise<void> {
  const { amendment, filing } = await lockAmendment(tx, id, incoming);
  requireOtherPerson(actor, amendment);
  if (filing.state !== 'accepted') throw new Problem('STATE_CONFLICT', { params: { state: filing.state } });
  const amended = { ...filing, ...amendment.after } as FilingColumns;
  if (actor.regions !== null && !actor.regions.includes(amended.region_code))
    throw new Problem('FORBIDDEN', { detail: OTHER_REGION });
  const draft = draftOfRow({ ...amended, amount_fen: BigInt(amended.amount_fen) });
  const { checked, context } = await checkAgain(tx, filing, draft, incoming.at);
  if (checked.errors.length > 0) throw new Problem('CONFLICT', { detail: OUTDATED, errors: inChanges(checked.errors) });
  if (context.duplicateOf !== null) throw duplicate(context.duplicateOf);
  if (amendment.needs_two && amendment.first_accepted_by === null) return acceptFirst(tx, id);
  if (amendment.needs_two && amendment.first_accepted_by === actor.accountId)
    throw new Problem('CONFLICT', { detail: SAME_SECOND });
  await acceptAmendment(tx, id, filingRow(draft, checked, context.renewalId));
}

/** @throws Problem NOT_FOUND, VALIDATION_FAILED, STALE_VERSION, STATE_CONFLICT, CONFLICT */
export async function refuse(
  tx: Tx,
  actor: Actor,
  id: string,
  incoming: Incoming<unknown, RefusalOfAmendment>,
): Promise<void> {
  const { amendment } = await lockAmendment(tx, id, incoming);
  requireOtherPerson(actor, amendment);
  await refuseAmendment(tx, id, incoming.body().reason);
}

/** @throws Problem NOT_FOUND, VALIDATION_FAILED, STALE_VERSION, STATE_CONFLICT, CONFLICT */
export async function withdraw(tx: Tx, id: string, incoming: Incoming<unknown, WithdrawalOfAmendment>): Promise<void> {
  const { amendment } = await lockAmendment(tx, id, incoming);
  if (amendment.proposer_role !== 'officer') throw new Problem('CONFLICT', { detail: OF_THE_BUREAU });
  await withdrawAmendment(tx, id, incoming.body().reason ?? null);
}

/** Locks an open amendment by its filing, and that by its firm. `If-Match` is optional; the ETag is that of the filing. */
async function lockAmendment(
  tx: Tx,
  id: string,
  incoming: Pick<Incoming, 'validateBody' | 'header' | 'requireVersion'>,
): Promise<{ amendment: OpenAmendment; filing: AmendedFiling }> {
  const found = await filingOfAmendment(tx, id);
  if (found === null) throw notFound();
  incoming.validateBody();
  await lockFirmsForFirstLoan(tx, [found.uscc]);
  const filing = await lockFiling(tx, found.filing_id);
  const amendment = await readAmendment(tx, id);
  if (filing === null || amendment === null) throw notFound();
  if (incoming.header('If-Match') !== undefined) incoming.requireVersion(filing.version);
  if (amendment.state !== 'proposed') throw new Problem('STATE_CONFLICT', { detail: isDecided(amendment.state) });
  return { amendment, filing };
}

const STATES: Readonly<Record<AmendmentState, string>> = {
  proposed: '待审核',
  accepted: '已同意',
  refused: '未同意',
  withdrawn: '已撤回',
};

const isDecided = (state: AmendmentState) => ({
  'zh-CN': `该更正申请当前状态为“${STATES[state]}”，不能进行此操作。请刷新后查看。`,
  en: `This amendment is ${state} already. Reload to see what can be done.`,
});

function requireOtherPerson(actor: Actor, amendment: OpenAmendment): void {
  if (amendment.proposed_by === actor.accountId) throw new Problem('CONFLICT', { detail: SAME_PERSON });
}

/** The check of a locked filing as it would be. */
async function checkAgain(
  tx: Tx,
  filing: AmendedFiling,
  draft: PartialDraft,
  at: Date,
): Promise<{ checked: CheckedFiling; context: FoundContext }> {
  const self = { id: filing.id, submittedAt: filing.submitted_at };
  const bank = filing.bank_code;
  const present = draftOfRow(filing);
  const [context, presentContext] = await readContexts(
    tx,
    [
      { draft, self, bank },
      { draft: present, self, bank },
    ],
    at,
    'locked',
  );
  const checked = checkAmended(
    { draft, context: context! },
    { draft: present, context: presentContext!, flags: filing.flags },
  );
  return { checked, context: context! };
}

const inChanges = (errors: readonly FieldError[]): FieldError[] =>
  errors.map((error) => ({ ...error, path: error.path === '' ? 'changes' : `changes.${error.path}` }));

function duplicate(filingId: string): Problem {
  return new Problem('DUPLICATE_RECEIPT', { members: { filingId }, params: { id: filingId } });
}
