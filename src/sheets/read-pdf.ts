/** Reads the table of a PDF that holds text. */
import { readPdfText } from './pdf-text.ts';
import { rowsOfPdf } from './pdf-table.ts';
import { tableOfRows } from './rows-table.ts';
import type { Spreadsheet } from './spreadsheet.ts';

/** @throws UnreadableError for a PDF with a password or without text (a scan), and for one that is damaged */
export async function openPdf(bytes: Buffer): Promise<Spreadsheet> {
  return tableOfRows(rowsOfPdf(await readPdfText(bytes)));
}
