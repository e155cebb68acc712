/** Reads CSV files as banks export them. Input is hostile: memory must stay bounded whatever the file contains. */
import { IMPORT_MAX_COLUMNS, SHEET_MAX_ROWS_READ } from '../domain/limits.ts';
import { CsvParser } from './csv/csv-parser.ts';
import { decode, encodingOf, type Encoding } from './csv/encoding.ts';
import { ROWS_PER_BATCH, UnreadableError, type ReadCell, type ReadRow, type Spreadsheet } from './spreadsheet.ts';

/**
 * Opens a CSV in UTF-8 or UTF-16 (with a byte order mark) or GBK, separated by commas, semicolons, tabs or bars, or as
 * a line sep= says.
 *
 * @throws UnreadableError for another encoding; while rows are read, for unbalanced quotes and too many columns
 */
export function openCsv(bytes: Buffer): Spreadsheet {
  const encoding = encodingOf(bytes);
  let readBytes = 0;
  return {
    sheets: [],
    date1904: false,
    notices: [],
    merges: async () => [],
    share: () => (bytes.length === 0 ? 1 : readBytes / bytes.length),
    async *rows() {
      const { separator, columns } = separatorOf(bytes, encoding);
      const parser = new CsvParser(separator, columns);
      const rows = new RowNumbers();
      for await (const text of decode(bytes, encoding, (position) => {
        readBytes = position;
      })) {
        parser.write(text);
        rows.add(parser.take());
        while (rows.ready.length >= ROWS_PER_BATCH) yield rows.ready.splice(0, ROWS_PER_BATCH);
      }
      parser.end();
      rows.add(parser.take());
      if (rows.ready.length > 0) yield rows.ready;
    },
  };
}

/** Numbers the records, and leaves out those without content. */
class RowNumbers {
  readonly ready: ReadRow[] = [];
  #n = 0;

  add(records: readonly string[][]): void {
    for (const record of records) {
      this.#n += 1;
      if (this.#n > SHEET_MAX_ROWS_READ) throw new UnreadableError('FILE_TOO_COMPLEX', { rows: SHEET_MAX_ROWS_READ });
      const cells = record.map(cellOf);
      if (cells.some((cell) => cell !== undefined)) this.ready.push({ n: this.#n, cells, width: record.length });
    }
  }
}

/** `="0012"`: written by some programs so that digits stay text. */
const TEXT_FORMULA = /^="([^"]*)"$/;

function cellOf(text: string): ReadCell | undefined {
  if (text === '' || text.trim() === '') return undefined;
  return { text: text.startsWith('=') ? (TEXT_FORMULA.exec(text)?.[1] ?? text) : text, kind: 'text' };
}

const SEPARATORS = [',', '\t', ';', '|'];
/** The first line that Excel takes the separator from: sep=; */
const STATED = /^\ufeff?"?sep=(\t|[^\s"A-Za-z0-9])"?\s*$/i;

/** The separator that the first line states, else the most frequent one outside quotes in the first lines; and how many columns they have. */
function separatorOf(bytes: Buffer, encoding: Encoding): { separator: string; columns: number } {
  const lines = new TextDecoder(encoding)
    .decode(bytes.subarray(0, 8192))
    .split(/\r\n|\r|\n/)
    .slice(0, 20)
    .join('\n')
    .replace(/"[^"]*"/g, '')
    .split('\n');
  const counts = (separator: string): number[] => lines.map((line) => line.split(separator).length - 1);
  const total = (separator: string): number => counts(separator).reduce((sum, count) => sum + count, 0);
  const separator =
    STATED.exec(lines[0]!)?.[1] ?? SEPARATORS.reduce((best, other) => (total(other) > total(best) ? other : best));
  return { separator, columns: Math.min(IMPORT_MAX_COLUMNS, Math.max(...counts(separator)) + 1) };
}
