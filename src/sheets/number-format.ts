/** What a number format says about the value of a cell. How it shows a number is in xlsx/shown-number.ts. */
import { FORMAT_CODE_MAX_CHARACTERS } from '../domain/limits.ts';

/** The kinds of number formats that the reader distinguishes. */
export type Format = 'date' | 'time' | 'percent' | 'number';

// ECMA-376 part 1, 18.8.30; 27–36 and 50–58 are dates in the Chinese, Japanese and Korean editions.
const DATES = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
const TIMES = new Set([18, 19, 20, 21, 32, 33, 45, 46, 47]);
const PERCENTS = new Set([9, 10]);

/** Formats of a year and month, in the Chinese edition. */
const MONTHS = new Set([17, 27, 36, 50, 52, 57]);

/** Whether a format of dates shows a year and month without a day: yyyy"年"m"月". */
export function showsMonthOnly(id: number, code: string | undefined): boolean {
  if (code === undefined) return MONTHS.has(id);
  const symbols = symbolsOf(code);
  return /[y年]/.test(symbols) && !/[d日]|aaa/.test(symbols);
}

/** @param id numFmtId of the cell's style @param code format code, if the file defines a custom format with this id */
export function formatOf(id: number, code: string | undefined): Format {
  if (code === undefined)
    return DATES.has(id) ? 'date' : TIMES.has(id) ? 'time' : PERCENTS.has(id) ? 'percent' : 'number';
  const symbols = symbolsOf(code);
  if (/general/.test(symbols)) return 'number';
  if (/[yd年月日]|aaa/.test(symbols)) return 'date';
  if (/[hs]/.test(symbols)) return 'time';
  if (symbols.includes('m')) return 'date';
  return symbols.includes('%') ? 'percent' : 'number';
}

/**
 * The first section of a format without quoted, escaped and bracketed text (colours, conditions, languages). The letters
 * of dates and times occur in no other formats then. Elapsed time is in brackets: [h].
 */
const symbolsOf = (code: string): string =>
  code
    .slice(0, FORMAT_CODE_MAX_CHARACTERS)
    .replace(/"[^"]*"|[\\!].|\[(?!h+\]|m+\]|s+\])[^[\]]*\]|_.|\*./gi, '')
    .split(';')[0]!
    .toLowerCase();
