/**
 * Reads totals: sums and distinct firms, from the ledger's cells or counted from filings. Both ways must give the same
 * figures for the same query; tests compare them.
 */
import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '../../data/as-actor.ts';
import type { Tx } from '../../data/database.ts';
import { latestPosting } from '../../data/posting.queries.ts';
import type { StatusWord } from '../../domain/filing/status.ts';
import { TOTALS_MAX_ROWS } from '../../domain/limits.ts';
import { invalid } from '../../http/problem.ts';
import { firmSplit, sumsInCells, type Ask, type Source, type Split } from './totals.ask.ts';
import type { Dimension } from './totals.dto.ts';
import {
  addUp,
  FIRM_MASKS,
  firmsOf,
  NO_FIGURES,
  PART_OF,
  type Figures,
  type Firms,
  type Sums,
} from './totals.figures.ts';

interface Keys {
  readonly year: number;
  readonly month?: number;
  readonly bank?: string;
  readonly region?: string;
  readonly status?: StatusWord;
}
export interface TotalRow extends Keys {
  readonly figures: Figures;
}
export interface Totals {
  readonly rows: TotalRow[];
  readonly total: Figures;
}

/**
 * Reads totals from the cells and pending entries of the ledger where these exist, otherwise counts filings. Requires a
 * snapshot transaction.
 *
 * @param actor null for the system
 * @throws Problem VALIDATION_FAILED (TOO_LARGE at `by`) when there are more than `maxRows` rows
 */
export async function readTotals(
  tx: Tx,
  actor: Pick<Actor, 'role'> | null,
  ask: Ask,
  maxRows = TOTALS_MAX_ROWS,
): Promise<Totals> {
  if (ask.banks?.length === 0 || ask.regions?.length === 0) return complete(ask, [], NO_FIGURES);
  await sql.raw(`set local work_mem = '${COUNTING_MEMORY}'`).execute(tx);
  const source = await sourceOf(tx, ask);
  const cells = sumsInCells(ask, source, actor?.role ?? null);
  const sums = await readSums(tx, ask, cells ? cellSums(ask, source) : countedSums(ask), maxRows);
  const firms = await readFirms(tx, ask, source, actor?.role ?? null);
  const rows = sums.map((row) => {
    const found = firms.rows.get(cellKey(row))!;
    return {
      ...keysOf(ask.by, row),
      figures: { sums: row, firms: row.status ? firmsOf(found, PART_OF[row.status]) : found },
    };
  });
  return complete(ask, rows, { sums: addUp(sums), firms: firms.total });
}

async function sourceOf(tx: Tx, { posting }: Ask): Promise<Source> {
  if (posting === null) return 'live';
  return (await latestPosting(tx))?.no === posting.no ? 'posted' : 'ledger';
}

/** Sorts the rows; in totals by year alone, adds years without filings. */
function complete(ask: Ask, rows: TotalRow[], total: Figures): Totals {
  if (ask.by.length === 1) {
    const found = new Map(rows.map((row) => [row.year, row]));
    const years = Array.from({ length: ask.to - ask.from + 1 }, (_, index) => ask.from + index);
    return { rows: years.map((year) => found.get(year) ?? { year, figures: NO_FIGURES }), total };
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

/** Enough to aggregate the firms of a million filings or pending entries in memory. */
const COUNTING_MEMORY = '64MB';

/** The SQL expression of each dimension over a cell. */
const KEY: Readonly<Record<Dimension, string>> = {
  year: 'period / 100',
  month: 'period % 100',
  bank: 'bank_code',
  region: 'region_code',
  status: 'status',
};
const selecting = (by: readonly Dimension[]): RawBuilder<unknown> =>
  sql.raw(by.map((dimension) => `${KEY[dimension]} as ${dimension}, `).join(''));
const grouping = (by: readonly Dimension[]): RawBuilder<unknown> =>
  sql.raw(by.length === 0 ? '' : `group by ${by.map((_, index) => index + 1).join(', ')}`);
const keysOf = (by: readonly Dimension[], row: Keys): Keys =>
  Object.fromEntries(by.map((dimension) => [dimension, row[dimension]])) as unknown as Keys;

// ---- sums ----

/** The sums of a row over its cells. */
const SUMS = sql.raw(
  [
    ...Object.entries(PART_OF).flatMap(([word, part]) => [
      `coalesce(sum(filings) filter (where status = '${word}'), 0)::bigint as filings_${part}`,
      `coalesce(sum(amount_fen) filter (where status = '${word}'), 0)::bigint as amount_${part}`,
    ]),
    'sum(renewals)::bigint as renewals',
    'sum(renewal_amount_fen)::bigint as renewal_amount',
    'sum(first_loans)::bigint as first_loans',
    'sum(first_loan_amount_fen)::bigint as first_loan_amount',
    'sum(amount_rate)::text as amount_rate',
    'array_agg(distinct bank_code) as banks',
  ].join(', '),
);

async function readSums(tx: Tx, ask: Ask, cells: RawBuilder<unknown>, maxRows: number): Promise<(Keys & Sums)[]> {
  const { rows } = await sql<Keys & Omit<Sums, 'amount_rate'> & { amount_rate: bigint | string }>`
    select ${selecting(ask.by)} ${SUMS} from (${cells}) cell ${grouping(ask.by)} limit ${maxRows + 1}`.execute(tx);
  if (rows.length > maxRows) throw invalid({ path: 'by', code: 'TOO_LARGE', params: { max: maxRows } });
  for (const row of rows) row.amount_rate = BigInt(row.amount_rate);
  return rows as (Keys & Sums)[];
}

/** Cells of sums are always split by bank; those of all banks are added up. */
const sumSplit = (ask: Ask): Split => (ask.by.includes('region') || ask.regions !== null ? 'bank_region' : 'bank');

/** The functions that return cells, as of the last posting or with the pending entries. */
const CELLS = {
  live: { sums: sql.raw('live_sums'), firms: sql.raw('live_firms') },
  posted: { sums: sql.raw('posted_sums'), firms: sql.raw('posted_firms') },
};
const cellsOf = (source: Source) => CELLS[source === 'live' ? 'live' : 'posted'];

function cellSums(ask: Ask, source: Source): RawBuilder<unknown> {
  return sql`select * from ${cellsOf(source).sums}(${ask.basis}, ${grainOf(ask.by)}, ${sumSplit(ask)}) where filings <> 0 and ${ofPeriods(ask)} and ${ofPlaces(ask)}`;
}

function countedSums(ask: Ask): RawBuilder<unknown> {
  return sql`
    select ${periodOf(ask)} as period, bank_code, region_code, status, sum(sign) as filings,
      sum(sign * amount_fen) as amount_fen, coalesce(sum(sign) filter (where renewal), 0) as renewals,
      coalesce(sum(sign * amount_fen) filter (where renewal), 0) as renewal_amount_fen,
      coalesce(sum(sign) filter (where first_loan), 0) as first_loans,
      coalesce(sum(sign * amount_fen) filter (where first_loan), 0) as first_loan_amount_fen,
      sum(sign * amount_fen * annual_rate_e4) as amount_rate
    from (${images(ask)}) image group by 1, 2, 3, 4 having sum(sign) <> 0`;
}

/**
 * What is counted: filings as they stand, or the ledger entries up to the posting, which add up to the filings as they
 * stood.
 */
function images(ask: Ask): RawBuilder<unknown> {
  const columns = sql.raw(
    'uscc, bank_code, region_code, status, filed_on, disbursed_on, renewal, first_loan, amount_fen, annual_rate_e4',
  );
  return ask.posting === null
    ? sql`select ${columns}, 1 as sign from filing where state = 'accepted' and ${matching(ask, 'filed_sort')}`
    : sql`select ${columns}, sign from ledger_entry where posting_no <= ${ask.posting.no}::bigint and ${matching(ask, 'filed_on')}`;
}

// ---- distinct firms ----

/** Counts of firms over rows with `firms` (a number) and `statuses` (the bits of their filings). */
const FIRMS = sql.raw(
  Object.entries(FIRM_MASKS)
    .map(([name, mask]) => `coalesce(sum(firms) filter (where statuses & ${mask} <> 0), 0)::bigint as "${name}"`)
    .join(', '),
);

/** The firms of each row (over all statuses) and of the whole answer. */
async function readFirms(
  tx: Tx,
  ask: Ask,
  source: Source,
  role: Actor['role'] | null,
): Promise<{ rows: ReadonlyMap<string, Firms>; total: Firms }> {
  const by = ask.by.filter((dimension) => dimension !== 'status');
  const split = firmSplit(ask, source, role);
  if (split === null) return countFirms(tx, ask, by);
  const cells = sql`select * from ${cellsOf(source).firms}(${ask.basis}, ${grainOf(by)}, ${split}) where ${ofPeriods(ask)} and ${ofPlaces(ask)}`;
  const { rows } = await sql<Keys & Firms>`
    select ${selecting(by)} ${FIRMS} from (${cells}) cell ${grouping(by)}`.execute(tx);
  return {
    rows: byKeys(rows),
    total: (await totalFromCells(tx, ask, source, role)) ?? (await countFirms(tx, ask, [])).total,
  };
}

const byKeys = (rows: readonly (Keys & Firms)[]): Map<string, Firms> => new Map(rows.map((row) => [cellKey(row), row]));
const cellKey = ({ year, month, bank, region }: Keys): string => `${year} ${month} ${bank} ${region}`;

/** The firms of the whole answer, if cells hold them: for one year, or for all years with filings. Otherwise null. */
async function totalFromCells(tx: Tx, ask: Ask, source: Source, role: Actor['role'] | null): Promise<Firms | null> {
  const split = firmSplit({ ...ask, by: ['year'] }, source, role);
  if (split === null || (ask.from < ask.to && (await hasOtherYears(tx, ask, source)))) return null;
  const { firms } = cellsOf(source);
  const cells =
    ask.from < ask.to
      ? sql`select * from ${firms}('filed', 'ever', ${split}) where ${ofPlaces(ask)}`
      : sql`select * from ${firms}(${ask.basis}, 'year', ${split}) where ${ofPeriods(ask)} and ${ofPlaces(ask)}`;
  const { rows } = await sql<Firms>`select ${FIRMS} from (${cells}) cell`.execute(tx);
  return rows[0]!;
}

async function hasOtherYears(tx: Tx, ask: Ask, source: Source): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from ${cellsOf(source).sums}(${ask.basis}, 'year', ${sumSplit({ ...ask, by: ['year'] })}) where filings <> 0 and not (${ofPeriods(ask)}) and ${ofPlaces(ask)}
    ) as found`.execute(tx);
  return rows[0]!.found;
}

/** Counts the firms of each row and of the whole answer from filings or from the ledger. */
async function countFirms(
  tx: Tx,
  ask: Ask,
  by: readonly Dimension[],
): Promise<{ rows: ReadonlyMap<string, Firms>; total: Firms }> {
  const names = sql.raw(by.map((dimension) => `${dimension}, `).join(''));
  const { rows } = await sql<Keys & Firms & { whole: boolean }>`
    with held as materialized (
      select ${selecting(by)} uscc, bit_or(status_bits(status, first_loan)) as statuses, 1 as firms
      from (${standing(ask)}) f
      group by ${sql.raw([...by, 'uscc'].map((_, index) => index + 1).join(', '))})
    select ${names} ${FIRMS}, false as whole from held ${grouping(by)}
    union all
    select ${sql.raw(by.map(() => 'null, ').join(''))} ${FIRMS}, true from (select bit_or(statuses) as statuses, 1 as firms from held group by uscc) f`.execute(
    tx,
  );
  return {
    rows: byKeys(rows.filter(({ whole }) => !whole)),
    total: rows.find(({ whole }) => whole)!,
  };
}

/** The filings of each firm by what totals tell apart. */
function standing(ask: Ask): RawBuilder<unknown> {
  const columns = sql`select ${periodOf(ask)} as period, bank_code, region_code, status, first_loan, uscc from (${images(ask)}) image`;
  return ask.posting === null ? columns : sql`${columns} group by 1, 2, 3, 4, 5, 6 having sum(sign) > 0`;
}

// ---- conditions on cells, filings and entries ----

const grainOf = (by: readonly Dimension[]): 'year' | 'month' => (by.includes('month') ? 'month' : 'year');

const ofPeriods = (ask: Ask): RawBuilder<unknown> =>
  sql`period between ${ask.from * 100}::int and ${ask.to * 100 + 99}::int`;

function ofPlaces(ask: Ask): RawBuilder<unknown> {
  const bank = ask.banks ? sql`bank_code = any (${ask.banks}::text[])` : sql`true`;
  const region = ask.regions ? sql`region_code = any (${ask.regions}::text[])` : sql`true`;
  return sql`${bank} and ${region}`;
}

function periodOf(ask: Ask): RawBuilder<unknown> {
  return sql`cell_period(${ask.basis}, ${grainOf(ask.by)}, filed_on, disbursed_on)`;
}

/** @param filedOn the column of the filing day; that of `filing` named here is indexed */
function matching(ask: Ask, filedOn: 'filed_sort' | 'filed_on'): RawBuilder<unknown> {
  const day = ask.basis === 'filed' ? sql.ref(filedOn) : sql`disbursed_on`;
  const cut =
    ask.until === null
      ? sql``
      : sql` and date_part('month', ${day}) * 100 + date_part('day', ${day}) <= ${Number(ask.until.replace('-', ''))}::int`;
  return sql`${day} >= ${`${ask.from}-01-01`}::date and ${day} < ${`${ask.to + 1}-01-01`}::date${cut} and ${ofPlaces(ask)}${ofFirm(ask)}`;
}

const ofFirm = ({ uscc }: Ask): RawBuilder<unknown> => (uscc === null ? sql`` : sql` and uscc = ${uscc}`);

/** The names of banks and regions, by code. */
export async function readNames(tx: Tx): Promise<{ banks: Map<string, string>; regions: Map<string, string> }> {
  const banks = await tx.selectFrom('bank').select(['code', 'name']).execute();
  const regions = await tx.selectFrom('region').select(['code', 'name']).execute();
  return {
    banks: new Map(banks.map(({ code, name }) => [code, name])),
    regions: new Map(regions.map(({ code, name }) => [code, name])),
  };
}
