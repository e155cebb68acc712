/**
 * Working days: Monday to Friday, but for the yearly arrangement of public holidays (放假安排). A day that the arrangements
 * do not cover is never guessed.
 */
import { addDays, daysBetween, type Day } from '../values/day.ts';

export const HOLIDAY_KINDS = ['off', 'working'] as const;
export type HolidayKind = (typeof HOLIDAY_KINDS)[number];

/** Days off, or weekend days that are worked instead; both days are inclusive. */
export interface HolidayRow {
  from: Day;
  to: Day;
  kind: HolidayKind;
}

export interface WorkCalendar {
  rows: readonly HolidayRow[];
  /** The last day whose arrangement is entered. The first one is that of the first row. */
  checkedUntil: Day;
}

/** Any Monday. */
const MONDAY = '2024-01-01';

/**
 * The n-th working day after a day: null where it is after `checkedUntil`; `cannot_check` when the calendar does not
 * cover the days from there on.
 */
export function workingDayAfter(calendar: WorkCalendar, day: Day, n: number): Day | null | 'cannot_check' {
  const { first, kinds } = daysOf(calendar);
  let next = addDays(day, 1);
  if (first === null || next < first) return 'cannot_check';
  for (let left = n; next <= calendar.checkedUntil; next = addDays(next, 1)) {
    const kind = kinds.get(next);
    if (kind === 'off' || (kind === undefined && isWeekend(next))) continue;
    left -= 1;
    if (left === 0) return next;
  }
  return null;
}

function isWeekend(day: Day): boolean {
  const sinceMonday = daysBetween(MONDAY, day) % 7;
  return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) >= 5;
}

interface Days {
  readonly first: Day | null;
  readonly kinds: ReadonlyMap<Day, HolidayKind>;
}

const known = new WeakMap<WorkCalendar, Days>();

/** The days of a calendar one by one, computed once. */
function daysOf(calendar: WorkCalendar): Days {
  const found = known.get(calendar);
  if (found) return found;
  const kinds = new Map<Day, HolidayKind>();
  let first: Day | null = null;
  for (const { from, to, kind } of calendar.rows) {
    if (first === null || from < first) first = from;
    for (let day = from; day <= to; day = addDays(day, 1)) if (kinds.get(day) !== 'working') kinds.set(day, kind);
  }
  const days = { first, kinds };
  known.set(calendar, days);
  return days;
}
