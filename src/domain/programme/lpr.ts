/** The loan prime rate (LPR), as a table of days and rates. A day that the table does not cover is never guessed. */
import type { Day } from '../values/day.ts';

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

/** The one-year LPR on a day, in ten-thousandths of a per cent; `cannot_check` before the table and after `checkedUntil`. */
export function oneYearLprOn(table: LprTable, day: Day): number | 'cannot_check' {
  if (day > table.checkedUntil) return 'cannot_check';
  let latest: LprRow | null = null;
  for (const row of table.rows) {
    if (row.from <= day && (latest === null || row.from > latest.from)) latest = row;
  }
  return latest === null ? 'cannot_check' : latest.oneYearE4;
}
