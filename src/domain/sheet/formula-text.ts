/**
 * Protection against formula injection: spreadsheet programs read text that begins with = + - @ (also full-width), a tab
 * or a line break as a formula. A leading apostrophe keeps it text.
 */
const LOOKS_LIKE_FORMULA = /^'*[=+\-@＝＋－＠\t\r\n]/;
const NEUTRALISED = /^'+[=+\-@＝＋－＠\t\r\n]/;

/** Adds an apostrophe to text that looks like a formula, also after apostrophes, so that the change can be reversed. */
export function neutralise(text: string): string {
  return LOOKS_LIKE_FORMULA.test(text) ? `'${text}` : text;
}

/** Removes the apostrophe added by `neutralise`; other text is unchanged. */
export function restoreNeutralised(text: string): string {
  return NEUTRALISED.test(text) ? text.slice(1) : text;
}
