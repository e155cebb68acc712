/**
 * Days as `YYYY-MM-DD` and instants, both in Asia/Shanghai whatever the time zone of the browser. It must read days as
 * the service does (src/domain/values/day.ts).
 */

const CLOCK = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });
const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** `2026-06-15 10:00` */
export const formatInstant = (instant: string): string => CLOCK.format(new Date(instant));
export const today = (): string => DAY.format(new Date());

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const lengthOf = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
const join = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** A valid day of the years 1900 to 2999, or null. */
export function validDay(year: number, month: number, day: number): string | null {
  return year >= 1900 && year <= 2999 && month >= 1 && month <= 12 && day >= 1 && day <= lengthOf(year, month)
    ? join(year, month, day)
    : null;
}

/**
 * Parses 2026-03-15, 2026.3.15, 2026/3/15, 2026年3月15日, 20260315, and 3-15 or 0315 in the year of `near`. Null when it
 * is no day.
 */
export function parseDay(text: string, near: string): string | null {
  const normalised = text.normalize('NFKC').trim();
  const full =
    /^(\d{4})(\d{2})(\d{2})$/.exec(normalised) ??
    /^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$/.exec(normalised);
  if (full) return validDay(Number(full[1]), Number(full[2]), Number(full[3]));
  const short = /^(\d{2})(\d{2})$/.exec(normalised) ?? /^(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$/.exec(normalised);
  return short ? validDay(Number(near.slice(0, 4)), Number(short[1]), Number(short[2])) : null;
}

/** The same day `months` later, clamped to the end of the month: 2024-02-29 + 36 → 2027-02-28. */
export function addMonths(day: string, months: number): string {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(count / 12), (count % 12) + 1];
  return join(year, month, Math.min(Number(day.slice(8)), lengthOf(year, month)));
}
