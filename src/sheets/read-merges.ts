/** Finds the merged cells of a sheet of a workbook. */
import type { Readable } from 'node:stream';
import { SHEET_MERGES_MAX_CHARACTERS } from '../domain/limits.ts';
import { UnreadableError, type Merge } from './spreadsheet.ts';

const BEGIN = /<(?:\w+:)?mergeCells[\s>]/;
const LONGEST_BEGIN_CHARACTERS = 200;
const MERGE = /<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})"/g;

/**
 * The merged cells of a sheet that span several rows, in order of their first row. Their list follows the rows in the
 * part, so this searches the part for the list without parsing the rows (text in cells cannot match: its "<" is escaped).
 *
 * @throws UnreadableError if the list is too long or the part is damaged
 */
export async function readMerges(stream: Readable): Promise<Merge[]> {
  let [text, found] = ['', false];
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      text += chunk.toString('latin1');
      if (!found) {
        const at = text.search(BEGIN);
        found = at >= 0;
        text = found ? text.slice(at) : text.slice(-LONGEST_BEGIN_CHARACTERS);
      }
      if (found && text.includes('mergeCells>')) break;
      if (text.length > SHEET_MERGES_MAX_CHARACTERS)
        throw new UnreadableError('FILE_TOO_COMPLEX', { merged: SHEET_MERGES_MAX_CHARACTERS });
    }
  } catch (error) {
    throw error instanceof UnreadableError ? error : new UnreadableError('FILE_BROKEN');
  } finally {
    stream.destroy();
  }
  if (!found) return [];
  return [...text.matchAll(MERGE)]
    .map(([, column = '', from, to]) => ({ column: indexOf(column), from: Number(from), to: Number(to) }))
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.from - b.from);
}

/** `A` → 0, `AA` → 26 */
const indexOf = (letters: string): number =>
  [...letters].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1;
