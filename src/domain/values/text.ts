/**
 * Cleaning of input text, and keys for the comparison of numbers and names. The keys are stored: a change of numberKey
 * or nameKey needs a migration that computes them again.
 */

// White space of Unicode, and invisible characters from spreadsheets and web pages.
const BLANKS = new Set(
  '\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\u180e\u200b\u2060\ufeff',
);
// With the `u` flag, \p{Cs} matches lone surrogates only: a pair is one code point.
const FORBIDDEN = /[\p{Cc}\p{Cs}]/u;
const INVISIBLE = /[\p{White_Space}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const MAX_ROUNDS = 8;
// Fast paths for most texts: ASCII and Chinese characters (without compatibility forms) need no cleaning or normalisation.
const CLEAN_TEXT = /^(?:[\x21-\x7e\u4e00-\u9fff](?:[\x20-\x7e\u4e00-\u9fff]*[\x21-\x7e\u4e00-\u9fff])?)?$/;
const NORMAL_FORM = /^[\x21-\x7e\u4e00-\u9fff]*$/;

export type CleanText = { ok: true; text: string } | { ok: false };

/**
 * Trims Unicode white space, and refuses control characters (Cc, including NUL, line breaks and tabs) and lone surrogates.
 * Does not check the length.
 */
export function cleanText(value: string): CleanText {
  if (CLEAN_TEXT.test(value)) return { ok: true, text: value };
  const text = trimBlanks(value);
  return FORBIDDEN.test(text) ? { ok: false } : { ok: true, text };
}

/** Without blanks at both ends. A loop: a regular expression for blanks at the end takes quadratic time for blanks inside. */
export function trimBlanks(text: string): string {
  let [begin, end] = [0, text.length];
  while (begin < end && BLANKS.has(text[begin]!)) begin += 1;
  while (end > begin && BLANKS.has(text[end - 1]!)) end -= 1;
  return text.slice(begin, end);
}

/** Without the zeros at its end. A loop, for the same reason. */
export function withoutFinalZeros(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === '0') end -= 1;
  return text.slice(0, end);
}

/** Whether the text contains a control character or a lone surrogate. */
export function holdsForbiddenCharacter(text: string): boolean {
  return FORBIDDEN.test(text);
}

/** Length in code points. */
export function codePointLength(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/**
 * Normalises to NFKC, removes the characters that match `drop`, and converts to upper case. The last two steps can create
 * new NFKC compositions, so it is repeated until nothing changes: the result is a fixed point.
 */
export function normaliseKey(text: string, drop: RegExp): string {
  let key = text;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const next = key.normalize('NFKC').replace(drop, '').toUpperCase();
    if (next === key) return key;
    key = next;
  }
  return key;
}

/**
 * Comparison key of a contract, receipt or certificate number: NFKC, without white space and invisible characters,
 * in upper case. It is empty for a text without visible characters, which is not a valid number.
 */
export function numberKey(text: string): string {
  if (NORMAL_FORM.test(text)) return text.toUpperCase();
  return normaliseKey(text, INVISIBLE);
}

/**
 * Comparison key of a firm's name: as `numberKey`, with all kinds of brackets replaced by round ones. NFKC converts
 * full-width round brackets; corner and square brackets occur in text from scanned licences.
 */
export function nameKey(text: string): string {
  return numberKey(text)
    .replace(/[[〔【]/gu, '(')
    .replace(/[\]〕】]/gu, ')');
}
