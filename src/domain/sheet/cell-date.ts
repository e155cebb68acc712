/** Reads dates from spreadsheet cells. An ambiguous date is an error for the user to resolve, never a guess. */
import { cellFault, valueText, type CellValue, type ReadCell } from './cell.ts';
import { chineseDigits, chineseNumber } from './chinese-numerals.ts';
import { addDays, parseDay, shanghaiDay, type Day } from '../values/day.ts';

/** The serial numbers of 9999-12-31. */
const [LAST_SERIAL, LAST_SERIAL_1904] = [2_958_465, 2_957_003];

/**
 * The day of a serial number; its fraction is the time of day. Null if out of range. Serial 60 of the 1900 system is
 * 29 February 1900, which did not exist, so earlier serials are offset by one day.
 */
export function dayOfSerial(serialText: string, date1904: boolean): string | null {
  const serial = Math.floor(Number(serialText));
  if (!(serial >= 1 && serial <= (date1904 ? LAST_SERIAL_1904 : LAST_SERIAL)) || (!date1904 && serial === 60))
    return null;
  return date1904 ? addDays('1904-01-01', serial) : addDays(serial < 60 ? '1899-12-31' : '1899-12-30', serial);
}

const SERIAL = /^[0-9]{5}(\.[0-9]+)?$/;
/** Also with the time of day as databases write it. */
const COMPACT = /^([0-9]{4})([0-9]{2})([0-9]{2})(?:[0-9]{6}| ?[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?$/;
const WEEKDAY = '\\s*\\(?(?:星期|周)[一二三四五六日天]\\)?';
const TIME =
  '(?:T|\\s+)(?:[上下]午\\s?)?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]+)?)?|-[0-9]{2}\\.[0-9]{2}\\.[0-9]{2}(?:\\.[0-9]+)?';
const YEAR_FIRST = new RegExp(
  `^([0-9]{4})\\s*[-./年]\\s*([0-9]{1,2})\\s*[-./月]\\s*([0-9]{1,2})(?:\\s*[日号]|\\.)?(?:${WEEKDAY})?(?:${TIME})?$`,
);
/** A month: 2026年3月, 2026-03, 202603 */
const MONTH = /^(?:19|20)[0-9]{2}(?:\s*[-./年]\s*(?:0?[1-9]|1[0-2])\s*月?|0[1-9]|1[0-2])$/;
const DASHES = /[‐‑‒–—―−]/g;
/** 二〇二六年三月十五日 */
const IN_NUMERALS =
  /^([零〇○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]$/;
const YEAR_LAST = /^([0-9]{1,2})\s*[-./]\s*([0-9]{1,2})\s*[-./]\s*([0-9]{4})$/;
/** ISO 8601 and what databases make of it: a day, and behind it a time of day with or without a zone. */
const ISO =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]\s*([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)(?:[.,][0-9]+)?\s*(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?$/i;

/**
 * The day of an ISO 8601 date or instant; null if it is none. With a zone it is the day in Shanghai, without one the day
 * that is written.
 */
export function isoDay(text: string): Day | null {
  const match = ISO.exec(text);
  if (match === null) return null;
  const [, day = '', time = '', zone] = match;
  if (zone === undefined) return parseDay(day);
  if (parseDay(day) === null) return null;
  const offset = /^z$/i.test(zone) ? 'Z' : `${zone.slice(0, 3)}:${zone.length > 3 ? zone.slice(-2) : '00'}`;
  const instant = new Date(`${day}T${time.padStart(time.length < 6 ? 5 : 8, '0')}${offset}`);
  return Number.isNaN(instant.getTime()) ? null : inRange(shanghaiDay(instant));
}

/**
 * Reads a day: 2024.3.5, 2024/3/5, 20240305, 2024年3月5日, also followed by a weekday or a time of day; a serial number;
 * or an instant, converted to Shanghai time. A date with the year last is refused if it is ambiguous.
 */
export function dayOfCell(cell: ReadCell, date1904: boolean): CellValue<Day> {
  // Inner white space stays, because it separates the day from the time of day.
  const trimmed = (valueText(cell) ?? '').normalize('NFKC').replace(DASHES, '-').trim();
  const month = cell.kind === 'date' ? cell.shown : MONTH.test(trimmed) ? trimmed : undefined;
  if (month !== undefined) return cellFault('DAY_NOT_STATED', { value: month });
  if (cell.kind === 'date') return dayOrFault(parseDay(trimmed));
  if (SERIAL.test(trimmed)) return dayOrFault(inRange(dayOfSerial(trimmed, date1904)));
  if (ISO.exec(trimmed)?.[3] !== undefined) return dayOrFault(isoDay(trimmed));
  const match = COMPACT.exec(trimmed) ?? YEAR_FIRST.exec(trimmed);
  if (match) return yearFirst(match[1]!, match[2]!, match[3]!);
  const [, year, inYear = '', inMonth = ''] = IN_NUMERALS.exec(trimmed) ?? [];
  if (year !== undefined)
    return dayOrFault(dayOf(chineseDigits(year), `${chineseNumber(inYear)}`, `${chineseNumber(inMonth)}`));
  const last = YEAR_LAST.exec(trimmed);
  return last ? yearLast(last[3]!, last[1]!, last[2]!) : cellFault('NOT_A_DATE');
}

const inRange = (day: Day | null): Day | null => (day === null ? null : parseDay(day));
const dayOrFault = (day: Day | null): CellValue<Day> =>
  day === null ? cellFault('NOT_A_DATE') : { ok: true, value: day };
const dayOf = (year: string, month: string, day: string): Day | null =>
  parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);

function yearFirst(year: string, month: string, day: string): CellValue<Day> {
  const parsed = dayOf(year, month, day);
  if (parsed !== null) return { ok: true, value: parsed };
  const swapped = dayOf(year, day, month);
  return swapped === null
    ? cellFault('NOT_A_DATE')
    : cellFault('NOT_A_DATE', undefined, { value: swapped, why: 'DAY_MONTH' });
}

function yearLast(year: string, one: string, two: string): CellValue<Day> {
  const [monthFirst, dayFirst] = [dayOf(year, one, two), dayOf(year, two, one)];
  if (monthFirst !== null && dayFirst !== null && monthFirst !== dayFirst) {
    return cellFault(
      'AMBIGUOUS_DATE',
      { first: monthFirst, second: dayFirst },
      { value: monthFirst, why: 'DAY_MONTH' },
    );
  }
  return dayOrFault(monthFirst ?? dayFirst);
}

/** The date with day and month swapped; null if that is no date, or the same one. */
export function swapDayAndMonth(day: Day): Day | null {
  const [year = '', month = '', dayOfMonth = ''] = day.split('-');
  const swapped = dayOf(year, dayOfMonth, month);
  return swapped === day ? null : swapped;
}
