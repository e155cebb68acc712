import { FORMAT_CODE_MAX_CHARACTERS } from '../domain/limits.ts';

/** The kinds of number formats that the reader distinguishes. */
export type Format = 'date' | 'percent' | 'number';

// ECMA-376 part 1, 18.8.30; 27–36 and 50–58 are dates in the Chinese, Japanese and Korean editions.
const DATES = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
const PERCENTS = new Set([9, 10]);

/** @param id numFmtId of the cell's style @param code format code, if the file defines a custom format with this id */
export function formatOf(id: number, code: string | undefined): Format {
  if (code === undefined) return DATES.has(id) ? 'date' : PERCENTS.has(id) ? 'percent' : 'number';
  // Without quoted, escaped and bracketed text (colours, conditions, languages), y and d occur only in date formats.
  const symbols = code
    .slice(0, FORMAT_CODE_MAX_CHARACTERS)
    .replace(/"[^"]*"|\\.|\[[^[\]]*\]|_.|\*./g, '')
    .split(';')[0]!
    .toLowerCase();
  if (/[yd年月日]/.test(symbols) && !/general/.test(symbols)) return 'date';
  return symbols.includes('%') ? 'percent' : 'number';
}
