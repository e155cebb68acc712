/** Suggestions for a mistyped unified social credit code. They are only offered, never applied without the user. */
import { checkUscc, innerCheckFits, USCC_ALPHABET } from './uscc.ts';

/** Letters that the alphabet lacks, and the digits that they are taken for. */
const LOOKALIKES: Readonly<Record<string, string>> = { O: '0', I: '1' };

/**
 * The valid codes that differ by one typing error: a wrong character, two adjacent characters swapped, or O and I for 0
 * and 1. Both check characters of a suggestion are valid.
 *
 * @param code normalised; empty result unless it has 18 characters
 */
export function usccsNearby(code: string): string[] {
  if (code.length !== 18 || !/^[0-9A-Z]+$/.test(code)) return [];
  const found = new Set<string>();
  const addIfValid = (candidate: string): void => {
    if (candidate !== code && checkUscc(candidate) === 'ok' && innerCheckFits(candidate)) found.add(candidate);
  };
  // Positions of characters outside the alphabet: one of them is the error.
  const invalid = [...code].flatMap((character, at) => (USCC_ALPHABET.includes(character) ? [] : [at]));
  if (invalid.length > 1) {
    addIfValid(code.replace(/[OI]/g, (letter) => LOOKALIKES[letter]!));
    return [...found];
  }
  for (const at of invalid.length === 1 ? invalid : Array.from({ length: 18 }, (_, index) => index)) {
    for (const character of USCC_ALPHABET) addIfValid(code.slice(0, at) + character + code.slice(at + 1));
  }
  for (let at = 0; at < 17 && invalid.length === 0; at += 1)
    addIfValid(code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2));
  return [...found];
}
