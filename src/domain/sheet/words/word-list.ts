/** Lists of words that cells may hold. Words are compared whole; a part of a longer word is never recognised. */
import type { Day } from '../../values/day.ts';
import { squeeze } from '../cell.ts';

export interface WordList<T> {
  /** The day of the last change. */
  readonly asOf: Day;
  readonly meanings: ReadonlyMap<string, T>;
}

/** What is put around a word: quotes, full stops, colons. */
const AROUND = new Set('"\'“”‘’「」.。:：');

/** The key by which words are compared: narrow, in upper case, without white space. */
export function wordKey(text: string): string {
  const word = squeeze(text);
  let [begin, end] = [0, word.length];
  while (begin < end && AROUND.has(word[begin]!)) begin += 1;
  while (end > begin && AROUND.has(word[end - 1]!)) end -= 1;
  return word.slice(begin, end).toUpperCase();
}

/** @param entries each meaning with its words, separated by spaces */
export function wordList<T>(asOf: Day, entries: readonly (readonly [T, string])[]): WordList<T> {
  return {
    asOf,
    meanings: new Map(
      entries.flatMap(([meaning, words]) =>
        words
          .split(/\s+/)
          .filter((word) => word !== '')
          .map((word) => [wordKey(word), meaning] as const),
      ),
    ),
  };
}

/** The pattern of any of these words, which are separated by spaces and may be patterns themselves. */
export const either = (words: string): string => `(?:${words.split(' ').join('|')})`;
