/** Where a table is in a sheet: its headings, what they mean, and which rows are no data. */
import type { ReadCell } from './cell.ts';
import { squeeze } from './cell.ts';
import type { AmountUnit, ImportField, ImportKind } from './import-words.ts';
import { fieldOfHeading, headingKey, rankOfHeading, unitOfLine, unitOfText } from './headings.ts';

export interface LayoutRow {
  readonly n: number;
  readonly cells: readonly (ReadCell | undefined)[];
}

export interface LayoutColumn {
  readonly index: number;
  readonly header: string;
  readonly field: ImportField | null;
  readonly by: 'recognised' | 'remembered' | 'given' | null;
}

export interface Layout {
  /** The row of the headings; of two, the upper one. */
  readonly headerRow: number;
  /** The first row that can hold data. */
  readonly firstRow: number;
  readonly columns: readonly LayoutColumn[];
  readonly amountUnit: AmountUnit | null;
  /** Two columns that look like the same field, where nobody has said which is meant. */
  readonly doubled: readonly { readonly field: ImportField; readonly columns: readonly number[] }[];
  /** Text above the table. */
  readonly title: string;
}

/** What people have said before, or say now. */
export interface Said {
  readonly headerRow?: number | undefined;
  readonly amountUnit?: AmountUnit | undefined;
  /** Index of a column → field, or null for none. */
  readonly columns?: ReadonlyMap<number, ImportField | null> | undefined;
  /** Heading (as compared) → what the bank said that it means. */
  readonly remembered?:
    ReadonlyMap<string, { readonly field: ImportField | null; readonly amountUnit: AmountUnit | null }> | undefined;
}

const MIN_FIELDS = 2;

/** Finds the table among the first rows of a sheet; null when no row looks like headings. */
export function findLayout(rows: readonly LayoutRow[], kind: ImportKind, said: Said): Layout | null {
  let best: { at: number; deep: 1 | 2; fields: number } | null = null;
  for (let at = 0; at < rows.length; at += 1) {
    if (said.headerRow !== undefined && rows[at]!.n !== said.headerRow) continue;
    for (const deep of [1, 2] as const) {
      if (deep === 2 && !canBeSecond(rows[at]!, rows[at + 1])) continue;
      const fields = new Set(
        columnsOf(headersOf(rows, at, deep), kind, said).flatMap(({ field }) => (field === null ? [] : [field])),
      ).size;
      // One row that says it all is no lower half of the row above.
      if (best === null || fields > best.fields || (fields === best.fields && deep < best.deep))
        best = { at, deep, fields };
    }
  }
  if (best === null || (best.fields < MIN_FIELDS && said.headerRow === undefined)) return null;
  const deep = best.deep === 1 && holdsUnitsOnly(rows[best.at + 1]) ? 2 : best.deep;
  return layoutOf(rows, best.at, deep, kind, said);
}

function layoutOf(rows: readonly LayoutRow[], at: number, deep: 1 | 2, kind: ImportKind, said: Said): Layout {
  const columns = mostUsual(columnsOf(headersOf(rows, at, deep), kind, said));
  const amount = columns.find(({ field }) => field === 'amount');
  const above = rows.slice(0, at).flatMap(({ cells }) => cells.flatMap((cell) => cell?.text ?? []));
  const line = above.map(unitOfLine).find((unit) => unit !== null) ?? null;
  const remembered = amount ? said.remembered?.get(headingKey(amount.header))?.amountUnit : undefined;
  const doubled = new Map<ImportField, number[]>();
  for (const { field, index } of columns)
    if (field !== null) doubled.set(field, [...(doubled.get(field) ?? []), index]);
  return {
    headerRow: rows[at]!.n,
    firstRow: rows[at]!.n + deep,
    columns,
    amountUnit: said.amountUnit ?? (amount ? unitOfText(amount.header) : null) ?? line ?? remembered ?? null,
    doubled: [...doubled]
      .filter(([, indices]) => indices.length > 1)
      .map(([field, indices]) => ({ field, columns: indices })),
    title: above.join(' '),
  };
}

/** Where two columns look like the same field, the less usual one is none; as usual as one another, both stay and somebody has to say. */
function mostUsual(columns: readonly LayoutColumn[]): LayoutColumn[] {
  const rank = ({ header, field, by }: LayoutColumn): number =>
    by === 'given' ? -2 : by === 'remembered' ? -1 : rankOfHeading(header, field!);
  const best = new Map<ImportField, number>();
  for (const column of columns)
    if (column.field !== null) best.set(column.field, Math.min(best.get(column.field) ?? Infinity, rank(column)));
  return columns.map((column) =>
    column.field !== null && rank(column) > best.get(column.field)! ? { ...column, field: null, by: null } : column,
  );
}

interface Header {
  readonly index: number;
  readonly upper: string;
  readonly lower: string;
}

/** The headings of each column, of one row or of two. An upper heading over several columns stands in the first of them. */
function headersOf(rows: readonly LayoutRow[], at: number, deep: 1 | 2): Header[] {
  const [upper, lower] = [rows[at]!.cells, deep === 2 ? (rows[at + 1]?.cells ?? []) : []];
  const headers: Header[] = [];
  let over = '';
  for (let index = 0; index < Math.max(upper.length, lower.length); index += 1) {
    const [one, two] = [upper[index]?.text.trim() ?? '', lower[index]?.text.trim() ?? ''];
    if (one !== '') over = one;
    if (one !== '' || two !== '') headers.push({ index, upper: one === '' && two !== '' ? over : one, lower: two });
  }
  return headers;
}

function columnsOf(headers: readonly Header[], kind: ImportKind, said: Said): LayoutColumn[] {
  return headers.map(({ index, upper, lower }) => {
    const header = lower === '' ? upper : upper === '' ? lower : `${upper} ${lower}`;
    const given = said.columns?.get(index);
    if (given !== undefined) return { index, header, field: given, by: given === null ? null : ('given' as const) };
    // A field that somebody has placed elsewhere is not guessed a second time.
    const placed = new Set([...(said.columns?.values() ?? [])]);
    const remembered = said.remembered?.get(headingKey(header));
    const meant = remembered ? remembered.field : meaningOf(upper, lower, kind);
    const field = meant !== null && placed.has(meant) ? null : meant;
    return {
      index,
      header,
      field,
      by: field === null ? null : remembered ? ('remembered' as const) : ('recognised' as const),
    };
  });
}

function meaningOf(upper: string, lower: string, kind: ImportKind): ImportField | null {
  if (lower === '') return fieldOfHeading(upper, kind);
  return fieldOfHeading(upper + lower, kind) ?? fieldOfHeading(lower, kind) ?? fieldOfHeading(upper, kind);
}

const UNITS_ONLY = /^[（(]?(?:单位[:：]?)?(?:亿元|万元|元|%|百分比|年)[)）]?$/;

function holdsUnitsOnly(row: LayoutRow | undefined): boolean {
  const texts = (row?.cells ?? []).flatMap((cell) => cell?.text ?? []);
  return texts.length > 0 && texts.every((text) => UNITS_ONLY.test(squeeze(text)));
}

/** A second row of headings holds words, not figures, and stands directly under the first. */
function canBeSecond(first: LayoutRow, second: LayoutRow | undefined): boolean {
  return (
    second !== undefined &&
    second.n === first.n + 1 &&
    second.cells.every((cell) => cell === undefined || (cell.kind === 'text' && !/[0-9]{4}/.test(cell.text)))
  );
}

const TOTAL = /^(合计|总计|共计|累计|小计|本页合计|本页小计|total|subtotal|grandtotal|sum)([:：].*)?$/i;

/** Whether a row is a total and no data; `sub` when it is one of a part. */
export function totalOf(cells: readonly (ReadCell | undefined)[]): 'total' | 'sub' | null {
  for (const cell of cells.slice(0, 6)) {
    if (cell === undefined || cell.kind !== 'text') continue;
    const match = TOTAL.exec(squeeze(cell.text));
    if (match) return /小计|本页|subtotal/i.test(match[1]!) ? 'sub' : 'total';
  }
  return null;
}

/** 0 → A, 26 → AA */
export function columnLetters(index: number): string {
  return index < 26
    ? String.fromCharCode(65 + index)
    : columnLetters(Math.floor(index / 26) - 1) + String.fromCharCode(65 + (index % 26));
}

export function columnIndex(letters: string): number {
  return [...letters].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
