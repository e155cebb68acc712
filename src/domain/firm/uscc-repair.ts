/** Codes that a wrong one may have been meant to be. */
import { checkUscc, innerCheckFits, USCC_ALPHABET } from './uscc.ts';

/**
 * The codes one slip away (a wrong character, or two neighbours exchanged) whose two check characters fit.
 *
 * @param code normalised; of 18 characters, right or wrong
 */
export function usccsNearby(code: string): string[] {
  if (code.length !== 18 || !/^[0-9A-Z]+$/.test(code)) return [];
  const found = new Set<string>();
  const look = (candidate: string): void => {
    if (candidate !== code && checkUscc(candidate) === 'ok' && innerCheckFits(candidate)) found.add(candidate);
  };
  const strange = [...code].flatMap((character, at) => (USCC_ALPHABET.includes(character) ? [] : [at]));
  if (strange.length > 1) return [];
  for (const at of strange.length === 1 ? strange : Array.from({ length: 18 }, (_, index) => index)) {
    for (const character of USCC_ALPHABET) look(code.slice(0, at) + character + code.slice(at + 1));
  }
  for (let at = 0; at < 17 && strange.length === 0; at += 1)
    look(code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2));
  return [...found];
}
