/**
 * Writes workbooks with the peculiarities of real files, for tests of the reader. It shares no code with the product's
 * writer.
 */
import { strToU8, zipSync, type Zippable } from 'fflate';

/** A cell: text, a number (as in the XML), or the attributes and content of <c>. */
export type XCell = string | number | null | { readonly attributes?: string; readonly inner: string };
export interface XSheet {
  readonly name: string;
  readonly state?: 'hidden' | 'veryHidden';
  readonly rows: readonly (readonly XCell[])[];
  /** The numbers of rows that are hidden, from 1. */
  readonly hidden?: readonly number[];
  readonly after?: string;
}
export interface XBook {
  readonly sheets: readonly XSheet[];
  readonly date1904?: boolean;
  readonly more?: Zippable;
  readonly doctype?: string;
  readonly cutSheet?: boolean;
}

/** Styles by index: 0 general, 1 built-in date, 2 percentage, 3 date with a custom format. */
export const STYLED = { date: ' s="1"', percent: ' s="2"', chineseDate: ' s="3"' } as const;
const STYLES = `<styleSheet xmlns="m"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/></numFmts>
<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="164"/></cellXfs></styleSheet>`;

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const letters = (index: number): string =>
  index < 26
    ? String.fromCharCode(65 + index)
    : letters(Math.floor(index / 26) - 1) + String.fromCharCode(65 + (index % 26));

function cellXml(cell: XCell, place: string, strings: string[]): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === 'object') return `<c r="${place}"${cell.attributes ?? ''}>${cell.inner}</c>`;
  strings.push(cell);
  return `<c r="${place}" t="s"><v>${strings.length - 1}</v></c>`;
}

/** A workbook written part by part, so that it can have any peculiarity of real files. */
export function xlsx(book: XBook): Uint8Array {
  const strings: string[] = [];
  const files: Zippable = {};
  book.sheets.forEach(({ rows, hidden = [], after = '' }, index) => {
    const data = rows
      .map(
        (row, r) =>
          `<row r="${r + 1}"${hidden.includes(r + 1) ? ' hidden="1"' : ''}>${row.map((cell, c) => cellXml(cell, `${letters(c)}${r + 1}`, strings)).join('')}</row>`,
      )
      .join('');
    const xml = `<?xml version="1.0" encoding="UTF-8"?>${book.doctype ?? ''}<worksheet xmlns="m"><sheetData>${data}</sheetData>${after}</worksheet>`;
    files[`xl/worksheets/sheet${index + 1}.xml`] = strToU8(book.cutSheet ? xml.slice(0, -40) : xml);
  });
  const names = book.sheets
    .map(
      ({ name, state }, index) =>
        `<sheet name="${escape(name)}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`,
    )
    .join('');
  files['xl/workbook.xml'] = strToU8(
    `<workbook xmlns="m" xmlns:r="r"><workbookPr${book.date1904 ? ' date1904="1"' : ''}/><sheets>${names}</sheets></workbook>`,
  );
  files['xl/_rels/workbook.xml.rels'] = strToU8(
    `<Relationships xmlns="p">${book.sheets.map((_, index) => `<Relationship Id="rId${index + 1}" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}</Relationships>`,
  );
  files['xl/sharedStrings.xml'] = strToU8(
    `<sst xmlns="m">${strings.map((text) => `<si><r><t xml:space="preserve">${escape(text)}</t></r><rPh sb="0" eb="1"><t>ヨミ</t></rPh></si>`).join('')}</sst>`,
  );
  files['xl/styles.xml'] = strToU8(STYLES);
  return zipSync({ ...files, ...book.more }, { level: 6 });
}
