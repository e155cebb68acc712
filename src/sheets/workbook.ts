/**
 * Writes .xlsx files (ECMA-376), streamed. Written by our own code so that memory stays bounded. Excel must open the
 * result without offering to repair it: try a change there as well.
 */
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { SHEET_COMMENTS_MAX } from '../domain/limits.ts';
import { commentShapesXml, commentsXml, type CellComment } from './cell-comments.ts';
import { needsListSheet, RowSource, sheetXml, SHEET_MAX_ROWS, type ListRanges } from './sheet-xml.ts';
import { STYLES } from './styles.ts';
import type { Column, Row, Sheet } from './table.ts';
import { columnName, escapeXml } from './xml.ts';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Fast; the file is a fifth larger than with the best compression. */
const COMPRESSION_LEVEL = 3;
const SHEET_NAME_MAX_CHARACTERS = 31;
const LISTS_SHEET = '_lists';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export interface WorkbookOptions {
  /** Maximum of rows of a sheet, without the header; further rows go to a further sheet. */
  readonly rowsPerSheet?: number;
  /** Maximum of comments of a sheet; further ones are dropped. */
  readonly commentsPerSheet?: number;
}

interface WrittenSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly hasComments: boolean;
}

/**
 * An .xlsx file as a stream of bytes, with back-pressure on the rows. Only comments are held in memory; compression runs
 * in the thread pool. Destroying the stream stops the generators of the rows. An error of theirs destroys the stream, so
 * that a truncated file is never complete.
 */
export function workbook(sheets: readonly Sheet[], options: WorkbookOptions = {}): Readable {
  const zip = new ZipFile();
  const out = zip.outputStream as Readable;
  let current: Readable | undefined;
  let sources: RowSource[] = [];
  const writePart: WritePart = (name, content) =>
    new Promise((resolve, reject) => {
      if (out.destroyed) return reject(new Error('the stream of the workbook was destroyed'));
      current = Readable.from(content, { objectMode: false, highWaterMark: 65_536 });
      current
        .once('error', reject)
        .once('end', () => resolve())
        .once('close', () => reject(new Error('the stream of the workbook was destroyed')));
      zip.addReadStream(current, name, { compressionLevel: COMPRESSION_LEVEL });
    });
  const abort = (): void => {
    current?.destroy();
    for (const source of sources) source.close().catch(() => undefined);
  };
  zip.on('error', (error) => out.destroy(error as Error));
  out.once('close', abort);
  sources = sheets.map((sheet) => new RowSource(sheet.rows));
  writeParts(sheets, sources, options, writePart).then(
    () => zip.end(),
    (error: unknown) => out.destroy(error as Error),
  );
  return out;
}

type WritePart = (name: string, content: Iterable<string> | AsyncIterable<string>) => Promise<void>;

async function writeParts(
  sheets: readonly Sheet[],
  sources: readonly RowSource[],
  options: WorkbookOptions,
  writePart: WritePart,
): Promise<void> {
  const written: WrittenSheet[] = [];
  const { lists, rows: listRows } = planLists(sheets);
  for (const [index, sheet] of sheets.entries())
    await writeSheet(sheet, sources[index]!, options, lists, written, writePart);
  if (listRows.length > 0) {
    const columns: Column[] = [...lists.keys()].map(() => ({ title: '', kind: 'text' }));
    const sheet: Sheet = { name: LISTS_SHEET, columns, withoutHeader: true, rows: [listRows] };
    await writePart(
      `xl/worksheets/sheet${written.length + 1}.xml`,
      sheetXml({
        sheet,
        rows: new RowSource(sheet.rows),
        maxRows: SHEET_MAX_ROWS,
        selected: false,
        lists: new Map(),
        comments: [],
        commentsMax: 0,
      }),
    );
    written.push({ name: LISTS_SHEET, hidden: true, hasComments: false });
  }
  await writePart('xl/styles.xml', [STYLES]);
  await writePart('xl/workbook.xml', [workbookXml(written)]);
  await writePart('xl/_rels/workbook.xml.rels', [
    relationships([
      ...written.map((_, index) => ({ type: `${OFFICE}/worksheet`, target: `worksheets/sheet${index + 1}.xml` })),
      { type: `${OFFICE}/styles`, target: 'styles.xml' },
    ]),
  ]);
  await writePart('_rels/.rels', [relationships([{ type: `${OFFICE}/officeDocument`, target: 'xl/workbook.xml' }])]);
  await writePart('[Content_Types].xml', [contentTypes(written)]);
}

/** Writes a sheet, and further ones as long as rows are left. */
async function writeSheet(
  sheet: Sheet,
  rows: RowSource,
  options: WorkbookOptions,
  lists: ListRanges,
  written: WrittenSheet[],
  writePart: WritePart,
): Promise<void> {
  const headRows = (sheet.above?.length ?? 0) + 1;
  const maxRows = Math.min(options.rowsPerSheet ?? SHEET_MAX_ROWS, SHEET_MAX_ROWS - headRows);
  let first = true;
  while (first || !(await rows.isAtEnd())) {
    const number = written.length + 1;
    const comments: CellComment[] = [];
    await writePart(
      `xl/worksheets/sheet${number}.xml`,
      sheetXml({
        sheet,
        rows,
        maxRows,
        selected: number === 1,
        lists,
        comments,
        commentsMax: options.commentsPerSheet ?? SHEET_COMMENTS_MAX,
      }),
    );
    if (comments.length > 0) {
      await writePart(`xl/comments${number}.xml`, commentsXml(comments));
      await writePart(`xl/drawings/vmlDrawing${number}.vml`, commentShapesXml(comments));
      await writePart(`xl/worksheets/_rels/sheet${number}.xml.rels`, [
        relationships([
          { type: `${OFFICE}/vmlDrawing`, target: `../drawings/vmlDrawing${number}.vml` },
          { type: `${OFFICE}/comments`, target: `../comments${number}.xml` },
        ]),
      ]);
    }
    written.push({ name: sheetName(sheet.name, written), hidden: false, hasComments: comments.length > 0 });
    first = false;
  }
}

/** A name that is valid in spreadsheet programs and unique in the workbook. */
function sheetName(name: string, written: readonly WrittenSheet[]): string {
  const clean = name
    .replace(/[\\/?*[\]:]/g, ' ')
    .replace(/^'|'$/g, ' ')
    .slice(0, SHEET_NAME_MAX_CHARACTERS);
  // Excel reserves the name "History".
  const taken = (candidate: string): boolean =>
    candidate.toLowerCase() === 'history' ||
    written.some((other) => other.name.toLowerCase() === candidate.toLowerCase());
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : ` (${number})`;
    const candidate = clean.slice(0, SHEET_NAME_MAX_CHARACTERS - suffix.length) + suffix;
    if (!taken(candidate)) return candidate;
  }
}

/** The lists of choices that cannot be inline: one column each on the hidden sheet, with their ranges. */
function planLists(sheets: readonly Sheet[]): { lists: Map<Column, string>; rows: Row[] } {
  const long = sheets
    .flatMap(({ columns }) => columns)
    .filter(({ choices }) => choices !== undefined && needsListSheet(choices));
  const lists = new Map(
    long.map((column, index) => {
      const name = columnName(index);
      return [column, `${LISTS_SHEET}!$${name}$1:$${name}$${column.choices!.length}`];
    }),
  );
  const height = Math.max(0, ...long.map(({ choices }) => choices!.length));
  return { lists, rows: Array.from({ length: height }, (_, row) => long.map(({ choices }) => choices![row] ?? null)) };
}

function workbookXml(written: readonly WrittenSheet[]): string {
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${written
    .map(
      ({ name, hidden }, index) =>
        `<sheet name="${escapeXml(name)}" sheetId="${index + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`,
    )
    .join('')}</sheets></workbook>`;
}

function relationships(targets: readonly { type: string; target: string }[]): string {
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${targets
    .map(({ type, target }, index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;
}

function contentTypes(written: readonly WrittenSheet[]): string {
  const override = (name: string, type: string): string =>
    `<Override PartName="/${name}" ContentType="${TYPES}.${type}+xml"/>`;
  return (
    `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>' +
    override('xl/workbook.xml', 'sheet.main') +
    override('xl/styles.xml', 'styles') +
    written
      .map(
        ({ hasComments }, index) =>
          override(`xl/worksheets/sheet${index + 1}.xml`, 'worksheet') +
          (hasComments ? override(`xl/comments${index + 1}.xml`, 'comments') : ''),
      )
      .join('') +
    '</Types>'
  );
}
