/** Interest rates in per cent a year: internally a whole number of ten-thousandths of a per cent (`rateE4`; 3.45 % = 34500). */

/** 36 per cent a year. */
export const MAX_RATE_E4 = 360_000;

/** One basis point is 0.01 of a per cent. */
export const E4_PER_BASIS_POINT = 100;

const DECIMAL = /^(0|[1-9][0-9]*)(?:\.([0-9]+))?$/;
const MAX_WHOLE_DIGITS = 2;

export type RateError = 'NOT_A_STRING' | 'FORMAT' | 'TOO_MANY_DECIMALS' | 'TOO_LARGE';
export type ParsedRate = { ok: true; rateE4: number } | { ok: false; code: RateError };

/** Parses per cent a year, 0 to 36, from a decimal string with at most four decimals; as strict as `parseAmount`. */
export function parseRate(value: unknown): ParsedRate {
  if (typeof value !== 'string') return { ok: false, code: 'NOT_A_STRING' };
  const match = DECIMAL.exec(value);
  if (match === null) return { ok: false, code: 'FORMAT' };
  const whole = match[1] ?? '';
  const decimals = match[2] ?? '';
  if (decimals.length > 4) return { ok: false, code: 'TOO_MANY_DECIMALS' };
  if (whole.length > MAX_WHOLE_DIGITS) return { ok: false, code: 'TOO_LARGE' };
  const rateE4 = Number(whole + decimals.padEnd(4, '0'));
  return rateE4 > MAX_RATE_E4 ? { ok: false, code: 'TOO_LARGE' } : { ok: true, rateE4 };
}

/** Formats ten-thousandths of a per cent as per cent with two to four decimals: `3.45`, `3.4567`, `4.00`. */
export function formatRate(rateE4: number): string {
  if (!Number.isSafeInteger(rateE4)) throw new RangeError('a rate is a whole number of ten-thousandths of a per cent');
  const digits = String(Math.abs(rateE4)).padStart(5, '0');
  const decimals = digits.slice(-4).replace(/0{1,2}$/, '');
  return `${rateE4 < 0 ? '-' : ''}${digits.slice(0, -4)}.${decimals}`;
}

/**
 * The average of rates weighted by amounts, per cent with four decimals, rounded half up; null where there is no amount.
 *
 * @param amountRate the sum of amount times rate, in fen times ten-thousandths of a per cent
 */
export function averageRate(amountRate: bigint, amountFen: bigint): string | null {
  if (amountFen === 0n) return null;
  const digits = ((2n * amountRate + amountFen) / (2n * amountFen)).toString().padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`;
}
