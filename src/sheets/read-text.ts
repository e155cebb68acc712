/** Reads a table that was copied from a document and pasted as text. */
import { SHEET_MAX_ROWS_READ } from '../domain/limits.ts';
import { tableOfRows } from './rows-table.ts';
import { UnreadableError, type Spreadsheet } from './spreadsheet.ts';

const HEAD_LINES = 50;
/** Between the bars of a table in Markdown. */
const RULE = /^[-:=+| ]+$/;
const SEPARATORS = ['\t', '|', '  '] as const;

/**
 * Opens pasted text in UTF-8: a row per line, columns separated by tabs, bars or several spaces; by single spaces if the
 * text has none of these.
 *
 * @throws UnreadableError for another encoding
 */
export function openText(bytes: Buffer): Spreadsheet {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableError('TEXT_ENCODING');
  }
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.length > SHEET_MAX_ROWS_READ) throw new UnreadableError('FILE_TOO_COMPLEX', { rows: SHEET_MAX_ROWS_READ });
  const separator = separatorOf(lines);
  return tableOfRows(lines.filter((line) => !RULE.test(line)).map((line) => cellsOf(line, separator)));
}

/** The separator of most lines at the beginning of the text. */
function separatorOf(lines: readonly string[]): string {
  const head = lines.filter((line) => line.trim() !== '').slice(0, HEAD_LINES);
  const linesWith = (separator: string): number =>
    head.filter((line) => withoutWideSpaces(line).trim().includes(separator)).length;
  const [best] = SEPARATORS.map((separator) => ({ separator, count: linesWith(separator) })).sort(
    (a, b) => b.count - a.count,
  );
  return best!.count > 0 ? best!.separator : ' ';
}

const withoutWideSpaces = (line: string): string => line.replace(/[\u3000\u00a0]/g, '  ');

function cellsOf(line: string, separator: string): string[] {
  if (separator === '\t') return line.split('\t');
  if (separator === '|') return line.trim().replace(/^\|/, '').replace(/\|$/, '').split('|');
  return withoutWideSpaces(line)
    .split(separator)
    .map((text) => text.trim())
    .filter((text) => text !== '');
}
