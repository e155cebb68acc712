/** The loan prime rate (LPR), as a table of days and rates. A day that the table does not cover is never guessed. */
import { addMonths, type Day } from '../values/day.ts';

export interface LprRow {
  /** The rates apply from this day until that of the next row. */
  from: Day;
  oneYearE4: number;
  fiveYearE4?: number | null | undefined;
}

export interface LprTable {
  rows: readonly LprRow[];
  /** The last day for which the publication of new rates was checked. */
  checkedUntil: Day;
}

/** The two rates that are published: for one year, and for five years and more. */
export const LPR_TENORS = ['oneYear', 'fiveYear'] as const;
export type LprTenor = (typeof LPR_TENORS)[number];

/** The rate that a programme compares with: one of the two, or that of the loan's own term. */
export const BENCHMARKS = [...LPR_TENORS, 'byTerm'] as const;
export type Benchmark = (typeof BENCHMARKS)[number];

/** From this term on a loan is compared with the rate for five years and more. */
const FIVE_YEARS_MONTHS = 60;

/** The rate that is the benchmark of a loan. Between one and five years banks may choose; the rate for one year counts. */
export function tenorOf(benchmark: Benchmark, disbursedOn: Day, dueOn: Day): LprTenor {
  if (benchmark !== 'byTerm') return benchmark;
  return dueOn >= addMonths(disbursedOn, FIVE_YEARS_MONTHS) ? 'fiveYear' : 'oneYear';
}

/** The LPR of a day, in ten-thousandths of a per cent; `cannot_check` before the table, after `checkedUntil`, and for a rate that it lacks. */
export function lprOn(table: LprTable, day: Day, tenor: LprTenor): number | 'cannot_check' {
  if (day > table.checkedUntil) return 'cannot_check';
  let latest: LprRow | null = null;
  for (const row of table.rows) {
    if (row.from <= day && (latest === null || row.from > latest.from)) latest = row;
  }
  return (tenor === 'oneYear' ? latest?.oneYearE4 : latest?.fiveYearE4) ?? 'cannot_check';
}
