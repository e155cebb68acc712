import { openCsv } from './read-csv.ts';
import { openXlsx } from './read-xlsx.ts';
import type { Spreadsheet } from './read.ts';

/** @throws UnreadableError saying why a file cannot be read */
export function openSpreadsheet(bytes: Buffer, format: 'xlsx' | 'csv'): Promise<Spreadsheet> | Spreadsheet {
  return format === 'xlsx' ? openXlsx(bytes) : openCsv(bytes);
}
