/** A table that is in memory as a whole, for formats that cannot be read row by row. Callers limit its size. */
import { CELL_MAX_CHARACTERS, IMPORT_MAX_COLUMNS } from '../domain/limits.ts';
import { ROWS_PER_BATCH, UnreadableError, type ReadCell, type ReadRow, type Spreadsheet } from './spreadsheet.ts';

/** The rows as one unnamed table; row numbers count the rows that are not empty. @throws UnreadableError for too many columns */
export function tableOfRows(rows: readonly (readonly string[])[]): Spreadsheet {
  const read = withoutPreamble(rows)
    .map((row) => row.map(cellOf))
    .filter((cells) => cells.some((cell) => cell !== undefined));
  if (read.some(({ length }) => length > IMPORT_MAX_COLUMNS))
    throw new UnreadableError('TOO_MANY_COLUMNS', { max: IMPORT_MAX_COLUMNS });
  let taken = 0;
  return {
    sheets: [],
    date1904: false,
    notices: [],
    merges: async () => [],
    share: () => (read.length === 0 ? 1 : taken / read.length),
    async *rows() {
      for (let at = 0; at < read.length; at += ROWS_PER_BATCH) {
        taken = Math.min(read.length, at + ROWS_PER_BATCH);
        yield read.slice(at, taken).map((cells, index): ReadRow => ({ n: at + index + 1, cells }));
      }
    },
  };
}

/** The header must be among the first rows, and a document may have pages of text above it. */
const PREAMBLE_MAX_ROWS = 20;
function withoutPreamble(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const table = rows.findIndex((row) => row.filter((text) => text.trim() !== '').length > 1);
  // A document may repeat its header with every table.
  const header = JSON.stringify(rows[table]);
  rows = rows.filter(
    (row, index) => index <= table || row.length !== rows[table]?.length || JSON.stringify(row) !== header,
  );
  return table <= PREAMBLE_MAX_ROWS ? rows : [...rows.slice(0, PREAMBLE_MAX_ROWS), ...rows.slice(table)];
}

function cellOf(text: string): ReadCell | undefined {
  const trimmed = text.trim();
  // One character more than allowed is enough for the check of the length.
  return trimmed === '' ? undefined : { text: trimmed.slice(0, CELL_MAX_CHARACTERS + 1), kind: 'text' };
}

/** Whether two parts of a text that was broken at the end of a line are joined by a space: between Latin words only. */
const isLatin = (character: string | undefined): boolean => character !== undefined && /[A-Za-z]/.test(character);
export const joinLines = (first: string, second: string): string =>
  isLatin(first.at(-1)) && isLatin(second[0]) ? `${first} ${second}` : first + second;
