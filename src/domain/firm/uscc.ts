/**
 * The unified social credit code (统一社会信用代码) of a firm: GB 32100-2015, with the organisation code of
 * GB 11714 as its characters 9 to 17.
 */
import { normaliseKey } from '../values/text.ts';

export const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const SHAPE = /^[0-9ABCDEFGHJKLMNPQRTUWXY]{18}$/;
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
// White space, invisible characters, dashes and the minus sign.
const IGNORED = /[\p{White_Space}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Pd}\u2212]/gu;

export type UsccCheck = 'ok' | 'bad_shape' | 'bad_check_character';

/** The form in which codes are stored and compared: NFKC, without white space and hyphens, upper case. */
export function normaliseUscc(text: string): string {
  if (SHAPE.test(text)) return text;
  return normaliseKey(text, IGNORED);
}

/** Whether a normalised code has 18 characters of the standard's alphabet (which lacks I, O, S, V and Z). */
export function hasUsccShape(code: string): boolean {
  return SHAPE.test(code);
}

/** The 18th (check) character for the first 17: GB 32100-2015, weights 3^(i−1) mod 31. @throws RangeError for invalid input */
export function usccCheckCharacter(first17: string): string {
  if (first17.length !== 17) throw new RangeError('a unified social credit code has 17 characters before its check');
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    const value = USCC_ALPHABET.indexOf(character);
    if (value < 0) throw new RangeError('a character outside the alphabet of GB 32100');
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return USCC_ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** The check character for the first eight of an organisation code: GB 11714, A = 10 … Z = 35. @throws RangeError for invalid input */
export function organisationCheckCharacter(first8: string): string {
  if (!/^[0-9A-Z]{8}$/.test(first8))
    throw new RangeError('an organisation code has 8 digits or letters before its check');
  let sum = 0;
  ORGANISATION_WEIGHTS.forEach((weight, index) => {
    sum += weight * Number.parseInt(first8.charAt(index), 36);
  });
  const check = 11 - (sum % 11);
  if (check === 10) return 'X';
  return check === 11 ? '0' : String(check);
}

/** Checks the shape and the 18th character of a normalised code. Some codes in legal use fail the latter. */
export function checkUscc(code: string): UsccCheck {
  if (!hasUsccShape(code)) return 'bad_shape';
  return usccCheckCharacter(code.slice(0, 17)) === code.charAt(17) ? 'ok' : 'bad_check_character';
}

/** Whether the check character of the organisation code inside (characters 9–17) is valid. */
export function innerCheckFits(code: string): boolean {
  return hasUsccShape(code) && organisationCheckCharacter(code.slice(8, 16)) === code.charAt(16);
}

/** False for 92 (individual business) and 93 (farmers' co-operative), which are not companies. */
export function isCompanyCode(code: string): boolean {
  return !code.startsWith('92') && !code.startsWith('93');
}

/** Composes a valid code from its first eight characters and the eight of the organisation. @throws RangeError for invalid input */
export function composeUscc(prefix8: string, org8: string): string {
  const first17 = prefix8 + org8 + organisationCheckCharacter(org8);
  return first17 + usccCheckCharacter(first17);
}
