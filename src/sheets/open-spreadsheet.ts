/** The readers of uploaded files by format. A new format is added here and returns a Spreadsheet. */
import { openCsv } from './read-csv.ts';
import { openXlsx } from './read-xlsx.ts';
import type { Spreadsheet } from './spreadsheet.ts';

/** Opens an uploaded file. @throws UnreadableError with the reason why it cannot be read */
export function openSpreadsheet(bytes: Buffer, format: 'xlsx' | 'csv'): Promise<Spreadsheet> | Spreadsheet {
  return format === 'xlsx' ? openXlsx(bytes) : openCsv(bytes);
}
