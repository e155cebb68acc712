/**
 * The cell styles of a workbook: header, title, hint, and two for each kind of column (normal and red). The style
 * numbers are positions in the list of formats; keep both in the same order.
 */
import type { Kind } from './table.ts';

const KINDS: readonly Kind[] = ['text', 'code', 'integer', 'wan', 'yuan', 'rate', 'day', 'instant'];
const TEXT_FORMAT = 49;
const FORMATS: Readonly<Record<Kind, number>> = {
  text: 0,
  code: TEXT_FORMAT,
  integer: 1,
  wan: 164,
  yuan: 4,
  rate: 165,
  day: 166,
  instant: 167,
};
/** Ids from 164 on are custom formats. */
const CUSTOM_FORMATS: Readonly<Record<number, string>> = {
  164: '#,##0.00####',
  165: '0.00##',
  166: 'yyyy-mm-dd',
  167: 'yyyy-mm-dd hh:mm:ss',
};

const FIRST_KIND_STYLE = 4;
export const HEADER_STYLE = 1;
export const TITLE_STYLE = 2;
export const HINT_STYLE = 3;
/** The style of a column's cells; `bad` is red. */
export const styleOf = (kind: Kind, bad: boolean): number => FIRST_KIND_STYLE + KINDS.indexOf(kind) * 2 + (bad ? 1 : 0);

const font = (size: number, more = '', color = '<color theme="1"/>'): string =>
  `<font>${more}<sz val="${size}"/>${color}<name val="等线"/><family val="2"/><charset val="134"/></font>`;
const fill = (rgb: string): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${rgb}"/><bgColor indexed="64"/></patternFill></fill>`;
const thin = (side: string): string => `<${side} style="thin"><color rgb="FFBFBFBF"/></${side}>`;
const xf = (format: number, fontId: number, fillId: number, borderId: number, alignment = ''): string =>
  `<xf numFmtId="${format}" fontId="${fontId}" fillId="${fillId}" borderId="${borderId}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"${alignment === '' ? '/>' : ` applyAlignment="1">${alignment}</xf>`}`;

/** In the order of the style numbers above. */
const cellFormats = [
  xf(0, 0, 0, 0),
  xf(TEXT_FORMAT, 1, 2, 1, '<alignment horizontal="center" vertical="center" wrapText="1"/>'),
  xf(TEXT_FORMAT, 2, 0, 0, '<alignment vertical="center"/>'),
  xf(TEXT_FORMAT, 3, 4, 1, '<alignment vertical="top" wrapText="1"/>'),
  ...KINDS.flatMap((kind) => [xf(FORMATS[kind], 0, 0, 0), xf(FORMATS[kind], 4, 3, 1)]),
];

export const STYLES =
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
  `<numFmts count="${Object.keys(CUSTOM_FORMATS).length}">${Object.entries(CUSTOM_FORMATS)
    .map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`)
    .join('')}</numFmts>` +
  `<fonts count="5">${font(11)}${font(11, '<b/>')}${font(14, '<b/>')}${font(9, '<i/>', '<color rgb="FF7F7F7F"/>')}${font(11, '', '<color rgb="FF9C0006"/>')}</fonts>` +
  `<fills count="5"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fill('FFDDEBF7')}${fill('FFFFC7CE')}${fill('FFF2F2F2')}</fills>` +
  `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${['left', 'right', 'top', 'bottom'].map(thin).join('')}<diagonal/></border></borders>` +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="${cellFormats.length}">${cellFormats.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
