/**
 * Finds the table in a sheet: header row, fields of the columns, unit of amounts, and total rows. What cannot be found
 * out reliably is asked of the user, never guessed: an amount in the wrong unit would be wrong by a factor of ten
 * thousand.
 */
import type { ReadCell } from './cell.ts';
import { squeeze, valueText } from './cell.ts';
import { TITLE_MAX_CHARACTERS } from '../limits.ts';
import type { AmountUnit, ImportField, ImportKind } from './import-words.ts';
import { currencyOfTitle, unitOfHeading, unitOfLineText, unitOfSheetName, type UnitFound } from './amount-units.ts';
import { rateUnitOf, rateUnitOfHeading, rateUnitOfLine, USUAL_RATE, type RateUnit } from './rate-units.ts';
import { fieldOfHeading, headingKey, rankOfHeading } from './headings.ts';

export interface LayoutRow {
  readonly n: number;
  readonly cells: readonly (ReadCell | undefined)[];
}

export interface LayoutColumn {
  readonly index: number;
  readonly header: string;
  /** The heading by rows: the upper and the lower one where there are two. */
  readonly lines: readonly string[];
  readonly field: ImportField | null;
  readonly by: 'recognised' | 'remembered' | 'given' | null;
}

export interface Layout {
  /** The header row; the upper one of two. */
  readonly headerRow: number;
  /** The first row that can hold data. */
  readonly firstRow: number;
  readonly columns: readonly LayoutColumn[];
  readonly amountUnit: AmountUnit | null;
  /** Whether the unit is that of earlier files, because this one names none. */
  readonly amountUnitRemembered: boolean;
  /** Another currency than the yuan, as the heading or a line names it. */
  readonly currency: string | null;
  /** The column that names the currency of each row. */
  readonly currencyColumn: number | null;
  /** The column that names the unit of each row; null also when the user has given the unit of all. */
  readonly unitColumn: number | null;
  readonly rateUnit: RateUnit;
  /** Fields with several equally usual columns; the user must choose one. */
  readonly duplicates: readonly { readonly field: ImportField; readonly columns: readonly number[] }[];
  /** All text above the table. */
  readonly title: string;
}

/** The name of the sheet, and settings given by the user, now or for earlier files. */
export interface LayoutHints {
  readonly sheetName?: string | undefined;
  readonly headerRow?: number | undefined;
  readonly amountUnit?: AmountUnit | undefined;
  /** Field by column index; null for an unused column. */
  readonly columns?: ReadonlyMap<number, ImportField | null> | undefined;
  /** Mappings given for earlier files of the bank, by heading key. */
  readonly remembered?:
    ReadonlyMap<string, { readonly field: ImportField | null; readonly amountUnit: AmountUnit | null }> | undefined;
  /** The heading chosen among several of one field in earlier files, by `choiceKey`. */
  readonly choices?: ReadonlyMap<string, string> | undefined;
}

/** The key of a choice among these headings; they are those of one field. */
export const choiceKey = (field: ImportField, headers: readonly string[]): string =>
  `columns:${field}:${headers.map(headingKey).sort().join('|')}`;

/** Fields that two tables beside each other both have. One table has one column for each, or two with other headings. */
const MIN_FIELDS_TWICE = 3;

/** The columns in which two tables stand beside each other, by one of the fields that both have; null for one table. */
export function columnsOfTablesBeside({ columns, duplicates }: Layout): readonly number[] | null {
  const keyOf = (index: number): string => headingKey(columns.find((column) => column.index === index)?.header ?? '');
  const twice = duplicates.filter(({ columns: indices }) => new Set(indices.map(keyOf)).size < indices.length);
  return twice.length < MIN_FIELDS_TWICE ? null : twice[0]!.columns;
}

/** How many known headings a header has; an announcement may have but the names of the firms beside a running number. */
const minFields = (kind: ImportKind): number => (kind === 'announcement' ? 1 : 2);

/** Finds the table in the first rows of a sheet; null if no row looks like headings. */
export function findLayout(rows: readonly LayoutRow[], kind: ImportKind, hints: LayoutHints): Layout | null {
  let best: { at: number; depth: 1 | 2; fields: number } | null = null;
  for (let at = 0; at < rows.length; at += 1) {
    if (hints.headerRow !== undefined && rows[at]!.n !== hints.headerRow) continue;
    for (const depth of [1, 2] as const) {
      if (depth === 2 && !canBeSecondHeaderRow(rows[at]!, rows[at + 1])) continue;
      const fields = new Set(
        columnsOf(headersOf(rows, at, depth), kind, hints).flatMap(({ field }) => (field === null ? [] : [field])),
      ).size;
      // With equal results one header row is preferred to two.
      if (best === null || fields > best.fields || (fields === best.fields && depth < best.depth))
        best = { at, depth, fields };
    }
  }
  if (best === null || (best.fields < minFields(kind) && hints.headerRow === undefined)) return null;
  const depth = best.depth === 1 && hasUnitsOnly(rows[best.at + 1]) ? 2 : best.depth;
  return layoutOf(rows, best.at, depth, kind, hints);
}

function layoutOf(rows: readonly LayoutRow[], at: number, depth: 1 | 2, kind: ImportKind, hints: LayoutHints): Layout {
  const columns = resolveDuplicates(columnsOf(headersOf(rows, at, depth), kind, hints), hints.choices);
  const amount = columns.find(({ field }) => field === 'amount');
  const above = rows.slice(0, at).flatMap(({ cells }) => cells.flatMap((cell) => cell?.text ?? []));
  const remembered = amount ? (hints.remembered?.get(headingKey(amount.header))?.amountUnit ?? null) : null;
  const columnOf = (heading: RegExp): number | null =>
    columns.find(({ header, field }) => field === null && heading.test(headingKey(header)))?.index ?? null;
  const currencyColumn = columnOf(CURRENCY_HEADING);
  // 原币 is the currency that the row names.
  const heading = currencyColumn === null ? amount?.header : amount?.header.replace('原币', '');
  const around = [...above.map(unitOfLineText), unitOfSheetName(hints.sheetName ?? ''), ...above.map(currencyOfLoans)];
  const named = unitNamed([
    unitOfHeading(heading ?? ''),
    ...around.filter((one) => currencyColumn === null || one === null || one.currency === null),
  ]);
  const rate = columns.find(({ field }) => field === 'annualRate');
  const rateAbove = above.map(rateUnitOfLine).find((one) => one !== null);
  const duplicates = new Map<ImportField, number[]>();
  for (const { field, index } of columns)
    if (field !== null) duplicates.set(field, [...(duplicates.get(field) ?? []), index]);
  return {
    headerRow: rows[at]!.n,
    firstRow: rows[at]!.n + depth,
    columns,
    amountUnit: hints.amountUnit ?? (named.isNamed ? named.unit : remembered),
    amountUnitRemembered: hints.amountUnit === undefined && !named.isNamed && remembered !== null,
    currency: named.currency,
    currencyColumn,
    unitColumn: hints.amountUnit === undefined ? columnOf(UNIT_HEADING) : null,
    rateUnit: rate ? rateUnitOf(rateUnitOfHeading(rate.header), rateAbove ?? null) : USUAL_RATE,
    duplicates: [...duplicates]
      .filter(([, indices]) => indices.length > 1)
      .map(([field, indices]) => ({ field, columns: indices })),
    title: above.join(' ').slice(0, TITLE_MAX_CHARACTERS),
  };
}

function currencyOfLoans(title: string): UnitFound | null {
  const currency = currencyOfTitle(title);
  return currency === null ? null : { unit: null, currency };
}

const CURRENCY_HEADING = /^(?:(?:贷款|借款|放款|合同)?(?:币种|币别|货币种类|货币)|currency)$/;

const UNIT_HEADING = /^(?:(?:贷款|借款|放款)?金额|货币|计量|计价)?单位$|^(?:amount)?unit$/;

/** The unit and currency that the heading, the lines above and the sheet name. Where they differ the unit is not known. */
function unitNamed(all: readonly (UnitFound | null)[]) {
  const found = all.filter((one) => one !== null);
  const units = new Set(found.filter(({ currency }) => currency === null).map(({ unit }) => unit));
  return {
    isNamed: units.size > 0,
    unit: units.size === 1 ? [...units][0]! : null,
    currency: found.find(({ currency }) => currency !== null)?.currency ?? null,
  };
}

/**
 * Of several columns for one field, keeps the most usual heading, or the one chosen among the same headings before.
 * Equally usual ones all stay, and the user must choose.
 */
function resolveDuplicates(columns: readonly LayoutColumn[], choices: LayoutHints['choices']): LayoutColumn[] {
  const rank = ({ header, lines, field, by }: LayoutColumn): number =>
    // Loan amount, drawdown and amount of a note are different figures, so none is preferred unless the user says so.
    by === 'given' ? -2 : field === 'amount' ? 0 : by === 'remembered' ? -1 : rankOfHeading(header, lines, field!);
  const best = new Map<ImportField, number>();
  const headers = new Map<ImportField, string[]>();
  for (const column of columns) {
    if (column.field === null) continue;
    best.set(column.field, Math.min(best.get(column.field) ?? Infinity, rank(column)));
    headers.set(column.field, [...(headers.get(column.field) ?? []), column.header]);
  }
  return columns.map((column) => {
    const { field, header, by } = column;
    if (field === null) return column;
    const chosen = by === 'given' ? undefined : choices?.get(choiceKey(field, headers.get(field)!));
    const isOther = chosen === undefined ? rank(column) > best.get(field)! : headingKey(header) !== chosen;
    return isOther ? { ...column, field: null, by: null } : column;
  });
}

interface Header {
  readonly index: number;
  readonly upper: string;
  readonly lower: string;
}

/** The headings of each column. An upper heading over several columns is stored in the first of them. */
function headersOf(rows: readonly LayoutRow[], at: number, depth: 1 | 2): Header[] {
  const [upper, lower] = [rows[at]!.cells, depth === 2 ? (rows[at + 1]?.cells ?? []) : []];
  const headers: Header[] = [];
  let over = '';
  for (let index = 0; index < Math.max(upper.length, lower.length); index += 1) {
    const [one, two] = [upper[index]?.text.trim() ?? '', lower[index]?.text.trim() ?? ''];
    if (one !== '') over = one;
    if (one !== '' || two !== '') headers.push({ index, upper: one === '' && two !== '' ? over : one, lower: two });
  }
  return headers;
}

function columnsOf(headers: readonly Header[], kind: ImportKind, hints: LayoutHints): LayoutColumn[] {
  return headers.map(({ index, upper, lower }) => {
    const lines = [upper, lower].filter((text) => text !== '');
    const header = lines.join(' ');
    const given = hints.columns?.get(index);
    if (given !== undefined)
      return { index, header, lines, field: given, by: given === null ? null : ('given' as const) };
    // A field that the user has assigned to a column is not recognised in another one.
    const assigned = new Set([...(hints.columns?.values() ?? [])]);
    const remembered = hints.remembered?.get(headingKey(header));
    const recognised = remembered ? remembered.field : fieldOfHeader(upper, lower, kind);
    const field = recognised !== null && assigned.has(recognised) ? null : recognised;
    return {
      index,
      header,
      lines,
      field,
      by: field === null ? null : remembered ? ('remembered' as const) : ('recognised' as const),
    };
  });
}

function fieldOfHeader(upper: string, lower: string, kind: ImportKind): ImportField | null {
  if (lower === '') return fieldOfHeading(upper, kind);
  return fieldOfHeading(upper + lower, kind) ?? fieldOfHeading(lower, kind) ?? fieldOfHeading(upper, kind);
}

const UNITS_ONLY = /^[（(]?(?:单位[:：]?)?(?:人民币)?(?:亿元|百万元|万元|千元|元|%|‰|bps?|百分比|年)[)）]?$/;

function hasUnitsOnly(row: LayoutRow | undefined): boolean {
  const cells = (row?.cells ?? []).flatMap((cell) => cell ?? []);
  return cells.length > 0 && cells.every((cell) => UNITS_ONLY.test(squeeze(valueText(cell) ?? '')));
}

/** A second header row has words, not figures, and directly follows the first. */
function canBeSecondHeaderRow(first: LayoutRow, second: LayoutRow | undefined): boolean {
  return (
    second !== undefined &&
    second.n === first.n + 1 &&
    second.cells.every((cell) => cell === undefined || (cell.kind === 'text' && !/[0-9]{4}/.test(cell.text)))
  );
}

/** 0 → A, 26 → AA */
export function columnLetters(index: number): string {
  return index < 26
    ? String.fromCharCode(65 + index)
    : columnLetters(Math.floor(index / 26) - 1) + String.fromCharCode(65 + (index % 26));
}

/** A → 0, AA → 26 */
export function columnIndex(letters: string): number {
  return [...letters].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
