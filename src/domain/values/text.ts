/** Cleaning of text that came from outside, and the keys by which numbers and names are compared. */

// White space at both ends, and the invisible characters that spreadsheets and web pages leave beside it.
const BLANK_ENDS = /^[\p{White_Space}\u180e\u200b\u2060\ufeff]+|[\p{White_Space}\u180e\u200b\u2060\ufeff]+$/gu;
// In a `u` expression \p{Cs} matches lone surrogates only: a pair is one code point.
const FORBIDDEN = /[\p{Cc}\p{Cs}]/u;
const INVISIBLE = /[\p{White_Space}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const MAX_FOLDS = 8;
// What most texts are; looking for it is much cheaper than all that follows. ASCII, and Chinese characters without their compatibility forms.
const PRINTED = /^(?:[\x21-\x7e\u4e00-\u9fff](?:[\x20-\x7e\u4e00-\u9fff]*[\x21-\x7e\u4e00-\u9fff])?)?$/;
const WITHOUT_FOLDS = /^[\x21-\x7e\u4e00-\u9fff]*$/;

export type CleanText = { ok: true; text: string } | { ok: false };

/**
 * Trims Unicode white space and refuses what no text may hold: NUL, every other control character (Cc; also line
 * breaks and tabs inside the text) and lone surrogates. The length is not judged here.
 */
export function cleanText(value: string): CleanText {
  if (PRINTED.test(value)) return { ok: true, text: value };
  const text = value.replace(BLANK_ENDS, '');
  return FORBIDDEN.test(text) ? { ok: false } : { ok: true, text };
}

/** Whether the text holds a control character or a lone surrogate. */
export function holdsForbiddenCharacter(text: string): boolean {
  return FORBIDDEN.test(text);
}

/** Length as people count it: code points, not UTF-16 units. */
export function codePointLength(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/**
 * NFKC, without the characters that `drop` matches, in upper case. Dropping and upper-casing can make new NFKC
 * compositions, so it is repeated until nothing changes: a key of a key is the key itself.
 */
export function foldKey(text: string, drop: RegExp): string {
  let key = text;
  for (let fold = 0; fold < MAX_FOLDS; fold += 1) {
    const next = key.normalize('NFKC').replace(drop, '').toUpperCase();
    if (next === key) return key;
    key = next;
  }
  return key;
}

/**
 * Comparison key of a contract, receipt or certificate number: NFKC, without white space and invisible characters,
 * in upper case. It is empty for a text of invisible characters alone; such a text is no number.
 */
export function numberKey(text: string): string {
  if (WITHOUT_FOLDS.test(text)) return text.toUpperCase();
  return foldKey(text, INVISIBLE);
}

/**
 * Comparison key of a firm's name: as `numberKey`, and all kinds of brackets are one kind. NFKC already makes
 * full-width round brackets half-width; the corner and square ones come from scanned licences.
 */
export function nameKey(text: string): string {
  return numberKey(text)
    .replace(/[[〔【]/gu, '(')
    .replace(/[\]〕】]/gu, ')');
}
