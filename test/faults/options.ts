/** Options of `npm run faults`. */
import { ROUND_NAMES, type RoundName } from './rounds.ts';

export interface Options {
  /** Rounds are begun until so much time is over; the history round lasts for all of it. */
  readonly minutes: number;
  readonly only: readonly RoundName[];
  readonly seed: number;
  /** Writes the report into docs/reliability.md. */
  readonly write: boolean;
}

export const USAGE = `npm run faults -- [--minutes N] [--only NAMES] [--seed N] [--write]
Rounds: ${ROUND_NAMES.join(',')}. Without --minutes each round runs once.`;

/** @throws Error with the usage, for words that it does not know */
export function readOptions(words: readonly string[], seed: number): Options {
  const given = new Map<string, string>();
  for (let index = 0; index < words.length; index += 1) {
    const [name = '', value] = words[index]!.split('=');
    if (!['--minutes', '--only', '--seed', '--write'].includes(name)) throw new Error(USAGE);
    given.set(name, name === '--write' ? 'true' : (value ?? words[(index += 1)] ?? ''));
  }
  const number = (name: string, usual: number): number => {
    const value = Number(given.get(name) ?? usual);
    if (!(value >= 0)) throw new Error(USAGE);
    return value;
  };
  const only = (given.get('--only') ?? ROUND_NAMES.join(',')).split(',') as RoundName[];
  if (only.some((name) => !ROUND_NAMES.includes(name))) throw new Error(USAGE);
  return { minutes: number('--minutes', 0), only, seed: number('--seed', seed), write: given.has('--write') };
}
