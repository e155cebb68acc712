/**
 * The bridge (差异说明): from the figures of a closed year to those of a later posting, or of now, in steps that add up to
 * the fen. What belongs to which step is defined in db/code/80-closing.sql (bridge_changes).
 */
import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../../data/as-actor.ts';
import type { Tx } from '../../../data/database.ts';
import { findPosting } from '../../../data/posting.queries.ts';
import type { StatusWord } from '../../../domain/filing/status.ts';
import { BRIDGE_DETAIL_MAX_ITEMS } from '../../../domain/limits.ts';
import type { Basis } from '../../../domain/totals/definition.ts';
import { shanghaiDay } from '../../../domain/values/day.ts';
import { groupBy } from '../../../domain/values/group-by.ts';
import { formatAmount } from '../../../domain/values/money.ts';
import { presentPosting } from '../../../http/as-of.ts';
import { invalid, Problem } from '../../../http/problem.ts';
import { totalsOf } from '../totals.table.ts';
import { askOfYear } from './years.service.ts';
import { openClosing } from './years.queries.ts';
import { answerOf } from './years.view.ts';

export const STEPS = ['filed', 'added_late', 'amended', 'voided', 'relinked'] as const;
type Step = (typeof STEPS)[number];

/** What moved in one status: of a whole step, or of one change of a filing. */
interface Effect {
  readonly step: Step;
  readonly status: StatusWord;
  readonly filings: bigint;
  readonly amount_fen: bigint;
}
interface ItemEffect extends Effect {
  readonly posting_no: bigint | null;
  readonly filing_id: string;
  readonly version: number;
  readonly number: string;
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
  const changes = sql`bridge_changes(${year}::int, ${basis}, ${from.no}::bigint, ${until?.no ?? null}::bigint,
    ${shanghaiDay(new Date(closing.closed_at!))}::date)`;
  const steps = [...groupBy(await readSteps(tx, changes), ({ step }) => step)];
  const items = groupBy(detail ? await readItems(tx, changes) : [], ({ step }) => step);
  const now = await totalsOf(tx, actor, { ...askOfYear(year, basis), by: ['year'], posting: until });
  return {
    year,
    basis,
    from: presentPosting(from),
    to: presentPosting(until),
    closed: answerOf(closing).total,
    steps: steps.map(([step, effects]) => ({
      kind: step,
      ...effectOf(effects),
      ...(detail ? { items: itemsOf(items.get(step) ?? []) } : {}),
    })),
    now: now.total,
  };
}

/** The steps that occur, by status, in the order of their first postings. */
async function readSteps(tx: Tx, changes: RawBuilder<unknown>): Promise<Effect[]> {
  const { rows } = await sql<Effect>`
    select step, status, sum(filings)::bigint as filings, sum(amount_fen)::bigint as amount_fen
    from ${changes} c
    group by step, status
    order by min(min(posting_no)) over (partition by step) nulls last, step`.execute(tx);
  return rows;
}

/** @throws Problem VALIDATION_FAILED (TOO_LARGE at `detail`) for more than BRIDGE_DETAIL_MAX_ITEMS */
async function readItems(tx: Tx, changes: RawBuilder<unknown>): Promise<ItemEffect[]> {
  const { rows } = await sql<ItemEffect>`
    select c.*, f.number
    from ${changes} c
    join filing f on f.id = c.filing_id
    order by c.posting_no nulls last, c.filing_id, c.version
    limit ${BRIDGE_DETAIL_MAX_ITEMS + 1}`.execute(tx);
  if (rows.length > BRIDGE_DETAIL_MAX_ITEMS)
    throw invalid({ path: 'detail', code: 'TOO_LARGE', params: { max: BRIDGE_DETAIL_MAX_ITEMS } });
  return rows;
}

function effectOf(effects: readonly Effect[]) {
  const figure = (...statuses: StatusWord[]) => {
    const of = statuses.length === 0 ? effects : effects.filter(({ status }) => statuses.includes(status));
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
function itemsOf(effects: readonly ItemEffect[]) {
  return [...groupBy(effects, ({ filing_id, version }) => `${filing_id} ${version}`).values()].map((of) => {
    const { filing_id: id, number, version, posting_no: posting } = of[0]!;
    return { id, number, version, posting: posting === null ? null : Number(posting), ...effectOf(of) };
  });
}
