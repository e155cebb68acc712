/**
 * Cleaning of input text, and keys for the comparison of numbers and names. The keys are stored: a change of numberKey
 * or nameKey needs a migration that computes them again.
 */

// White space at both ends, and invisible characters from spreadsheets and web pages.
const BLANK_ENDS = /^[\p{White_Space}\u180e\u200b\u2060\ufeff]+|[\p{White_Space}\u180e\u200b\u2060\ufeff]+$/gu;
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
  const text = value.replace(BLANK_ENDS, '');
  return FORBIDDEN.test(text) ? { ok: false } : { ok: true, text };
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
