/** Programme rules are dated data: one version per province (or city) and period; and the LPR they refer to. */
import type { Day } from '../values/day.ts';

export const GRADES = ['A', 'B', 'C', 'D', 'E'] as const;
export type Grade = (typeof GRADES)[number];

/** What a broken limit does: refuse the filing, or flag it for review. */
export const ON_BREACH = ['refuse', 'flag'] as const;
export type OnBreach = (typeof ON_BREACH)[number];

/** The limits of a version. One that is absent is "not set": it checks nothing and never reads as passed. */
export interface ProgrammeLimits {
  /** Of one loan, inclusive. */
  amount?: { maxFen: bigint; onBreach: OnBreach } | undefined;
  /** Over the one-year LPR of the day of disbursement, inclusive. */
  rate?: { overLprBasisPoints: number; onBreach: OnBreach } | undefined;
  /** Inclusive, end of month clamped. Beyond the general limit of 36 months nothing is taken in any case. */
  termMonths?: { max: number; onBreach: OnBreach } | undefined;
  /** Months after disbursement in which the loan must be filed, inclusive. */
  filingDeadline?: { months: number; onBreach: OnBreach } | undefined;
  /** The most that a firm of a grade may get in one loan, in fen, inclusive. A grade without a line is not limited. */
  gradeLines?: { lines: Partial<Record<Grade, bigint>>; onBreach: OnBreach } | undefined;
}

export interface ProgrammeVersion {
  code: string;
  name: string;
  /** The leading digits of the GB/T 2260 codes it holds for: `43` a province, `4302` a city, empty the country. */
  regionPrefix: string;
  validFrom: Day;
  /** The last valid day; null while it has no end. */
  validTo: Day | null;
  /** Whether every filing is reviewed by an auditor, flags or none. */
  reviewAll: boolean;
  limits: ProgrammeLimits;
}

/** The version in force in a region on a day: of the longest prefix, then the latest; null when there is none. */
export function programmeOn(
  versions: readonly ProgrammeVersion[],
  regionCode: string,
  day: Day,
): ProgrammeVersion | null {
  let best: ProgrammeVersion | null = null;
  for (const one of versions) {
    if (!regionCode.startsWith(one.regionPrefix) || one.validFrom > day || (one.validTo !== null && one.validTo < day))
      continue;
    if (best === null || before(one, best)) best = one;
  }
  return best;
}

function before(a: ProgrammeVersion, b: ProgrammeVersion): boolean {
  if (a.regionPrefix.length !== b.regionPrefix.length) return a.regionPrefix.length > b.regionPrefix.length;
  return a.validFrom !== b.validFrom ? a.validFrom > b.validFrom : a.code < b.code;
}

export interface LprRow {
  /** In force from this day until the next row. */
  from: Day;
  oneYearE4: number;
  fiveYearE4?: number | null | undefined;
}

export interface LprTable {
  rows: readonly LprRow[];
  /** The last day for which somebody has looked whether a new rate was published. */
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
