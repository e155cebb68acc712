// XML 1.0 knows no other control characters, and no halves of surrogate pairs.
const IMPOSSIBLE =
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
const NEEDS_CARE = /[&<>"\u0000-\u001f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_/;

/** Text for an element or an attribute. What XML cannot hold becomes U+FFFD. */
export function escapeXml(text: string): string {
  return text.replace(IMPOSSIBLE, '\ufffd').replace(SPECIAL, (character) => ENTITIES[character]!);
}

/** Text for a cell: spreadsheet programs read _x0041_ as an "A", unless the first line is written as _x005F_ itself. */
export function escapeCell(text: string): string {
  return NEEDS_CARE.test(text) ? escapeXml(text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')) : text;
}

/** ASCII's own character for one that cannot be: a control character, which is refused where it stands. */
const SUBSTITUTE = '\u001a';
// In a `u` expression \p{Cs} matches lone surrogates only.
const UNSTORABLE = /[\0\p{Cs}]/gu;

/** What `escapeCell` and spreadsheet programs write for characters that XML cannot hold (_x000D_), and for such texts themselves. */
export function unescapeCell(text: string): string {
  if (!text.includes('_x')) return text;
  return text
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(UNSTORABLE, SUBSTITUTE);
}

/** 0 → A, 25 → Z, 26 → AA. */
export function columnName(index: number): string {
  return index < 26
    ? String.fromCharCode(65 + index)
    : columnName(Math.floor(index / 26) - 1) + String.fromCharCode(65 + (index % 26));
}
