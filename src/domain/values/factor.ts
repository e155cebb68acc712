/** Factors such as 1.5 (of a benchmark rate): internally a whole number of hundredths (`factorE2`; 1.5 = 150). */

/** 10 times. */
export const MAX_FACTOR_E2 = 1000;
/** What one is in hundredths. */
export const E2_PER_ONE = 100;

const FACTOR = /^(0|[1-9][0-9]?)(?:\.([0-9]{1,9}))?$/;

export type ParsedFactor =
  | { ok: true; factorE2: number }
  | { ok: false; code: 'NOT_A_STRING' | 'FORMAT' | 'TOO_MANY_DECIMALS' | 'ZERO' | 'TOO_LARGE' };

/** Parses a factor above 0 and up to 10 with at most two decimals, from a decimal string or a JSON number. */
export function parseFactor(value: unknown): ParsedFactor {
  if (typeof value !== 'string' && typeof value !== 'number') return { ok: false, code: 'NOT_A_STRING' };
  const match = FACTOR.exec(String(value));
  if (match === null) return { ok: false, code: 'FORMAT' };
  const [, whole = '', decimals = ''] = match;
  if (decimals.length > 2) return { ok: false, code: 'TOO_MANY_DECIMALS' };
  const factorE2 = Number(whole + decimals.padEnd(2, '0'));
  if (factorE2 === 0) return { ok: false, code: 'ZERO' };
  return factorE2 > MAX_FACTOR_E2 ? { ok: false, code: 'TOO_LARGE' } : { ok: true, factorE2 };
}

/** Formats hundredths without superfluous zeros: `1.5`, `1.25`, `2`. */
export const formatFactor = (factorE2: number): string => String(factorE2 / E2_PER_ONE);
