/** A worksheet as a stream of XML. Rows are written as they arrive: nothing but comments may be collected in memory. */
import { cellXml, textXml } from './cell-xml.ts';
import type { CellComment } from './cell-comments.ts';
import { HEADER_STYLE, HINT_STYLE, styleOf, TITLE_STYLE } from './styles.ts';
import { isMarked, type Column, type Row, type Sheet } from './table.ts';
import { columnName, escapeXml } from './xml.ts';

export const SHEET_MAX_ROWS = 1_048_576;
const INLINE_LIST_MAX_CHARACTERS = 255;
const PROMPT_MAX_CHARACTERS = 255;
/** Number of rows with drop-downs and prompts. */
const ASSISTED_ROWS = 10_000;

/** For columns whose choices are on the hidden sheet of lists: their range there. */
export type ListRanges = ReadonlyMap<Column, string>;

/** Whether the choices of a drop-down must be on the hidden sheet: an inline list is comma-separated and has at most 255 characters. */
export function needsListSheet(choices: readonly string[]): boolean {
  return choices.some((choice) => /[,"]/.test(choice)) || choices.join(',').length > INLINE_LIST_MAX_CHARACTERS;
}

/** One worksheet, with at most `maxRows` rows of its source. */
export interface SheetPart {
  readonly sheet: Sheet;
  readonly rows: RowSource;
  readonly maxRows: number;
  readonly selected: boolean;
  readonly lists: ListRanges;
  /** Output: the comments of the cells written, at most `commentsMax`. */
  readonly comments: CellComment[];
  readonly commentsMax: number;
}

/** Rows of a sheet; what one worksheet does not take is left for the next. */
export class RowSource {
  readonly #iterator: AsyncIterator<readonly Row[]> | Iterator<readonly Row[]>;
  #pending: readonly Row[] = [];
  #ended = false;

  constructor(rows: Sheet['rows']) {
    this.#iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  }

  /** At most `max` rows; empty at the end. */
  async next(max: number): Promise<readonly Row[]> {
    await this.#fetch();
    const taken = this.#pending.length <= max ? this.#pending : this.#pending.slice(0, max);
    this.#pending = this.#pending.slice(taken.length);
    return taken;
  }

  async isAtEnd(): Promise<boolean> {
    await this.#fetch();
    return this.#pending.length === 0;
  }

  /** Stops the generator of the rows, so that it can end its transaction. */
  async close(): Promise<void> {
    if (!this.#ended) await this.#iterator.return?.();
    this.#ended = true;
  }

  /** Fetches the next batch that is not empty, unless rows are pending. */
  async #fetch(): Promise<void> {
    while (this.#pending.length === 0 && !this.#ended) {
      const { done, value } = await this.#iterator.next();
      if (done) this.#ended = true;
      else this.#pending = value;
    }
  }
}

/** The worksheet as pieces of XML, one per batch of rows. */
export async function* sheetXml(part: SheetPart): AsyncGenerator<string> {
  const { sheet, rows, maxRows, lists, comments, commentsMax } = part;
  const names = sheet.columns.map((_, index) => columnName(index));
  const head = headRows(sheet, names);
  yield (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
    `<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView${part.selected ? ' tabSelected="1"' : ''} workbookViewId="0">${frozenPane(sheet.withoutHeader ? 0 : head.length)}</sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="15"/>${columnsXml(sheet.columns)}<sheetData>${head.join('')}`
  );
  const writer = rowWriter(sheet.columns, names, comments, commentsMax);
  const first = head.length + 1;
  let number = head.length;
  while (number - head.length < maxRows) {
    const batch = await rows.next(maxRows - (number - head.length));
    if (batch.length === 0) break;
    let text = '';
    for (const row of batch) text += writer(row, ++number);
    yield text;
  }
  const filter =
    sheet.withoutHeader || number < first || names.length === 0
      ? ''
      : `<autoFilter ref="A${head.length}:${names.at(-1)!}${number}"/>`;
  yield (
    `</sheetData>${filter}${validations(sheet.columns, names, first, lists)}` +
    `<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>` +
    `${comments.length > 0 ? '<legacyDrawing r:id="rId1"/>' : ''}</worksheet>`
  );
}

function frozenPane(rows: number): string {
  if (rows === 0) return '';
  const cell = `A${rows + 1}`;
  return `<pane ySplit="${rows}" topLeftCell="${cell}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="${cell}" sqref="${cell}"/>`;
}

const DEFAULT_WIDTH = 14;

function columnsXml(columns: readonly Column[]): string {
  if (columns.length === 0) return '';
  return `<cols>${columns
    .map(
      ({ kind, width }, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${width ?? DEFAULT_WIDTH}" style="${styleOf(kind, false)}" customWidth="1"/>`,
    )
    .join('')}</cols>`;
}

function headRows(sheet: Sheet, names: readonly string[]): string[] {
  const line = (texts: readonly string[], number: number, style: number, more = ''): string =>
    `<row r="${number}"${more}>${texts.map((text, index) => (text === '' ? '' : textXml(`${names[index] ?? columnName(index)}${number}`, style, text))).join('')}</row>`;
  const above = (sheet.above ?? []).map(({ look, cells }, index) =>
    look === 'title'
      ? line(cells, index + 1, TITLE_STYLE, ' ht="24" customHeight="1"')
      : line(cells, index + 1, HINT_STYLE, ' ht="40" customHeight="1"'),
  );
  return sheet.withoutHeader
    ? above
    : [
        ...above,
        line(
          sheet.columns.map(({ title }) => title),
          above.length + 1,
          HEADER_STYLE,
          ' ht="30" customHeight="1"',
        ),
      ];
}

/** Returns a function that formats a row as XML and appends its comments to `comments`. */
function rowWriter(
  columns: readonly Column[],
  names: readonly string[],
  comments: CellComment[],
  commentsMax: number,
): (row: Row, number: number) => string {
  const kinds = columns.map(({ kind }) => kind);
  const [normal, red] = [kinds.map((kind) => styleOf(kind, false)), kinds.map((kind) => styleOf(kind, true))];
  return (row, number) => {
    let text = `<row r="${number}">`;
    for (let index = 0; index < kinds.length; index++) {
      const cell = row[index] ?? null;
      const ref = names[index]! + number;
      if (!isMarked(cell)) {
        text += cellXml(ref, kinds[index]!, normal[index]!, cell, false);
        continue;
      }
      text += cellXml(ref, kinds[index]!, (cell.bad ? red : normal)[index]!, cell.value, true);
      if (cell.comment !== undefined && comments.length < commentsMax)
        comments.push({ row: number, column: index, ref, text: cell.comment });
    }
    return `${text}</row>`;
  };
}

function validations(columns: readonly Column[], names: readonly string[], first: number, lists: ListRanges): string {
  const rules = columns.flatMap((column, index) => {
    const { choices, prompt, title } = column;
    if (choices === undefined && prompt === undefined) return [];
    const hint =
      prompt === undefined
        ? ''
        : ` showInputMessage="1" promptTitle="${escapeXml(title.slice(0, 32))}" prompt="${escapeXml(prompt.slice(0, PROMPT_MAX_CHARACTERS))}"`;
    const range = `sqref="${names[index]}${first}:${names[index]}${first + ASSISTED_ROWS - 1}"`;
    if (choices === undefined) return [`<dataValidation allowBlank="1"${hint} ${range}/>`];
    const formula = lists.get(column) ?? `"${choices.join(',')}"`;
    return [
      `<dataValidation type="list" allowBlank="1" showErrorMessage="1"${hint} ${range}><formula1>${escapeXml(formula)}</formula1></dataValidation>`,
    ];
  });
  return rules.length === 0 ? '' : `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`;
}
