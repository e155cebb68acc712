import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../data/as-actor.ts';
import type { Tx } from '../../data/database.ts';
import type { StatusWord } from '../../domain/status.ts';
import { TOTALS_MAX_ROWS } from '../../domain/limits.ts';
import { invalid } from '../../http/problem.ts';
import { keptScope, type Ask, type KeptScope } from './totals.ask.ts';
import { addSums, FIRM_COLUMNS, noFigures, onlyPart, PART_OF, PARTS, SUM_COLUMNS, type Figures } from './totals.figures.ts';

export interface TotalRow {
  readonly year: number;
  readonly month?: number;
  readonly bank?: string;
  readonly region?: string;
  readonly status?: StatusWord;
  readonly figures: Figures;
}
export interface Totals {
  readonly rows: TotalRow[];
  readonly total: Figures;
}

/** Answers a question for totals, from kept cells where there are some. Wants a transaction with one snapshot. */
export async function readTotals(tx: Tx, actor: Actor, ask: Ask): Promise<Totals> {
  if (ask.banks?.length === 0 || ask.regions?.length === 0) return complete(ask, [], noFigures());
  const scope = keptScope(ask, actor.role);
  return scope === null ? countTotals(tx, ask) : readKept(tx, ask, scope);
}

type CellRow = Figures & { scope: string; year: number; month: number; bank_code: string; region_code: string };

async function readKept(tx: Tx, ask: Ask, scope: KeptScope): Promise<Totals> {
  let query = tx.selectFrom('total').select(['scope', 'year', 'month', 'bank_code', 'region_code', ...SUM_COLUMNS, ...FIRM_COLUMNS])
    .where('basis', '=', ask.basis).where('scope', 'in', ['ever', 'year', scope]);
  if (ask.banks) query = query.where('bank_code', 'in', ask.banks);
  if (ask.regions) query = query.where('region_code', 'in', ask.regions);
  const cells = (await query.execute()) as CellRow[];
  const inRange = (cell: CellRow): boolean => cell.year >= ask.from && cell.year <= ask.to && holdsFilings(cell);
  const wanted = cells.filter((cell) => cell.scope === scope && inRange(cell));
  const total = noFigures();
  for (const cell of wanted) addSums(total, cell);
  copyFirms(total, distinctFirms(ask, scope, cells, inRange) ?? await countFirms(tx, ask));
  return complete(ask, wanted.flatMap((cell) => rowsOf(ask, cell)), total);
}

/** The firms of the whole answer, when some kept cell says just that: one year, or all the years there are. */
function distinctFirms(ask: Ask, scope: KeptScope, cells: readonly CellRow[], inRange: (cell: CellRow) => boolean): Figures | null {
  const everything = ask.banks === null && ask.regions === null;
  const one = everything || (scope === 'bank' ? ask.banks : ask.regions)?.length === 1;
  if (!one) return null;
  const years = cells.filter((cell) => cell.scope === (everything ? 'year' : scope) && holdsFilings(cell));
  const within = years.filter(inRange);
  if (within.length <= 1) return within[0] ?? noFigures();
  const ever = cells.find((cell) => cell.scope === 'ever');
  return everything && ever && within.length === years.length ? ever : null;
}

const holdsFilings = (cell: Figures): boolean => PARTS.some((part) => cell[`filings_${part}`] > 0n);

function copyFirms(into: Figures, from: Figures): void {
  for (const column of FIRM_COLUMNS) into[column] = from[column];
}

function rowsOf(ask: Ask, cell: CellRow): TotalRow[] {
  const keys = {
    year: cell.year, ...(ask.by.includes('month') ? { month: cell.month } : {}),
    ...(ask.by.includes('bank') ? { bank: cell.bank_code } : {}), ...(ask.by.includes('region') ? { region: cell.region_code } : {}),
  };
  if (!ask.by.includes('status')) return [{ ...keys, figures: cell }];
  return (Object.keys(PART_OF) as StatusWord[]).filter((status) => cell[`filings_${PART_OF[status]}`] > 0n)
    .map((status) => ({ ...keys, status, figures: onlyPart(cell, PART_OF[status]) }));
}

/** Fills in the years in which nothing was filed (by year alone), and puts the rows in order. */
function complete(ask: Ask, rows: TotalRow[], total: Figures): Totals {
  if (ask.by.length === 1) {
    const found = new Map(rows.map((row) => [row.year, row]));
    const years = Array.from({ length: ask.to - ask.from + 1 }, (_, index) => ask.from + index);
    return { rows: years.map((year) => found.get(year) ?? { year, figures: noFigures() }), total };
  }
  const order = (a: string | undefined, b: string | undefined): number => ((a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0);
  rows.sort((a, b) => a.year - b.year || (a.month ?? 0) - (b.month ?? 0) || order(a.bank, b.bank) || order(a.region, b.region) || order(a.status, b.status));
  return { rows, total };
}

// ---- counted from the filings ----

const COLUMN_OF = { bank: 'bank_code', region: 'region_code', status: 'status' } as const;

function dayOf(ask: Ask): RawBuilder<unknown> {
  return ask.basis === 'filed' ? sql`filed_sort` : sql`disbursed_on`;
}

function matching(ask: Ask): RawBuilder<unknown> {
  const day = dayOf(ask);
  const cut = ask.until === null ? sql`` : sql` and extract(month from ${day}) * 100 + extract(day from ${day}) <= ${Number(ask.until.replace('-', ''))}::int`;
  const bank = ask.banks ? sql` and bank_code = any (${ask.banks}::text[])` : sql``;
  const region = ask.regions ? sql` and region_code = any (${ask.regions}::text[])` : sql``;
  return sql`state = 'accepted' and ${day} >= ${`${ask.from}-01-01`}::date and ${day} < ${`${ask.to + 1}-01-01`}::date${cut}${bank}${region}`;
}

/** For rows that hold, per firm and status, filings, amount, renewals and renewal_amount: the columns of Figures. */
const PER_FIRM = sql.raw(PARTS.flatMap((part) => ['filings', 'amount', 'renewals', 'renewal_amount']
  .map((figure) => `coalesce(sum(${figure}) filter (where part = '${part}'), 0) as ${figure}_${part}`)).join(', '));
const PER_ROW = sql.raw([
  ...SUM_COLUMNS.map((column) => `sum(${column})::bigint as ${column}`), 'count(*) as firms',
  'count(*) filter (where filings_both + filings_high_tech_only > 0) as firms_high_tech', 'count(*) filter (where filings_both + filings_tech_sme_only > 0) as firms_tech_sme',
  ...PARTS.map((part) => `count(*) filter (where filings_${part} > 0) as firms_${part}`),
].join(', '));
const PART_CASE = sql.raw(`case status ${Object.entries(PART_OF).map(([word, part]) => `when '${word}' then '${part}'`).join(' ')} end`);

/** @throws Problem VALIDATION_FAILED (TOO_LARGE at `by`) when there are more than `maxRows` rows */
export async function countTotals(tx: Tx, ask: Ask, maxRows = TOTALS_MAX_ROWS): Promise<Totals> {
  const day = dayOf(ask);
  const keys = [
    sql`extract(year from ${day})::int as year`,
    ...(ask.by.includes('month') ? [sql`extract(month from ${day})::int as month`] : []),
    ...(['bank', 'region', 'status'] as const).filter((dimension) => ask.by.includes(dimension)).map((dimension) => sql.raw(`${COLUMN_OF[dimension]} as ${dimension}`)),
  ];
  const names = sql.raw(ask.by.join(', '));
  const { rows } = await sql<Figures & Omit<TotalRow, 'figures' | 'year'> & { year: number | null }>`
    with cell as materialized (
      select ${sql.join(keys)}, uscc, ${PART_CASE} as part, count(*) as filings, sum(amount_fen) as amount,
        count(*) filter (where renewal) as renewals, coalesce(sum(amount_fen) filter (where renewal), 0) as renewal_amount
      from filing where ${matching(ask)} group by ${sql.join(keys.map((_, index) => sql.raw(String(index + 1))))}, uscc, part),
    by_firm as (select ${names}, uscc, ${PER_FIRM} from cell group by ${names}, uscc),
    ever_firm as (select uscc, ${PER_FIRM} from cell group by uscc)
    (select ${names}, ${PER_ROW} from by_firm group by ${names} limit ${maxRows + 1})
    union all select ${sql.join(ask.by.map(() => sql`null`))}, ${PER_ROW} from ever_firm`.execute(tx);
  if (rows.length > maxRows + 1) throw invalid({ path: 'by', code: 'TOO_LARGE', params: { max: maxRows } });
  const total = rows.find((row) => row.year === null);
  return complete(ask, rows.filter((row) => row.year !== null).map((row) => ({ ...row, year: row.year!, figures: row })), total ? withoutNulls(total) : noFigures());
}

async function countFirms(tx: Tx, ask: Ask): Promise<Figures> {
  const { rows } = await sql<Figures>`
    with cell as (
      select uscc, ${PART_CASE} as part, count(*) as filings, 0 as amount, 0 as renewals, 0 as renewal_amount
      from filing where ${matching(ask)} group by uscc, part),
    ever_firm as (select uscc, ${PER_FIRM} from cell group by uscc)
    select ${PER_ROW} from ever_firm`.execute(tx);
  return withoutNulls(rows[0]!);
}

/** A sum over no rows is null. */
function withoutNulls(figures: Figures): Figures {
  for (const column of [...SUM_COLUMNS, ...FIRM_COLUMNS]) figures[column] ??= 0n;
  return figures;
}

/** The names of banks and regions, by code. */
export async function readNames(tx: Tx): Promise<{ banks: Map<string, string>; regions: Map<string, string> }> {
  const banks = await tx.selectFrom('bank').select(['code', 'name']).execute();
  const regions = await tx.selectFrom('region').select(['code', 'name']).execute();
  return { banks: new Map(banks.map(({ code, name }) => [code, name])), regions: new Map(regions.map(({ code, name }) => [code, name])) };
}
