/** Money: Chinese yuan, inside always a whole number of fen as `bigint`, on the wire a decimal string. */

/** The largest amount that one filing may state, in fen: 9,999,999,999.99 yuan. */
export const MAX_AMOUNT_FEN = 999_999_999_999n;

const FORM = /^(0|[1-9][0-9]*)(?:\.([0-9]+))?$/;
const MAX_WHOLE_DIGITS = 10;

export type AmountFault = 'NOT_A_STRING' | 'FORMAT' | 'TOO_MANY_DECIMALS' | 'ZERO' | 'TOO_LARGE';
export type ParsedAmount = { ok: true; fen: bigint } | { ok: false; code: AmountFault };

/**
 * Reads yuan from a decimal string with at most two places. Numbers are refused, for a float has lost its fen before
 * it arrives; so are signs, exponents, separators, leading zeros, white space and full-width digits.
 */
export function parseAmount(value: unknown): ParsedAmount {
  if (typeof value !== 'string') return { ok: false, code: 'NOT_A_STRING' };
  const match = FORM.exec(value);
  if (match === null) return { ok: false, code: 'FORMAT' };
  const whole = match[1] ?? '';
  const decimals = match[2] ?? '';
  if (decimals.length > 2) return { ok: false, code: 'TOO_MANY_DECIMALS' };
  // Before BigInt, whose cost grows with the square of the digits.
  if (whole.length > MAX_WHOLE_DIGITS) return { ok: false, code: 'TOO_LARGE' };
  const fen = BigInt(whole + decimals.padEnd(2, '0'));
  return fen === 0n ? { ok: false, code: 'ZERO' } : { ok: true, fen };
}

/** Fen → yuan with exactly two places, `"3000000.00"`; sums and differences may be zero or negative. */
export function formatAmount(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
