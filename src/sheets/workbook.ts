import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { SHEET_COMMENTS_MAX } from '../domain/limits.ts';
import { noteBoxesXml, notesXml, type Note } from './notes.ts';
import { needsPlace, RowSource, sheetXml, SHEET_MAX_ROWS, type ListPlaces } from './sheet-xml.ts';
import { STYLES } from './styles.ts';
import type { Column, Row, Sheet } from './table.ts';
import { columnName, escapeXml } from './xml.ts';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Quick, and a fifth larger than the best: the wait is for the network, not for the disk. */
const COMPRESSION_LEVEL = 3;
const SHEET_NAME_MAX_CHARACTERS = 31;
const LISTS_SHEET = '_lists';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export interface WorkbookOptions {
  /** Rows of a sheet besides its header; what is more goes on, on a further sheet. */
  readonly rowsPerSheet?: number;
  readonly commentsPerSheet?: number;
}

interface Written {
  readonly name: string;
  readonly hidden: boolean;
  readonly hasNotes: boolean;
}

/**
 * An .xlsx file as a stream of bytes. Rows are taken as fast as the reader takes bytes, and nothing of them is kept but
 * comments; compression runs beside the event loop. When the stream is destroyed the rows are told to stop, when the rows
 * fail so does the stream: a file that was cut off never looks whole.
 */
export function workbook(sheets: readonly Sheet[], options: WorkbookOptions = {}): Readable {
  const zip = new ZipFile();
  const out = zip.outputStream as Readable;
  let current: Readable | undefined;
  let sources: RowSource[] = [];
  const part: WritePart = (name, content) =>
    new Promise((resolve, reject) => {
      if (out.destroyed) return reject(new Error('nobody reads the workbook any more'));
      current = Readable.from(content, { objectMode: false, highWaterMark: 65_536 });
      current
        .once('error', reject)
        .once('end', () => resolve())
        .once('close', () => reject(new Error('nobody reads the workbook any more')));
      zip.addReadStream(current, name, { compressionLevel: COMPRESSION_LEVEL });
    });
  const giveUp = (): void => {
    current?.destroy();
    for (const source of sources) source.close().catch(() => undefined);
  };
  zip.on('error', (error) => out.destroy(error as Error));
  out.once('close', giveUp);
  sources = sheets.map((sheet) => new RowSource(sheet.rows));
  write(sheets, sources, options, part).then(
    () => zip.end(),
    (error: unknown) => out.destroy(error as Error),
  );
  return out;
}

type WritePart = (name: string, content: Iterable<string> | AsyncIterable<string>) => Promise<void>;

async function write(
  sheets: readonly Sheet[],
  sources: readonly RowSource[],
  options: WorkbookOptions,
  part: WritePart,
): Promise<void> {
  const written: Written[] = [];
  const { lists, rows: listRows } = placeLists(sheets);
  for (const [index, sheet] of sheets.entries())
    await writeSheet(sheet, sources[index]!, options, lists, written, part);
  if (listRows.length > 0) {
    const columns: Column[] = [...lists.keys()].map(() => ({ title: '', kind: 'text' }));
    const sheet: Sheet = { name: LISTS_SHEET, columns, withoutHeader: true, rows: [listRows] };
    await part(
      `xl/worksheets/sheet${written.length + 1}.xml`,
      sheetXml({
        sheet,
        rows: new RowSource(sheet.rows),
        maxRows: SHEET_MAX_ROWS,
        selected: false,
        lists: new Map(),
        notes: [],
        notesMax: 0,
      }),
    );
    written.push({ name: LISTS_SHEET, hidden: true, hasNotes: false });
  }
  await part('xl/styles.xml', [STYLES]);
  await part('xl/workbook.xml', [workbookXml(written)]);
  await part('xl/_rels/workbook.xml.rels', [
    relationships([
      ...written.map((_, index) => ({ type: `${OFFICE}/worksheet`, target: `worksheets/sheet${index + 1}.xml` })),
      { type: `${OFFICE}/styles`, target: 'styles.xml' },
    ]),
  ]);
  await part('_rels/.rels', [relationships([{ type: `${OFFICE}/officeDocument`, target: 'xl/workbook.xml' }])]);
  await part('[Content_Types].xml', [contentTypes(written)]);
}

/** A sheet, and the further ones that it takes when there are more rows than fit on one. */
async function writeSheet(
  sheet: Sheet,
  rows: RowSource,
  options: WorkbookOptions,
  lists: ListPlaces,
  written: Written[],
  part: WritePart,
): Promise<void> {
  const headRows = (sheet.above?.length ?? 0) + 1;
  const maxRows = Math.min(options.rowsPerSheet ?? SHEET_MAX_ROWS, SHEET_MAX_ROWS - headRows);
  let first = true;
  while (first || !(await rows.isAtEnd())) {
    const number = written.length + 1;
    const notes: Note[] = [];
    await part(
      `xl/worksheets/sheet${number}.xml`,
      sheetXml({
        sheet,
        rows,
        maxRows,
        selected: number === 1,
        lists,
        notes,
        notesMax: options.commentsPerSheet ?? SHEET_COMMENTS_MAX,
      }),
    );
    if (notes.length > 0) {
      await part(`xl/comments${number}.xml`, notesXml(notes));
      await part(`xl/drawings/vmlDrawing${number}.vml`, noteBoxesXml(notes));
      await part(`xl/worksheets/_rels/sheet${number}.xml.rels`, [
        relationships([
          { type: `${OFFICE}/vmlDrawing`, target: `../drawings/vmlDrawing${number}.vml` },
          { type: `${OFFICE}/comments`, target: `../comments${number}.xml` },
        ]),
      ]);
    }
    written.push({ name: nameOf(sheet.name, written), hidden: false, hasNotes: notes.length > 0 });
    first = false;
  }
}

/** A name that spreadsheet programs take, and that no sheet before has. */
function nameOf(name: string, written: readonly Written[]): string {
  const clean = name
    .replace(/[\\/?*[\]:]/g, ' ')
    .replace(/^'|'$/g, ' ')
    .slice(0, SHEET_NAME_MAX_CHARACTERS);
  // "History" is a word of Excel's own.
  const taken = (candidate: string): boolean =>
    candidate.toLowerCase() === 'history' ||
    written.some((other) => other.name.toLowerCase() === candidate.toLowerCase());
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : ` (${number})`;
    const candidate = clean.slice(0, SHEET_NAME_MAX_CHARACTERS - suffix.length) + suffix;
    if (!taken(candidate)) return candidate;
  }
}

/** Where the choices stand that do not fit into the drop-down itself: one column each, on a hidden sheet. */
function placeLists(sheets: readonly Sheet[]): { lists: Map<Column, string>; rows: Row[] } {
  const long = sheets
    .flatMap(({ columns }) => columns)
    .filter(({ choices }) => choices !== undefined && needsPlace(choices));
  const lists = new Map(
    long.map((column, index) => {
      const name = columnName(index);
      return [column, `${LISTS_SHEET}!$${name}$1:$${name}$${column.choices!.length}`];
    }),
  );
  const height = Math.max(0, ...long.map(({ choices }) => choices!.length));
  return { lists, rows: Array.from({ length: height }, (_, row) => long.map(({ choices }) => choices![row] ?? null)) };
}

function workbookXml(written: readonly Written[]): string {
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

function contentTypes(written: readonly Written[]): string {
  const override = (name: string, type: string): string =>
    `<Override PartName="/${name}" ContentType="${TYPES}.${type}+xml"/>`;
  return (
    `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>' +
    override('xl/workbook.xml', 'sheet.main') +
    override('xl/styles.xml', 'styles') +
    written
      .map(
        ({ hasNotes }, index) =>
          override(`xl/worksheets/sheet${index + 1}.xml`, 'worksheet') +
          (hasNotes ? override(`xl/comments${index + 1}.xml`, 'comments') : ''),
      )
      .join('') +
    '</Types>'
  );
}
