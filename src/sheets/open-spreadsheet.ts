/** The readers of uploaded files by format. A new format is added here and returns a Spreadsheet. */
import type { FileFormat } from '../domain/sheet/import-words.ts';
import { openCsv } from './read-csv.ts';
import { openDocx } from './read-docx.ts';
import { openPdf } from './read-pdf.ts';
import { openText } from './read-text.ts';
import { openXlsx } from './read-xlsx.ts';
import type { Spreadsheet } from './spreadsheet.ts';

const READERS: Readonly<Record<FileFormat, (bytes: Buffer) => Promise<Spreadsheet> | Spreadsheet>> = {
  xlsx: openXlsx,
  csv: openCsv,
  docx: openDocx,
  pdf: openPdf,
  text: openText,
};

/** Opens an uploaded file. @throws UnreadableError with the reason why it cannot be read */
export function openSpreadsheet(bytes: Buffer, format: FileFormat): Promise<Spreadsheet> | Spreadsheet {
  return READERS[format](bytes);
}
