/**
 * Calendar days as text, `YYYY-MM-DD`, in Asia/Shanghai. Day arithmetic does not use `Date`, whose days depend on the local
 * time zone; only `shanghaiDay` takes a `Date`.
 */

/** A valid calendar day, `YYYY-MM-DD`. Days can be compared with `<` and `>`. */
export type Day = string;
/** A day of any year, `MM-DD`, including `02-29`. */
export type MonthDay = string;

/** The years that `parseDay` accepts: earlier or later ones are typing errors. */
export const FIRST_YEAR = 1900;
export const LAST_YEAR = 2999;

const DAY_PATTERN = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const MONTH_DAY_PATTERN = /^([0-9]{2})-([0-9]{2})$/;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MS_PER_DAY = 86_400_000;
// UTC+8 without summer time since 1991-09-15. The summer time of 1986 to 1991 is ignored: the registry has no instants
// of that time.
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

interface Parts {
  year: number;
  month: number;
  dayOfMonth: number;
}

/** Parses a calendar day of the years 1900 to 2999 in the form YYYY-MM-DD; null for any other value. */
export function parseDay(value: unknown): Day | null {
  if (typeof value !== 'string') return null;
  const parts = split(value);
  if (parts === null || parts.year < FIRST_YEAR || parts.year > LAST_YEAR) return null;
  return isValidDate(parts) ? value : null;
}

/** Parses MM-DD (including 02-29); null for any other value. */
export function parseMonthDay(value: unknown): MonthDay | null {
  if (typeof value !== 'string') return null;
  const match = MONTH_DAY_PATTERN.exec(value);
  if (match === null) return null;
  return isValidDate({ year: 2000, month: Number(match[1]), dayOfMonth: Number(match[2]) }) ? value : null;
}

/** The same day `months` later (earlier if negative), clamped to the end of the month: 2024-02-29 + 36 → 2027-02-28. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, dayOfMonth } = partsOf(day);
  const count = year * 12 + (month - 1) + wholeNumber(months);
  const toYear = Math.floor(count / 12);
  const toMonth = count - toYear * 12 + 1;
  return join({ year: toYear, month: toMonth, dayOfMonth: Math.min(dayOfMonth, monthLength(toYear, toMonth)) });
}

/** The day `days` later (earlier if negative). */
export function addDays(day: Day, days: number): Day {
  return join(fromDayNumber(toDayNumber(partsOf(day)) + wholeNumber(days)));
}

/** Days from `from` to `to`: 0 for the same day, negative if `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return toDayNumber(partsOf(to)) - toDayNumber(partsOf(from));
}

/** The Shanghai day of an instant: 2024-12-31T16:00:00Z → 2025-01-01. @throws RangeError for an invalid Date */
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
  const match = DAY_PATTERN.exec(text);
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

function wholeNumber(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError('days and months are added in whole numbers');
  return value;
}

function isValidDate({ year, month, dayOfMonth }: Parts): boolean {
  return month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= monthLength(year, month);
}

function monthLength(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

// Conversion to days since 1970-01-01 and back, in the proleptic Gregorian calendar. Years start in March, so that the
// leap day is the last day of a year (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
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
