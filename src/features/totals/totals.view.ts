import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../data/as-actor.ts';
import type { Tx } from '../../data/database.ts';
import type { StatusWord } from '../../domain/filing/status.ts';
import { TOTALS_MAX_ROWS } from '../../domain/limits.ts';
import { invalid } from '../../http/problem.ts';
import { keptScope, type Ask, type KeptScope } from './totals.ask.ts';
import {
  addSums,
  FIRM_COLUMNS,
  noFigures,
  onlyPart,
  PART_OF,
  PARTS,
  SUM_COLUMNS,
  type Figures,
} from './totals.figures.ts';

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

/**
 * Answers a question for totals, from kept cells where there are some. Wants a transaction with one snapshot.
 *
 * @throws Problem VALIDATION_FAILED (TOO_LARGE at `by`) when there are more than `maxRows` rows
 */
export async function readTotals(tx: Tx, actor: Actor, ask: Ask, maxRows = TOTALS_MAX_ROWS): Promise<Totals> {
  if (ask.banks?.length === 0 || ask.regions?.length === 0) return complete(ask, [], noFigures());
  const scope = keptScope(ask, actor.role);
  return scope === null ? countTotals(tx, ask, maxRows) : readKept(tx, ask, actor.role, scope, maxRows);
}

/** More than there are cells beside those of the rows: ever, and each year. */
const OTHER_CELLS_MAX = 1_000;
const tooManyRows = (max: number): Error => invalid({ path: 'by', code: 'TOO_LARGE', params: { max } });

type CellRow = Figures & { scope: string; year: number; month: number; bank_code: string; region_code: string };

async function readKept(tx: Tx, ask: Ask, role: Actor['role'], scope: KeptScope, maxRows: number): Promise<Totals> {
  // The cells that hold the firms of the whole answer, if one of them does.
  const whole = keptScope({ ...ask, by: ['year'] }, role);
  const inRange = (cell: CellRow): boolean => cell.year >= ask.from && cell.year <= ask.to && holdsFilings(cell);
  let query = tx
    .selectFrom('total')
    .select(['scope', 'year', 'month', 'bank_code', 'region_code', ...SUM_COLUMNS, ...FIRM_COLUMNS])
    .where('basis', '=', ask.basis)
    .where(({ or, and, eb }) =>
      or([
        eb('scope', 'in', ['ever', ...(whole ? [whole] : [])]),
        and([eb('scope', '=', scope), eb('year', '>=', ask.from), eb('year', '<=', ask.to)]),
      ]),
    )
    .limit(maxRows + OTHER_CELLS_MAX);
  if (ask.banks) query = query.where('bank_code', 'in', ask.banks);
  if (ask.regions) query = query.where('region_code', 'in', ask.regions);
  const cells = (await query.execute()) as CellRow[];
  const wanted = cells.filter((cell) => cell.scope === scope && inRange(cell));
  const rows = wanted.flatMap((cell) => rowsOf(ask, cell));
  if (rows.length > maxRows || cells.length === maxRows + OTHER_CELLS_MAX) throw tooManyRows(maxRows);
  const total = noFigures();
  for (const cell of wanted) addSums(total, cell);
  copyFirms(total, (whole && distinctFirms(cells, whole, inRange)) ?? (await countFirms(tx, ask)));
  return complete(ask, rows, total);
}

/** The firms of the whole answer, when some kept cell says just that: of one year, or of all the years there are. */
function distinctFirms(
  cells: readonly CellRow[],
  whole: KeptScope,
  inRange: (cell: CellRow) => boolean,
): Figures | null {
  const years = cells.filter((cell) => cell.scope === whole && holdsFilings(cell));
  const within = years.filter(inRange);
  if (within.length <= 1) return within[0] ?? noFigures();
  const ever = cells.find((cell) => cell.scope === 'ever');
  return whole === 'year' && ever && within.length === years.length ? ever : null;
}

const holdsFilings = (cell: Figures): boolean => PARTS.some((part) => cell[`filings_${part}`] > 0n);

function copyFirms(into: Figures, from: Figures): void {
  for (const column of FIRM_COLUMNS) into[column] = from[column];
}

function rowsOf(ask: Ask, cell: CellRow): TotalRow[] {
  const keys = {
    year: cell.year,
    ...(ask.by.includes('month') ? { month: cell.month } : {}),
    ...(ask.by.includes('bank') ? { bank: cell.bank_code } : {}),
    ...(ask.by.includes('region') ? { region: cell.region_code } : {}),
  };
  if (!ask.by.includes('status')) return [{ ...keys, figures: cell }];
  return (Object.keys(PART_OF) as StatusWord[])
    .filter((status) => cell[`filings_${PART_OF[status]}`] > 0n)
    .map((status) => ({ ...keys, status, figures: onlyPart(cell, PART_OF[status]) }));
}

/** Fills in the years in which nothing was filed (by year alone), and puts the rows in order. */
function complete(ask: Ask, rows: TotalRow[], total: Figures): Totals {
  if (ask.by.length === 1) {
    const found = new Map(rows.map((row) => [row.year, row]));
    const years = Array.from({ length: ask.to - ask.from + 1 }, (_, index) => ask.from + index);
    return { rows: years.map((year) => found.get(year) ?? { year, figures: noFigures() }), total };
  }
  const order = (a: string | undefined, b: string | undefined): number =>
    (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0;
  rows.sort(
    (a, b) =>
      a.year - b.year ||
      (a.month ?? 0) - (b.month ?? 0) ||
      order(a.bank, b.bank) ||
      order(a.region, b.region) ||
      order(a.status, b.status),
  );
  return { rows, total };
}

// ---- counted from the filings ----

const COLUMN_OF = { bank: 'bank_code', region: 'region_code', status: 'status' } as const;

function dayOf(ask: Ask): RawBuilder<unknown> {
  return ask.basis === 'filed' ? sql`filed_sort` : sql`disbursed_on`;
}

function matching(ask: Ask): RawBuilder<unknown> {
  const day = dayOf(ask);
  const cut =
    ask.until === null
      ? sql``
      : sql` and extract(month from ${day}) * 100 + extract(day from ${day}) <= ${Number(ask.until.replace('-', ''))}::int`;
  const bank = ask.banks ? sql` and bank_code = any (${ask.banks}::text[])` : sql``;
  const region = ask.regions ? sql` and region_code = any (${ask.regions}::text[])` : sql``;
  return sql`state = 'accepted' and ${day} >= ${`${ask.from}-01-01`}::date and ${day} < ${`${ask.to + 1}-01-01`}::date${cut}${bank}${region}`;
}

/** One bit for each status, so that the statuses of a firm's filings are one number. */
const BIT_OF: Readonly<Record<StatusWord, number>> = { both: 1, highTechOnly: 2, techSmeOnly: 4, neither: 8 };
const BITS = sql.raw(
  `bit_or(case status ${Object.entries(BIT_OF)
    .map(([word, bit]) => `when '${word}' then ${bit}`)
    .join(' ')} end)`,
);
/** For rows that hold `bits`, one row for each firm: distinct firms. */
const FIRM_COUNTS = sql.raw(
  [
    'count(*) as firms',
    `count(*) filter (where bits & ${BIT_OF.both | BIT_OF.highTechOnly} > 0) as firms_high_tech`,
    `count(*) filter (where bits & ${BIT_OF.both | BIT_OF.techSmeOnly} > 0) as firms_tech_sme`,
    ...Object.entries(PART_OF).map(
      ([word, part]) => `count(*) filter (where bits & ${BIT_OF[word as StatusWord]} > 0) as firms_${part}`,
    ),
  ].join(', '),
);
/** For rows that hold `word` (a status), filings, amount, renewals and renewal_amount: sums by status. */
const SUMS = sql.raw(
  (['filings', 'amount', 'renewals', 'renewal_amount'] as const)
    .flatMap((figure) =>
      Object.entries(PART_OF).map(
        ([word, part]) => `coalesce(sum(${figure}) filter (where word = '${word}'), 0)::bigint as ${figure}_${part}`,
      ),
    )
    .join(', '),
);
/** For a count of many filings at once: of a million, the firms of each row fit. */
const COUNTING_MEMORY = '64MB';

/**
 * Counts from the filings: in one pass the sums by status, in another the firms, each with the statuses of its filings.
 *
 * @throws Problem VALIDATION_FAILED (TOO_LARGE at `by`) when there are more than `maxRows` rows
 */
export async function countTotals(tx: Tx, ask: Ask, maxRows = TOTALS_MAX_ROWS): Promise<Totals> {
  const day = dayOf(ask);
  const keys = [
    sql`date_part('year', ${day})::int as year`,
    ...(ask.by.includes('month') ? [sql`date_part('month', ${day})::int as month`] : []),
    ...(['bank', 'region', 'status'] as const)
      .filter((dimension) => ask.by.includes(dimension))
      .map((dimension) => sql.raw(`${COLUMN_OF[dimension]} as ${dimension}`)),
  ];
  const names = sql.raw(ask.by.join(', '));
  const positions = (more: number) =>
    sql.raw(Array.from({ length: keys.length + more }, (_, index) => index + 1).join(', '));
  await sql.raw(`set local work_mem = '${COUNTING_MEMORY}'`).execute(tx);
  const { rows } = await sql<Figures & Omit<TotalRow, 'figures' | 'year'> & { year: number | null }>`
    with sums as (
      select ${sql.join(keys)}, status as word, count(*) as filings, sum(amount_fen) as amount,
        count(*) filter (where renewal) as renewals, coalesce(sum(amount_fen) filter (where renewal), 0) as renewal_amount
      from filing where ${matching(ask)} group by ${positions(1)}),
    held as materialized (select ${sql.join(keys)}, uscc, ${BITS} as bits from filing where ${matching(ask)} group by ${positions(1)})
    (select * from (select ${names}, ${SUMS} from sums group by ${names}) s join (select ${names}, ${FIRM_COUNTS} from held group by ${names}) f using (${names}) limit ${maxRows + 1})
    union all select ${sql.join(ask.by.map(() => sql`null`))}, s.*, f.* from (select ${SUMS} from sums) s
      cross join (select ${FIRM_COUNTS} from (select bit_or(bits) as bits from held group by uscc) ever) f`.execute(tx);
  if (rows.length > maxRows + 1) throw tooManyRows(maxRows);
  const total = rows.find((row) => row.year === null)!;
  return complete(
    ask,
    rows.filter((row) => row.year !== null).map((row) => ({ ...row, year: row.year!, figures: row })),
    total,
  );
}

async function countFirms(tx: Tx, ask: Ask): Promise<Figures> {
  const { rows } =
    await sql<Figures>`select ${FIRM_COUNTS} from (select ${BITS} as bits from filing where ${matching(ask)} group by uscc) ever`.execute(
      tx,
    );
  return { ...noFigures(), ...rows[0]! };
}

/** The names of banks and regions, by code. */
export async function readNames(tx: Tx): Promise<{ banks: Map<string, string>; regions: Map<string, string> }> {
  const banks = await tx.selectFrom('bank').select(['code', 'name']).execute();
  const regions = await tx.selectFrom('region').select(['code', 'name']).execute();
  return {
    banks: new Map(banks.map(({ code, name }) => [code, name])),
    regions: new Map(regions.map(({ code, name }) => [code, name])),
  };
}
