import { isAscii, isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { CsvError, parse, type Parser } from 'csv-parse';
import { CELL_MAX_CHARACTERS, IMPORT_MAX_COLUMNS, SHEET_MAX_ROWS_READ } from '../domain/limits.ts';
import { ROWS_AT_A_TIME, UnreadableError, type ReadCell, type ReadRow, type Spreadsheet } from './read.ts';

const PIECE_BYTES = 262_144;

/**
 * A CSV in UTF-8 (with or without a mark) or GBK (as GB 18030, which holds it), separated by commas, semicolons or tabs.
 *
 * @throws UnreadableError for another encoding; while rows are read, for quotes that do not match
 */
export function openCsv(bytes: Buffer): Spreadsheet {
  if (bytes.includes(0)) throw new UnreadableError('TEXT_ENCODING');
  const encoding = isAscii(bytes) || isUtf8(bytes) ? 'utf-8' : 'gb18030';
  let read = 0;
  return {
    sheets: [],
    date1904: false,
    notices: [],
    merges: async () => [],
    share: () => (bytes.length === 0 ? 1 : read / bytes.length),
    async *rows() {
      read = 0;
      const source = Readable.from(
        textOf(bytes, encoding, (at) => {
          read = at;
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
      // A pipe does not hand on what fails before it.
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
    if (batch.length >= ROWS_AT_A_TIME) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** `="0012"` is how some programs keep a text a text. */
const AS_TEXT = /^="([^"]*)"$/;

function cellOf(text: string): ReadCell | undefined {
  if (text === '' || text.trim() === '') return undefined;
  const plain = text.startsWith('=') ? (AS_TEXT.exec(text)?.[1] ?? text) : text;
  return { text: plain.length > CELL_MAX_CHARACTERS ? plain.slice(0, CELL_MAX_CHARACTERS + 1) : plain, kind: 'text' };
}

/** @throws UnreadableError for bytes that are no text of this encoding */
function* textOf(bytes: Buffer, encoding: string, at: (read: number) => void): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (let begin = 0; begin < bytes.length; begin += PIECE_BYTES) {
    const piece = bytes.subarray(begin, begin + PIECE_BYTES);
    at(begin + piece.length);
    let text: string;
    try {
      text = decoder.decode(piece, { stream: begin + PIECE_BYTES < bytes.length });
    } catch {
      throw new UnreadableError('TEXT_ENCODING');
    }
    if (text !== '') yield text;
  }
}

/** The separator that the first lines have most of. */
function delimiterOf(bytes: Buffer, encoding: string): string {
  const head = new TextDecoder(encoding)
    .decode(bytes.subarray(0, 8192))
    .split(/\r?\n/)
    .slice(0, 20)
    .join('\n')
    .replace(/"[^"]*"/g, '');
  const count = (mark: string): number => head.split(mark).length - 1;
  return [',', '\t', ';'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}
