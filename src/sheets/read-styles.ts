/** What a number format makes of a number: only whether it is a date or a percentage matters here. */
export type Format = 'date' | 'percent' | 'number';

// ECMA-376 part 1, 18.8.30; 27–36 and 50–58 are dates in the Chinese, Japanese and Korean editions.
const DATES = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);
const PERCENTS = new Set([9, 10]);

/** @param code the text of a custom format, when the file defines this one */
export function formatOf(id: number, code: string | undefined): Format {
  if (code === undefined) return DATES.has(id) ? 'date' : PERCENTS.has(id) ? 'percent' : 'number';
  // Without what is quoted, escaped or in brackets (colours, conditions, languages), y and d are of dates alone.
  const bare = code
    .replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '')
    .split(';')[0]!
    .toLowerCase();
  if (/[yd年月日]/.test(bare) && !/general/.test(bare)) return 'date';
  return bare.includes('%') ? 'percent' : 'number';
}
