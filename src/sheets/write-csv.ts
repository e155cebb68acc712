/** Writes lists as CSV. Cells that begin like a formula must be neutralised (see neutralise). */
import { Readable } from 'node:stream';
import { neutralise } from '../domain/sheet/formula-text.ts';
import { isMarked, type Cell, type Kind, type Row, type Sheet } from './table.ts';
import { wallClock } from './wall-clock.ts';

export const CSV = 'text/csv; charset=utf-8';

/** Without a byte order mark, Excel reads UTF-8 as GBK. */
const BYTE_ORDER_MARK = '\ufeff';
const DECIMAL = /^-?[0-9]+(\.[0-9]+)?$/;

/**
 * A sheet as a stream of CSV (RFC 4180, UTF-8 with a byte order mark). Numbers and days are unformatted, text that begins
 * like a formula is neutralised.
 */
export function csv(sheet: Pick<Sheet, 'columns' | 'rows'>): Readable {
  return Readable.from(chunks(sheet), { objectMode: false });
}

async function* chunks({ columns, rows }: Pick<Sheet, 'columns' | 'rows'>): AsyncGenerator<string> {
  const kinds = columns.map(({ kind }) => kind);
  yield BYTE_ORDER_MARK + lines([columns.map(({ title }) => neutralise(title))]);
  for await (const batch of rows) {
    if (batch.length > 0)
      yield lines(batch.map((row: Row) => kinds.map((kind, index) => fieldText(kind, row[index] ?? null))));
  }
}

const QUOTED = /[",\r\n]/;
// Hand-written: takes a third of the time of a library.
const lines = (rows: string[][]): string =>
  rows
    .map((row) => `${row.map((text) => (QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(',')}\r\n`)
    .join('');

function fieldText(kind: Kind, cell: Cell): string {
  const value = isMarked(cell) ? cell.value : cell;
  if (value === null) return '';
  const text = String(value);
  if (kind === 'instant') return wallClock(text) ?? neutralise(text);
  const isNumber = kind !== 'text' && kind !== 'code' && kind !== 'day' && DECIMAL.test(text);
  return isNumber ? text : neutralise(text);
}
