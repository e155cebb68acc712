/** Tries a pattern of certificate numbers as the service does (src/domain/firm/qualification-kind.ts). */
import { NUMBER_PATTERN_FORM, NUMBER_PATTERN_REFUSED } from '../shared/kind-rules.ts';

/** The pattern as an expression; null if the service would refuse it. */
function expressionOf(pattern: string): RegExp | null {
  if (!NUMBER_PATTERN_FORM.test(pattern) || NUMBER_PATTERN_REFUSED.test(pattern)) return null;
  try {
    return new RegExp(`^(?:${pattern.slice(1, -1)})$`);
  } catch {
    return null;
  }
}

export const isNumberPattern = (pattern: string): boolean => expressionOf(pattern) !== null;

/** A number as it is stored: half-width, without white space, in upper case. */
const stored = (number: string): string =>
  number
    .normalize('NFKC')
    .replaceAll(/[\p{White_Space}\p{Cf}]/gu, '')
    .toUpperCase();

/** Whether a number has the form; null if the pattern would be refused. */
export const numberFits = (pattern: string, number: string): boolean | null =>
  expressionOf(pattern)?.test(stored(number)) ?? null;
