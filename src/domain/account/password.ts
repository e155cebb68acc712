/** The rule for passwords: length, and complexity as required by 等级保护 2.0 (GB/T 22239-2019). */
import type { ErrorCode } from '../messages/codes.ts';
import { PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS, PASSWORD_MIN_CLASSES } from '../limits.ts';
import { codePointLength, holdsForbiddenCharacter } from '../values/text.ts';

export type PasswordWeakness = Extract<ErrorCode, 'TOO_SHORT' | 'TOO_LONG' | 'CONTROL_CHARACTER' | 'PASSWORD_TOO_WEAK'>;

const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u];

/**
 * The reason why a password is refused, or null. A password has 12 to 128 characters, of at least three of the classes
 * lower case, upper case, digits and others, and does not contain the login (ignoring case).
 */
export function passwordWeakness(password: string, login: string): PasswordWeakness | null {
  // A lone surrogate would be hashed as U+FFFD, so that different passwords would be equal.
  if (holdsForbiddenCharacter(password)) return 'CONTROL_CHARACTER';
  const length = codePointLength(password);
  if (length < PASSWORD_MIN_CHARACTERS) return 'TOO_SHORT';
  if (length > PASSWORD_MAX_CHARACTERS) return 'TOO_LONG';
  const classes = CLASSES.filter((expression) => expression.test(password)).length;
  if (classes < PASSWORD_MIN_CLASSES) return 'PASSWORD_TOO_WEAK';
  const holdsLogin = login !== '' && password.toLowerCase().includes(login.toLowerCase());
  return holdsLogin ? 'PASSWORD_TOO_WEAK' : null;
}
