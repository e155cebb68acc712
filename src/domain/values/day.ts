/**
 * Calendar days as text, `YYYY-MM-DD`, in Asia/Shanghai. Day arithmetic never touches a JavaScript `Date`, whose
 * local midnight moves days; a `Date` is taken in one place only, to say on which Shanghai day an instant falls.
 */

/** A real calendar day, `YYYY-MM-DD`. Days of this form compare rightly with `<` and `>`. */
export type Day = string;
/** A day of any year, `MM-DD`; `02-29` is one. */
export type MonthDay = string;

/** The years that `parseDay` takes: older or later ones are slips of the pen in a register of loans. */
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2999;

const DAY_FORM = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const MONTH_DAY_FORM = /^([0-9]{2})-([0-9]{2})$/;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MS_PER_DAY = 86_400_000;
// UTC+8 without summer time since 1991-09-15. China had summer time from 1986 to 1991, which is left out: the
// registry's instants begin long after.
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

interface Parts {
  year: number;
  month: number;
  dayOfMonth: number;
}

/** Reads a real calendar day of the years 1900 to 2999 in exactly the form YYYY-MM-DD; null for all else. */
export function parseDay(value: unknown): Day | null {
  if (typeof value !== 'string') return null;
  const parts = split(value);
  if (parts === null || parts.year < FIRST_YEAR || parts.year > LAST_YEAR) return null;
  return isReal(parts) ? value : null;
}

/** Reads MM-DD (29 February included: it cuts a year without one after the 28th); null for all else. */
export function parseMonthDay(value: unknown): MonthDay | null {
  if (typeof value !== 'string') return null;
  const match = MONTH_DAY_FORM.exec(value);
  if (match === null) return null;
  return isReal({ year: 2000, month: Number(match[1]), dayOfMonth: Number(match[2]) }) ? value : null;
}

/** The same day `months` later (or earlier), at the latest the last of its month: 2024-02-29 + 36 → 2027-02-28. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, dayOfMonth } = partsOf(day);
  const count = year * 12 + (month - 1) + whole(months);
  const toYear = Math.floor(count / 12);
  const toMonth = count - toYear * 12 + 1;
  return join({ year: toYear, month: toMonth, dayOfMonth: Math.min(dayOfMonth, monthLength(toYear, toMonth)) });
}

/** The day `days` later (or earlier). */
export function addDays(day: Day, days: number): Day {
  return join(fromDayNumber(toDayNumber(partsOf(day)) + whole(days)));
}

/** Days from `from` to `to`: 0 for the same day, negative when `to` is the earlier. */
export function daysBetween(from: Day, to: Day): number {
  return toDayNumber(partsOf(to)) - toDayNumber(partsOf(from));
}

/** The Shanghai day on which an instant falls: 2024-12-31T16:00:00Z → 2025-01-01. Throws RangeError on an invalid Date. */
export function shanghaiDay(instant: Date): Day {
  const ms = instant.getTime();
  if (Number.isNaN(ms)) throw new RangeError('an invalid Date has no day');
  return join(fromDayNumber(Math.floor((ms + SHANGHAI_OFFSET_MS) / MS_PER_DAY)));
}

/** The Shanghai calendar year of an instant. */
export function shanghaiYear(instant: Date): number {
  return yearOf(shanghaiDay(instant));
}

export function yearOf(day: Day): number {
  return partsOf(day).year;
}

function split(text: string): Parts | null {
  const match = DAY_FORM.exec(text);
  if (match === null) return null;
  return { year: Number(match[1]), month: Number(match[2]), dayOfMonth: Number(match[3]) };
}

function partsOf(day: Day): Parts {
  const parts = split(day);
  if (parts === null) throw new RangeError('a day is written YYYY-MM-DD');
  return parts;
}

function join({ year, month, dayOfMonth }: Parts): Day {
  if (year < 1 || year > 9999) throw new RangeError('a day outside the years 1 to 9999');
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`;
}

function whole(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError('days and months are added in whole numbers');
  return value;
}

function isReal({ year, month, dayOfMonth }: Parts): boolean {
  return month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= monthLength(year, month);
}

function monthLength(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

// Days since 1970-01-01 and back, in the proleptic Gregorian calendar. Years begin in March here, so that the leap day
// is the last of its year (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
function toDayNumber({ year, month, dayOfMonth }: Parts): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function fromDayNumber(dayNumber: number): Parts {
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfMonth: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}
