/** First and last days of months, for filters. */

const twoDigits = (whole: number): string => String(whole).padStart(2, '0');

/** The last day of a month, by default of the year. */
export const lastDayOf = (year: number, month = 12): string =>
  new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
export const firstDayOf = (year: number, month = 1): string => `${year}-${twoDigits(month)}-01`;
