/**
 * Closes years: one auditor proposes, another closes, and the answer of the totals is stored as of a posting. Later
 * changes of filings stay possible; the bridge (bridge.view.ts) lists them.
 */
import { createHash } from 'node:crypto';
import { asActor, type Actor, type AuditContext } from '../../../data/as-actor.ts';
import type { Db, Tx } from '../../../data/database.ts';
import { violates } from '../../../data/errors.ts';
import { latestPosting } from '../../../data/posting.queries.ts';
import { postPending } from '../../../data/post-pending.ts';
import { shanghaiYear } from '../../../domain/values/day.ts';
import { DEFINITION_VERSION, type Basis } from '../../../domain/totals/definition.ts';
import { invalid, notFound, Problem } from '../../../http/problem.ts';
import type { Incoming } from '../../../http/route.ts';
import type { Ask } from '../totals.ask.ts';
import { DIMENSIONS } from '../totals.dto.ts';
import { totalsOf } from '../totals.table.ts';
import type { CloseBody, ConfirmBody, ReopenBody } from './years.dto.ts';
import { close, end, openClosing, propose, type ClosingRow } from './years.queries.ts';

const ANOTHER_PERSON = {
  'zh-CN': '关账须由提出人以外的另一人确认。',
  en: 'Another auditor than the one who proposed it closes the year.',
};
const NOT_PROPOSED = {
  'zh-CN': '该年度尚未提出关账，或已经关账。请先查看该年度的状态。',
  en: 'Nobody has proposed to close this year, or it is closed already. Look at its state first.',
};
const OPEN_ALREADY = {
  'zh-CN': '该年度已提出关账或已经关账。',
  en: 'The closing of this year is proposed already, or the year is closed.',
};

/**
 * The year of a path. Closing concerns the whole registry, which an auditor of some regions does not see.
 *
 * @throws Problem NOT_FOUND for anything but a year, and for an auditor of some regions
 */
export function yearOfPath(incoming: Incoming, { regions }: Pick<Actor, 'regions'>): number {
  const text = incoming.params['year'] ?? '';
  if (regions !== null || !/^(?:19|2[0-9])[0-9]{2}$/.test(text)) throw notFound();
  return Number(text);
}

/** @throws Problem NOT_FOUND, VALIDATION_FAILED for a year to come, STATE_CONFLICT */
export async function proposeClosing(tx: Tx, actor: Actor, incoming: Incoming<unknown, CloseBody>): Promise<Basis> {
  const year = yearOfPath(incoming, actor);
  const { basis, note = null } = incoming.body();
  const thisYear = shanghaiYear(incoming.at);
  if (year > thisYear) throw invalid({ path: 'year', code: 'TOO_LARGE', params: { max: thisYear } });
  const conflict = (state: string) => new Problem('STATE_CONFLICT', { detail: OPEN_ALREADY, members: { state } });
  const open = await openClosing(tx, year, basis);
  if (open !== null) throw conflict(open.state);
  await propose(tx, actor, { year, basis, note }, incoming.at).catch((error: unknown) => {
    // Another auditor proposed it at the same time.
    throw violates(error, 'closing_open') ? conflict('proposed') : error;
  });
  return basis;
}

/** The totals of a year in all their columns. */
export const askOfYear = (year: number, basis: Basis): Omit<Ask, 'posting'> => ({
  basis,
  from: year,
  to: year,
  by: [...DIMENSIONS],
  until: null,
  banks: null,
  regions: null,
  uscc: null,
});

/** Closes what another auditor proposed, as of a posting of everything committed before. @throws Problem as proposeClosing */
export async function confirmClosing(
  db: Db,
  actor: Actor,
  incoming: Incoming<unknown, ConfirmBody>,
  audit: AuditContext,
): Promise<Basis> {
  const year = yearOfPath(incoming, actor);
  const { basis = 'filed' } = incoming.body();
  await postPending(db, incoming.at);
  await asActor(
    db,
    actor.sessionId,
    audit,
    async (tx, self) => {
      const proposal = await openClosing(tx, year, basis);
      if (proposal?.state !== 'proposed') throw new Problem('STATE_CONFLICT', { detail: NOT_PROPOSED });
      requireOwnVersion(incoming, proposal);
      if (proposal.proposed_by === self.accountId) throw new Problem('FORBIDDEN', { detail: ANOTHER_PERSON });
      const posting = (await latestPosting(tx))!;
      const answer = JSON.stringify(await totalsOf(tx, self, { ...askOfYear(year, basis), posting }));
      const digest = createHash('sha256').update(answer).digest();
      const closed = { posting_no: BigInt(posting.no), definition: DEFINITION_VERSION, answer, digest };
      await close(tx, self, proposal.id, closed, incoming.at);
    },
    { snapshot: true },
  );
  return basis;
}

/** Opens a closed year again, or gives a proposal up. @throws Problem as proposeClosing */
export async function reopenYear(tx: Tx, actor: Actor, incoming: Incoming<unknown, ReopenBody>): Promise<Basis> {
  const year = yearOfPath(incoming, actor);
  const { basis = 'filed', reason } = incoming.body();
  const open = await openClosing(tx, year, basis, 'lock');
  if (open === null) throw new Problem('STATE_CONFLICT', { detail: NOT_PROPOSED });
  requireOwnVersion(incoming, open);
  await end(tx, actor, open.id, open.state === 'closed' ? 'reopened' : 'withdrawn', reason, incoming.at);
  return basis;
}

/** If-Match is optional here: who closes a year names it, and its state says the rest. */
function requireOwnVersion(incoming: Incoming, { version }: Pick<ClosingRow, 'version'>): void {
  if (incoming.header('If-Match') !== undefined) incoming.requireVersion(version);
}
