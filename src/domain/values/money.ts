/**
 * Money in Chinese yuan: internally a whole number of fen as `bigint`, in the API a decimal string. Money is never a
 * float.
 */

/** Maximum amount of a filing, in fen: 9,999,999,999.99 yuan. */
export const MAX_AMOUNT_FEN = 999_999_999_999n;

const DECIMAL = /^(0|[1-9][0-9]*)(?:\.([0-9]+))?$/;
const MAX_WHOLE_DIGITS = 10;

export type AmountError = 'NOT_A_STRING' | 'FORMAT' | 'TOO_MANY_DECIMALS' | 'ZERO' | 'TOO_LARGE';
export type ParsedAmount = { ok: true; fen: bigint } | { ok: false; code: AmountError };

/**
 * Parses yuan from a decimal string with at most two decimals. JSON numbers are refused, because floating point is inexact.
 * So are signs, exponents, separators, leading zeros, white space and full-width digits.
 */
export function parseAmount(value: unknown): ParsedAmount {
  if (typeof value !== 'string') return { ok: false, code: 'NOT_A_STRING' };
  const match = DECIMAL.exec(value);
  if (match === null) return { ok: false, code: 'FORMAT' };
  const whole = match[1] ?? '';
  const decimals = match[2] ?? '';
  if (decimals.length > 2) return { ok: false, code: 'TOO_MANY_DECIMALS' };
  // Checked before BigInt, whose cost grows with the square of the number of digits.
  if (whole.length > MAX_WHOLE_DIGITS) return { ok: false, code: 'TOO_LARGE' };
  const fen = BigInt(whole + decimals.padEnd(2, '0'));
  return fen === 0n ? { ok: false, code: 'ZERO' } : { ok: true, fen };
}

/** Formats fen as yuan with two decimals, `"3000000.00"`. Zero and negative values are allowed, for sums and differences. */
export function formatAmount(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
