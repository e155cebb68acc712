// Characters that XML 1.0 does not allow: control characters and lone surrogates.
const NOT_IN_XML =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const SPECIAL = /[&<>"\r\n\t]/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};
const NEEDS_ESCAPING = /[&<>"\u0000-\u001f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_/;

/** Escapes text for an element or an attribute. Characters that XML does not allow become U+FFFD. */
export function escapeXml(text: string): string {
  return text.replace(NOT_IN_XML, '\ufffd').replace(SPECIAL, (character) => ENTITIES[character]!);
}

/** Escapes text for a cell. Spreadsheet programs read `_x0041_` as "A", so the first underscore is written as `_x005F_`. */
export function escapeCell(text: string): string {
  return NEEDS_ESCAPING.test(text) ? escapeXml(text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')) : text;
}

/** Replaces characters that the database cannot store. As a control character, it makes the validation of the field fail. */
const SUBSTITUTE = '\u001a';
// With the `u` flag, \p{Cs} matches lone surrogates only.
const UNSTORABLE = /[\0\p{Cs}]/gu;

/** Reverses the `_xHHHH_` escapes of spreadsheet programs (`_x000D_`). */
export function unescapeCell(text: string): string {
  if (!text.includes('_x')) return text;
  return text
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(UNSTORABLE, SUBSTITUTE);
}

/** Letters of a column: 0 → A, 25 → Z, 26 → AA. */
export function columnName(index: number): string {
  return index < 26
    ? String.fromCharCode(65 + index)
    : columnName(Math.floor(index / 26) - 1) + String.fromCharCode(65 + (index % 26));
}
