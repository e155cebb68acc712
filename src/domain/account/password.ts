/**
 * The rules for passwords that need no estimate: length, characters, and the words that count for nothing. How hard a
 * password is to guess is estimated in features/auth/password-strength.ts.
 */
import type { ErrorCode } from '../messages/codes.ts';
import { PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS } from '../limits.ts';
import { codePointLength, holdsForbiddenCharacter } from '../values/text.ts';

/** The password of every account of the demonstration. It is public, so nobody may choose it elsewhere. */
export const DEMO_PASSWORD = 'Zhidai-demo-2026';

/** The form in which passwords are hashed: what looks alike is alike, whatever the input method (width, composition). */
export const normalisedPassword = (password: string): string => password.normalize('NFKC');

export type PasswordFault = Extract<ErrorCode, 'TOO_SHORT' | 'TOO_LONG' | 'CONTROL_CHARACTER'>;

/** The reason why a password is refused whatever its strength, or null. No kind of character is required. */
export function passwordFault(password: string): { code: PasswordFault; params: Record<string, number> } | null {
  // A lone surrogate would be hashed as U+FFFD, so that different passwords would be equal.
  if (holdsForbiddenCharacter(password)) return { code: 'CONTROL_CHARACTER', params: {} };
  const length = codePointLength(normalisedPassword(password));
  if (length < PASSWORD_MIN_CHARACTERS) return { code: 'TOO_SHORT', params: { min: PASSWORD_MIN_CHARACTERS } };
  if (length > PASSWORD_MAX_CHARACTERS) return { code: 'TOO_LONG', params: { max: PASSWORD_MAX_CHARACTERS } };
  return null;
}

const PRODUCT = ['zhidai', '知贷', 'zhidaibeian', '知识价值', '知识价值信用贷款', '科技型企业', '贷款', '备案', '信用'];
const WORD_MIN_CHARACTERS = 2;
const NAME_MAX_CHARACTERS = 24;

/**
 * Words that an attacker tries first against this account, so that they add no strength: the product, the login, the
 * names of person, bank and firm and every part of them, and this year, the last and the next.
 */
export function guessableWords(about: readonly (string | null | undefined)[], year: number): string[] {
  const names = about.flatMap((text) => (text ? [normalisedPassword(text).toLowerCase()] : []));
  const words = names.flatMap((name) => [name, ...name.split(/[^\p{L}\p{N}]+/u), ...partsOf(name)]);
  const years = [year - 1, year, year + 1].map(String);
  return [...new Set([...PRODUCT, ...years, ...words])].filter((word) => word.length >= WORD_MIN_CHARACTERS);
}

/** Every part of the Chinese in a name, which has no blanks between its words. */
function partsOf(name: string): string[] {
  return (name.slice(0, NAME_MAX_CHARACTERS).match(/\p{Script=Han}+/gu) ?? []).flatMap((text) => {
    const characters = [...text];
    return characters.flatMap((_first, from) =>
      characters.slice(from + 1).map((_last, more) => characters.slice(from, from + more + 2).join('')),
    );
  });
}
