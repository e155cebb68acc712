/** Reads CSV files as banks export them. Input is hostile: memory must stay bounded whatever the file contains. */
import { isAscii, isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { CsvError, parse, type Parser } from 'csv-parse';
import { CELL_MAX_CHARACTERS, IMPORT_MAX_COLUMNS, SHEET_MAX_ROWS_READ } from '../domain/limits.ts';
import { ROWS_PER_BATCH, UnreadableError, type ReadCell, type ReadRow, type Spreadsheet } from './spreadsheet.ts';

const CHUNK_BYTES = 262_144;

/**
 * Opens a CSV in UTF-8 (with or without a byte order mark) or GBK (decoded as GB 18030, a superset), separated by commas,
 * semicolons or tabs.
 *
 * @throws UnreadableError for another encoding; while rows are read, for unbalanced quotes
 */
export function openCsv(bytes: Buffer): Spreadsheet {
  if (bytes.includes(0)) throw new UnreadableError('TEXT_ENCODING');
  const encoding = isAscii(bytes) || isUtf8(bytes) ? 'utf-8' : 'gb18030';
  let readBytes = 0;
  return {
    sheets: [],
    date1904: false,
    notices: [],
    merges: async () => [],
    share: () => (bytes.length === 0 ? 1 : readBytes / bytes.length),
    async *rows() {
      readBytes = 0;
      const source = Readable.from(
        decode(bytes, encoding, (position) => {
          readBytes = position;
        }),
      );
      const parser = source.pipe(
        parse({
          delimiter: delimiterOf(bytes, encoding),
          relax_column_count: true,
          skip_empty_lines: false,
          bom: true,
          max_record_size: IMPORT_MAX_COLUMNS * CELL_MAX_CHARACTERS,
        }),
      );
      // A pipe does not forward errors of its source.
      source.once('error', (error) => parser.destroy(error));
      try {
        yield* rowsOf(parser);
      } catch (error) {
        throw error instanceof CsvError
          ? new UnreadableError('CSV_QUOTES', { row: Number((error as { lines?: number }).lines ?? 0) })
          : error;
      } finally {
        source.destroy();
        parser.destroy();
      }
    },
  };
}

async function* rowsOf(parser: Parser): AsyncGenerator<readonly ReadRow[]> {
  let [n, batch]: [number, ReadRow[]] = [0, []];
  for await (const record of parser as AsyncIterable<string[]>) {
    n += 1;
    if (n > SHEET_MAX_ROWS_READ) throw new UnreadableError('FILE_TOO_COMPLEX', { rows: SHEET_MAX_ROWS_READ });
    if (record.length > IMPORT_MAX_COLUMNS && record.slice(IMPORT_MAX_COLUMNS).some((text) => text !== ''))
      throw new UnreadableError('TOO_MANY_COLUMNS', { max: IMPORT_MAX_COLUMNS });
    const cells = record.slice(0, IMPORT_MAX_COLUMNS).map(cellOf);
    if (cells.some((cell) => cell !== undefined)) batch.push({ n, cells });
    if (batch.length >= ROWS_PER_BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** `="0012"`: written by some programs so that digits stay text. */
const TEXT_FORMULA = /^="([^"]*)"$/;

function cellOf(text: string): ReadCell | undefined {
  if (text === '' || text.trim() === '') return undefined;
  const value = text.startsWith('=') ? (TEXT_FORMULA.exec(text)?.[1] ?? text) : text;
  // One character more than allowed is enough for the check of the length.
  return { text: value.length > CELL_MAX_CHARACTERS ? value.slice(0, CELL_MAX_CHARACTERS + 1) : value, kind: 'text' };
}

/** @throws UnreadableError for bytes that are not valid in this encoding */
function* decode(bytes: Buffer, encoding: string, onProgress: (readBytes: number) => void): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (let begin = 0; begin < bytes.length; begin += CHUNK_BYTES) {
    const chunk = bytes.subarray(begin, begin + CHUNK_BYTES);
    onProgress(begin + chunk.length);
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: begin + CHUNK_BYTES < bytes.length });
    } catch {
      throw new UnreadableError('TEXT_ENCODING');
    }
    if (text !== '') yield text;
  }
}

/** The most frequent separator in the first lines, outside quotes. */
function delimiterOf(bytes: Buffer, encoding: string): string {
  const head = new TextDecoder(encoding)
    .decode(bytes.subarray(0, 8192))
    .split(/\r?\n/)
    .slice(0, 20)
    .join('\n')
    .replace(/"[^"]*"/g, '');
  const count = (delimiter: string): number => head.split(delimiter).length - 1;
  return [',', '\t', ';'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}
