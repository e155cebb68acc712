/**
 * The bridge (差异说明): from the figures of a closed year to those of a later posting, or of now, in steps that add up to
 * the fen. What belongs to which step is defined in db/code/80-closing.sql (bridge_changes).
 */
import { sql } from 'kysely';
import type { Actor } from '../../../data/as-actor.ts';
import type { Tx } from '../../../data/database.ts';
import { findPosting } from '../../../data/posting.queries.ts';
import type { StatusWord } from '../../../domain/filing/status.ts';
import { BRIDGE_DETAIL_MAX_ITEMS } from '../../../domain/limits.ts';
import type { Basis } from '../../../domain/totals/definition.ts';
import { shanghaiDay } from '../../../domain/values/day.ts';
import { formatAmount } from '../../../domain/values/money.ts';
import { presentPosting } from '../../../http/as-of.ts';
import { invalid, Problem } from '../../../http/problem.ts';
import { totalsOf } from '../totals.table.ts';
import { askOfYear } from './years.service.ts';
import { openClosing } from './years.queries.ts';
import { answerOf } from './years.view.ts';

export const STEPS = ['filed', 'added_late', 'amended', 'voided', 'relinked'] as const;
type Step = (typeof STEPS)[number];

interface ChangeRow {
  readonly step: Step;
  readonly posting_no: bigint | null;
  readonly filing_id: string;
  readonly version: number;
  readonly number: string;
  readonly status: StatusWord;
  readonly filings: bigint;
  readonly amount_fen: bigint;
}

const NOT_CLOSED = {
  'zh-CN': '该年度未关账，没有差异说明。请先关账。',
  en: 'The year is not closed, so there is nothing to compare with. Close it first.',
};

/** @throws Problem STATE_CONFLICT for a year that is not closed; VALIDATION_FAILED for a posting before the closing */
export async function viewBridge(
  tx: Tx,
  actor: Actor,
  year: number,
  basis: Basis,
  { to, detail = false }: { readonly to?: number | undefined; readonly detail?: boolean | undefined },
) {
  const closing = await openClosing(tx, year, basis);
  if (closing?.state !== 'closed') throw new Problem('STATE_CONFLICT', { detail: NOT_CLOSED });
  const from = (await findPosting(tx, { posting: closing.posting_no! }))!;
  const until = to === undefined ? null : await findPosting(tx, { posting: BigInt(to) });
  if (to !== undefined && until === null) throw invalid({ path: 'to', code: 'NOT_POSTED' });
  if (until !== null && until.no < from.no) throw invalid({ path: 'to', code: 'TOO_SMALL', params: { min: from.no } });
  const changes = await readChanges(tx, year, basis, from.no, until?.no ?? null, closing.closed_at!);
  if (detail && changes.length > BRIDGE_DETAIL_MAX_ITEMS)
    throw invalid({ path: 'detail', code: 'TOO_LARGE', params: { max: BRIDGE_DETAIL_MAX_ITEMS } });
  const now = await totalsOf(tx, actor, { ...askOfYear(year, basis), by: ['year'], posting: until });
  return {
    year,
    basis,
    from: presentPosting(from),
    to: presentPosting(until),
    closed: answerOf(closing).total,
    steps: stepsOf(changes, detail),
    now: now.total,
  };
}

async function readChanges(
  tx: Tx,
  year: number,
  basis: Basis,
  after: number,
  to: number | null,
  closedAt: string,
): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select c.*, f.number
    from bridge_changes(${year}::int, ${basis}, ${after}::bigint, ${to}::bigint, ${shanghaiDay(new Date(closedAt))}::date) c
    join filing f on f.id = c.filing_id
    order by c.posting_no nulls last, c.filing_id, c.version`.execute(tx);
  return rows;
}

/** The steps that occur, in the order of their first postings. */
function stepsOf(changes: readonly ChangeRow[], detail: boolean) {
  const byStep = new Map<Step, ChangeRow[]>();
  for (const change of changes) byStep.set(change.step, [...(byStep.get(change.step) ?? []), change]);
  return [...byStep].map(([step, of]) => ({
    kind: step,
    ...effectOf(of),
    ...(detail ? { items: itemsOf(of) } : {}),
  }));
}

function effectOf(changes: readonly ChangeRow[]) {
  const figure = (...statuses: StatusWord[]) => {
    const of = statuses.length === 0 ? changes : changes.filter(({ status }) => statuses.includes(status));
    return {
      filings: Number(of.reduce((sum, { filings }) => sum + filings, 0n)),
      amount: formatAmount(of.reduce((sum, { amount_fen: amount }) => sum + amount, 0n)),
    };
  };
  return {
    ...figure(),
    highTech: figure('both', 'highTechOnly'),
    techSme: figure('both', 'techSmeOnly'),
    both: figure('both'),
    highTechOnly: figure('highTechOnly'),
    techSmeOnly: figure('techSmeOnly'),
    neither: figure('neither'),
  };
}

/** One item for each change of a filing. */
function itemsOf(changes: readonly ChangeRow[]) {
  const byChange = new Map<string, ChangeRow[]>();
  for (const change of changes) {
    const key = `${change.filing_id} ${change.version}`;
    byChange.set(key, [...(byChange.get(key) ?? []), change]);
  }
  return [...byChange.values()].map((of) => ({
    id: of[0]!.filing_id,
    number: of[0]!.number,
    version: of[0]!.version,
    posting: of[0]!.posting_no === null ? null : Number(of[0]!.posting_no),
    ...effectOf(of),
  }));
}
