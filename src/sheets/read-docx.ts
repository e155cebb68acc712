/**
 * Reads the tables of a Word document, with our own code because uploads are hostile: mammoth needs 900 MB for a table
 * of 12,000 rows. Deleted text, fields, pictures and nested tables are not read as rows.
 */
import type { Readable } from 'node:stream';
import { CELL_MAX_CHARACTERS, IMPORT_MAX_COLUMNS, SHEET_MAX_ROWS_READ } from '../domain/limits.ts';
import { readXml, type XmlHandler } from './read-xml.ts';
import { openZip } from './read-zip.ts';
import { joinLines, tableOfRows } from './rows-table.ts';
import { UnreadableError, type Spreadsheet } from './spreadsheet.ts';

/** The part of a document that holds its text; its name tells Word documents from other zips. */
export const DOCX_PART = 'word/document.xml';

/**
 * Opens a Word document (ECMA-376). All of its tables are one; each paragraph above the first one is a row of one cell.
 *
 * @throws UnreadableError if it is damaged, encrypted, or too large when unpacked
 */
export async function openDocx(bytes: Buffer): Promise<Spreadsheet> {
  const zip = await openZip(bytes);
  try {
    if (!zip.has(DOCX_PART)) throw new UnreadableError('FILE_KIND');
    return tableOfRows(await readRows(await zip.open(DOCX_PART)));
  } finally {
    zip.close();
  }
}

async function readRows(part: Readable): Promise<string[][]> {
  const collector = new DocumentRows();
  for await (const _ of readXml(part, collector))
    if (collector.rows.length > SHEET_MAX_ROWS_READ)
      throw new UnreadableError('FILE_TOO_COMPLEX', { rows: SHEET_MAX_ROWS_READ });
  return collector.rows;
}

/** Elements whose text is not part of the document as it stands. Of alternatives the first is read. */
const IGNORED = new Set(['moveFrom', 'Fallback', 'instrText', 'delText', 'rPr', 'pPr', 'sectPr']);

class DocumentRows implements XmlHandler {
  readonly rows: string[][] = [];
  #tables = 0;
  #hasTable = false;
  #ignored = 0;
  #inText = false;
  #row: string[] = [];
  #column = 0;
  #text = '';
  #paragraph = '';

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#ignored > 0 || IGNORED.has(name)) return void (this.#ignored += 1);
    if (name === 't') this.#inText = true;
    else if (name === 'tab' || name === 'br' || name === 'cr') this.#add(' ');
    else if (name === 'tbl') [this.#tables, this.#hasTable] = [this.#tables + 1, true];
    else if (this.#tables !== 1) return;
    else if (name === 'tr') [this.#row, this.#column] = [[], 0];
    else if (name === 'tc') [this.#text, this.#paragraph] = ['', ''];
    else if (name === 'gridSpan') this.#column += Math.min(Number(valueOf(attributes)) || 1, IMPORT_MAX_COLUMNS) - 1;
  }

  text(more: string): void {
    if (this.#inText && this.#ignored === 0) this.#add(more);
  }

  close(name: string): void {
    if (this.#ignored > 0) return void (this.#ignored -= 1);
    if (name === 't') this.#inText = false;
    else if (name === 'p') this.#endParagraph();
    else if (name === 'tbl') this.#tables -= 1;
    else if (this.#tables !== 1) return;
    else if (name === 'tc') {
      // The width of a cell stands before its text.
      this.#row.push(this.#text);
      while (this.#row.length <= this.#column && this.#row.length <= IMPORT_MAX_COLUMNS) this.#row.push('');
      this.#column = this.#row.length;
    } else if (name === 'tr') this.rows.push(this.#row);
  }

  #add(text: string): void {
    if (this.#paragraph.length + this.#text.length <= CELL_MAX_CHARACTERS) this.#paragraph += text;
  }

  #endParagraph(): void {
    const paragraph = this.#paragraph.trim();
    this.#paragraph = '';
    if (paragraph === '') return;
    // Below the first table there are notes and signatures.
    if (this.#tables === 0) {
      if (!this.#hasTable) this.rows.push([paragraph]);
    } else this.#text = this.#text === '' ? paragraph : joinLines(this.#text, paragraph);
  }
}

/** The attribute `val`, whatever its prefix. */
const valueOf = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes).find(([name]) => name === 'val' || name.endsWith(':val'))?.[1] ?? '';
