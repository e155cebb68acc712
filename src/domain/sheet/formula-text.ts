/**
 * Text in a spreadsheet that a program would take for a formula: what begins with = + - @ (in full width, too), a tab or
 * a line break. Behind an apostrophe it stays text, wherever the file is opened or saved again.
 */
const LOOKS_LIKE_FORMULA = /^'*[=+\-@＝＋－＠\t\r\n]/;
const NEUTRALISED = /^'+[=+\-@＝＋－＠\t\r\n]/;

/** Puts an apostrophe before what would be run. What begins with apostrophes and such a sign gets one more, so that nothing is lost. */
export function neutralise(text: string): string {
  return LOOKS_LIKE_FORMULA.test(text) ? `'${text}` : text;
}

/** Takes the apostrophe of `neutralise` away again; all other text stays as it is. */
export function restoreNeutralised(text: string): string {
  return NEUTRALISED.test(text) ? text.slice(1) : text;
}
