import type { Readable } from 'node:stream';
import { SHEET_MERGES_MAX_CHARACTERS } from '../domain/limits.ts';
import { UnreadableError, type Merge } from './read.ts';

const BEGIN = /<(?:\w+:)?mergeCells[\s>]/;
const LONGEST_BEGIN_CHARACTERS = 200;
const MERGE = /<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})"/g;

/**
 * The cells of a sheet that go over several rows. They are listed behind its rows, which are streamed: so this looks for
 * the list alone, past all that stands before it (where "<" is always written otherwise).
 *
 * @throws UnreadableError for a list that no table has, or a damaged part
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

const indexOf = (letters: string): number =>
  [...letters].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1;
