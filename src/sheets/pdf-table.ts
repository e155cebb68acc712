/**
 * Finds the rows of a table in the pieces of text of a PDF: without page headers and page numbers, with cells that wrap
 * over several lines. Pure; distances are in heights of the font.
 */
import { IMPORT_MAX_COLUMNS } from '../domain/limits.ts';
import { fieldOfHeading } from '../domain/sheet/headings.ts';
import type { Fragment } from './pdf-text.ts';
import { joinLines } from './rows-table.ts';

const SAME_LINE = 0.5;
/** Lines of one cell are not farther apart. */
const WRAP_HEIGHTS = 1.9;
/** A page header or footer is at least so far from the table. */
const FURNITURE_HEIGHTS = 1.8;
/** A cell of a header may have two lines, and is centred beside the others. */
const HEADER_HEIGHTS = 1.6;
const HEADINGS_MIN = 2;
/** `3`, `— 3 —`, `第3页共12页`, `3/12`, without blanks. */
const PAGE_NUMBER = /^[-—–－·•]{0,3}(?:第|page)?[0-9]{1,4}页?[,，/／]?(?:of|共)?[0-9]{0,4}页?[-—–－·•]{0,3}$/i;
const SERIAL = /^(?:序号|编号|no[.]?|#)$/i;

interface Line {
  readonly y: number;
  readonly fragments: readonly Fragment[];
  readonly text: string;
}

/** A row being built: pieces by column, and the heights of its highest and lowest line. */
interface Row {
  readonly page: number;
  readonly cells: Fragment[][];
  top: number;
  bottom: number;
}

function emptyRow(page: number, columns: number): Row {
  return { page, cells: Array.from({ length: columns }, () => []), top: -Infinity, bottom: Infinity };
}

function addTo(row: Row, column: number, fragment: Fragment): void {
  row.cells[column]!.push(fragment);
  row.top = Math.max(row.top, fragment.y);
  row.bottom = Math.min(row.bottom, fragment.y);
}

/** The lines above the table, its headings, its rows and the lines below, as rows of cells. */
export function rowsOfPdf(fragments: readonly Fragment[]): string[][] {
  const pages = pagesOf(fragments);
  const header = findHeader(pages);
  if (header === null) return pages.flatMap(linesOf).map(({ fragments: line }) => line.map(({ text }) => text));
  const bodies = withoutFurniture(pages, header);
  const columns = columnsOf(bodies.flatMap(linesOf), header.cells);
  const headings = rowFrom(header.cells, columns);
  const above = bodies.slice(0, header.page + 1).flatMap((body, page) =>
    linesOf(body)
      .filter(({ y }) => page < header.page || y > header.top)
      .map(({ text }) => [text]),
  );
  const rows = bodies
    .slice(header.page)
    .flatMap((body, index) => rowsOfPage(index > 0 ? body : body.filter(({ y }) => y < header.bottom), columns));
  const key = keyColumn(header, columns);
  return [...above, headings.cells.map(textOf), ...completeRows(rows, key).map(({ cells }) => cells.map(textOf))];
}

function pagesOf(fragments: readonly Fragment[]): Fragment[][] {
  const pages: Fragment[][] = [];
  for (const fragment of fragments) (pages[fragment.page - 1] ??= []).push(fragment);
  return Array.from(pages, (page) => page ?? []);
}

/** The lines of a page from top to bottom. */
function linesOf(page: readonly Fragment[]): Line[] {
  const lines: { y: number; fragments: Fragment[] }[] = [];
  for (const fragment of [...page].sort((a, b) => b.y - a.y)) {
    const line = lines.at(-1);
    if (line !== undefined && line.y - fragment.y < SAME_LINE * fragment.height) line.fragments.push(fragment);
    else lines.push({ y: fragment.y, fragments: [fragment] });
  }
  return lines.map(({ y, fragments }) => {
    const sorted = fragments.sort((a, b) => a.left - b.left);
    return { y, fragments: sorted, text: sorted.map(({ text }) => text).join(' ') };
  });
}

interface Header {
  /** From 0. */
  readonly page: number;
  readonly cells: readonly Fragment[];
  readonly top: number;
  readonly bottom: number;
  /** The texts of its lines: the header may be repeated on every page. */
  readonly lines: ReadonlySet<string>;
}

const isHeading = ({ text }: Fragment): boolean =>
  SERIAL.test(text.replace(/\s/g, '')) || fieldOfHeading(text, 'announcement') !== null;

/** The first line with several known headings, and what stands close to it. */
function findHeader(pages: readonly (readonly Fragment[])[]): Header | null {
  for (const [page, fragments] of pages.entries())
    for (const { y, fragments: line } of linesOf(fragments)) {
      const first = line.find(isHeading);
      if (first === undefined) continue;
      const near = HEADER_HEIGHTS * first.height;
      const band = fragments.filter((one) => Math.abs(one.y - y) < near && !/[0-9]{4}/.test(one.text));
      if (band.length > IMPORT_MAX_COLUMNS || band.filter(isHeading).length < HEADINGS_MIN) continue;
      // A title above the table is not beside the headings, but above them.
      const cells = band.filter((one) => Math.abs(one.y - y) < SAME_LINE * one.height || !overlapsOther(one, line));
      return {
        page,
        cells,
        top: Math.max(...cells.map((cell) => cell.y)),
        bottom: Math.min(...cells.map((cell) => cell.y)),
        lines: new Set(linesOf(cells).map(({ text }) => text)),
      };
    }
  return null;
}

const overlapsOther = (one: Fragment, line: readonly Fragment[]): boolean =>
  line.some((other) => other !== one && other.left < one.right && one.left < other.right);

/** The pages without page numbers, repeated headings and running titles. */
function withoutFurniture(pages: readonly (readonly Fragment[])[], header: Header): Fragment[][] {
  const all = pages.map(linesOf);
  const ofText = new Map<string, number>();
  for (const lines of all)
    for (const { text } of new Set([...lines.slice(0, 3), ...lines.slice(-3)])) {
      ofText.set(text, (ofText.get(text) ?? 0) + 1);
    }
  return all.map((lines, page) => {
    const dropped = new Set<Line>();
    const isRepeated = ({ text }: Line): boolean => page > 0 && (ofText.get(text) ?? 0) > 1;
    for (const line of lines) if (page > header.page && header.lines.has(line.text)) dropped.add(line);
    dropEnd(lines, dropped, isRepeated);
    dropEnd([...lines].reverse(), dropped, isRepeated);
    return pages[page]!.filter((fragment) => ![...dropped].some(({ fragments }) => fragments.includes(fragment)));
  });
}

/** Drops lines at one end of a page: page numbers, and repeated lines that are apart from the table. */
function dropEnd(lines: readonly Line[], dropped: Set<Line>, isRepeated: (line: Line) => boolean): void {
  for (const [index, line] of lines.slice(0, 3).entries()) {
    const next = lines[index + 1];
    const height = line.fragments[0]!.height;
    const isApart = next === undefined || dropped.has(next) || Math.abs(line.y - next.y) > FURNITURE_HEIGHTS * height;
    const isNumber = line.fragments.length === 1 && PAGE_NUMBER.test(line.text.replace(/\s/g, ''));
    if (!dropped.has(line) && !(isApart && (isNumber || isRepeated(line)))) return;
    dropped.add(line);
  }
}

interface Column {
  left: number;
  right: number;
}

/** Where the columns are: around each heading, as far as text of its column reaches. */
function columnsOf(lines: readonly Line[], headings: readonly Fragment[]): Column[] {
  const columns: Column[] = [];
  for (const { left, right } of [...headings].sort((a, b) => a.left - b.left)) {
    const last = columns.at(-1);
    if (last !== undefined && left < last.right) last.right = Math.max(last.right, right);
    else columns.push({ left, right });
  }
  const cores = columns.map((column) => ({ ...column }));
  for (const { fragments } of lines)
    for (const { left, right } of fragments) {
      // Text that touches several headings is a note or a title.
      const touched = cores.flatMap((core, index) => (core.left < right && left < core.right ? [index] : []));
      if (touched.length !== 1) continue;
      const column = columns[touched[0]!]!;
      column.left = Math.min(column.left, left);
      column.right = Math.max(column.right, right);
    }
  return columns;
}

/** The column of a piece: that which it covers most, or else the nearest. */
function columnAt({ left, right }: Fragment, columns: readonly Column[]): number {
  let [best, most] = [0, -Infinity];
  for (const [index, column] of columns.entries()) {
    // Negative: the distance to the column.
    const shared = Math.min(right, column.right) - Math.max(left, column.left);
    if (shared > most) [best, most] = [index, shared];
  }
  return best;
}

function rowFrom(fragments: readonly Fragment[], columns: readonly Column[]): Row {
  const row = emptyRow(fragments[0]?.page ?? 1, columns.length);
  for (const fragment of fragments) addTo(row, columnAt(fragment, columns), fragment);
  return row;
}

/** Rows in the order in which the text was written: cell by cell, and row by row. */
function rowsOfPage(page: readonly Fragment[], columns: readonly Column[]): Row[] {
  const rows: Row[] = [];
  let [column, last]: [number, Fragment | undefined] = [Infinity, undefined];
  for (const fragment of page) {
    const at = columnAt(fragment, columns);
    const isSameRow =
      last !== undefined &&
      (at > column
        ? isBeside(fragment, rows.at(-1)!)
        : at === column && Math.abs(last.y - fragment.y) < WRAP_HEIGHTS * fragment.height && last.y >= fragment.y);
    if (!isSameRow) rows.push(emptyRow(fragment.page, columns.length));
    addTo(rows.at(-1)!, at, fragment);
    [column, last] = [at, fragment];
  }
  return rows;
}

/** Whether a piece is at the height of a row, some lines more or less. */
function isBeside({ y, height }: Fragment, { top, bottom }: Row): boolean {
  const reach = 2 * WRAP_HEIGHTS * height;
  return y < top + reach && y > bottom - reach;
}

/** A column that every row has: the running number, or else a number, or the name. */
function keyColumn({ cells }: Header, columns: readonly Column[]): number {
  const heading =
    cells.find(({ text }) => SERIAL.test(text.replace(/\s/g, ''))) ??
    cells.find(({ text }) => ['certificateNo', 'uscc'].includes(fieldOfHeading(text, 'announcement') ?? '')) ??
    cells.find(isHeading)!;
  return columnAt(heading, columns);
}

/** Adds rows without a key to the row of which they are further lines. */
function completeRows(rows: readonly Row[], key: number): Row[] {
  const complete: Row[] = [];
  let waiting: Row[] = [];
  const isComplete = ({ cells }: Row): boolean => cells[key]!.length > 0;
  for (const [index, row] of rows.entries()) {
    if (isComplete(row)) {
      complete.push(...waiting, row);
      waiting = [];
      continue;
    }
    const before = complete.at(-1);
    const after = rows.slice(index + 1, index + 4).find(isComplete);
    const [up, down] = [distance(before, row), distance(after, row)];
    if (before !== undefined && up <= down && up < WRAP_HEIGHTS) merge(before, row);
    else if (after !== undefined && down < WRAP_HEIGHTS) merge(after, row);
    // The rest of a row that began on the page before.
    else if (before !== undefined && before.page === row.page - 1 && rows[index - 1]?.page !== row.page)
      merge(before, row);
    else waiting.push(asNote(row));
  }
  return [...complete, ...waiting];
}

/** Text that belongs to no row: beyond the columns. */
const asNote = (row: Row): Row => ({ ...row, cells: [...row.cells.map(() => []), row.cells.flat()] });

/** The distance of two rows of a page, in heights of the font. */
function distance(one: Row | undefined, other: Row): number {
  if (one === undefined || one.page !== other.page) return Infinity;
  const height = other.cells.find((cell) => cell.length > 0)![0]!.height;
  return Math.max(0, other.bottom - one.top, one.bottom - other.top) / height;
}

function merge(into: Row, row: Row): void {
  for (const [column, cell] of row.cells.entries()) for (const fragment of cell) addTo(into, column, fragment);
}

/** The lines of a cell from top to bottom. */
function textOf(cell: readonly Fragment[]): string {
  return [...cell]
    .sort((a, b) => a.page - b.page || (Math.abs(a.y - b.y) < SAME_LINE * a.height ? a.left - b.left : b.y - a.y))
    .reduce((text, { text: more }) => (text === '' ? more : joinLines(text, more)), '')
    .trim();
}
