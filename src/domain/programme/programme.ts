/** Versions of the programme rules, one per region and period, and the loan prime rate (LPR) that they refer to. */
import type { Day } from '../values/day.ts';

export const GRADES = ['A', 'B', 'C', 'D', 'E'] as const;
export type Grade = (typeof GRADES)[number];

/** The effect of a breach: the filing is refused, or flagged for review. */
export const ON_BREACH = ['refuse', 'flag'] as const;
export type OnBreach = (typeof ON_BREACH)[number];

/** The limits of a version. An absent limit is "not set", which is not shown as passed. */
export interface ProgrammeLimits {
  /** Of one loan, inclusive. */
  amount?: { maxFen: bigint; onBreach: OnBreach } | undefined;
  /** Over the one-year LPR of the day of disbursement, inclusive. */
  rate?: { overLprBasisPoints: number; onBreach: OnBreach } | undefined;
  /** Months, inclusive, clamped to the end of the month. TERM_MAX_MONTHS applies in any case. */
  termMonths?: { max: number; onBreach: OnBreach } | undefined;
  /** Months after disbursement within which the loan must be filed, inclusive. */
  filingDeadline?: { months: number; onBreach: OnBreach } | undefined;
  /** Maximum of one loan by knowledge grade of the firm, in fen, inclusive. A grade without a line is not limited. */
  gradeLines?: { lines: Partial<Record<Grade, bigint>>; onBreach: OnBreach } | undefined;
}

export interface ProgrammeVersion {
  code: string;
  name: string;
  /** Leading digits of the GB/T 2260 codes of its regions: `43` for a province, `4302` for a city, empty for the country. */
  regionPrefix: string;
  validFrom: Day;
  /** The last valid day; null if there is none. */
  validTo: Day | null;
  /** Whether every filing is reviewed by an auditor, with or without flags. */
  reviewAll: boolean;
  limits: ProgrammeLimits;
}

/** The version that applies in a region on a day: the longest prefix, then the latest start; null if there is none. */
export function programmeOn(
  versions: readonly ProgrammeVersion[],
  regionCode: string,
  day: Day,
): ProgrammeVersion | null {
  let best: ProgrammeVersion | null = null;
  for (const version of versions) {
    const { regionPrefix, validFrom, validTo } = version;
    if (!regionCode.startsWith(regionPrefix) || validFrom > day || (validTo !== null && validTo < day)) continue;
    if (best === null || takesPrecedence(version, best)) best = version;
  }
  return best;
}

function takesPrecedence(a: ProgrammeVersion, b: ProgrammeVersion): boolean {
  if (a.regionPrefix.length !== b.regionPrefix.length) return a.regionPrefix.length > b.regionPrefix.length;
  return a.validFrom !== b.validFrom ? a.validFrom > b.validFrom : a.code < b.code;
}

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
