import type { ZxcvbnFactory, ZxcvbnResult } from '@zxcvbn-ts/core';

/** How hard a password is to guess, estimated by zxcvbn: dictionaries, rows of keys, repetitions, dates. */

/** What to avoid: texts are in domain/messages. */
export type Weakness = 'common' | 'pattern' | 'personal' | 'short';

export interface Strength {
  /** 0 to 4; from 3 on (10⁸ guesses) a password is accepted. */
  readonly score: number;
  /** What makes it weak; null for an accepted password. */
  readonly weakness: Weakness | null;
}

const ACCEPTED_SCORE = 3;
/**
 * The estimate takes more than linear time: of a longer password the beginning is examined, and of its spellings with
 * digits for letters only some. At most 10 ms for each estimate then.
 */
const LIMITS = { maxLength: 32, l33tMaxSubstitutions: 4 };

let loading: Promise<ZxcvbnFactory> | undefined;

/** The dictionaries take some megabytes of memory: they are loaded with the first password. */
async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, ...LIMITS });
}

/**
 * Estimates a password, and what is left of it without the words: zxcvbn gives some strength to every combination of
 * words, also of known ones. The weaker estimate counts.
 *
 * @param words words that add no strength, in lower case
 */
export async function passwordStrength(password: string, words: readonly string[]): Promise<Strength> {
  const zxcvbn = await (loading ??= load());
  const text = password.toLowerCase();
  const rest = [...words].sort((a, b) => b.length - a.length).reduce((left, word) => left.replaceAll(word, ''), text);
  const whole = zxcvbn.check(text, [...words]);
  if (whole.score < ACCEPTED_SCORE) return { score: whole.score, weakness: weaknessOf(whole) };
  const { score } = rest === text ? whole : zxcvbn.check(rest, [...words]);
  return { score, weakness: score < ACCEPTED_SCORE ? 'personal' : null };
}

const PATTERNS = ['spatial', 'repeat', 'sequence', 'wordSequence', 'date', 'regex'];

/** By the part that covers most of the password. */
function weaknessOf({ sequence }: ZxcvbnResult): Weakness {
  if (sequence.some((part) => part['dictionaryName'] === 'userInputs')) return 'personal';
  const [longest] = [...sequence].sort((a, b) => b.token.length - a.token.length);
  if (longest?.pattern === 'dictionary') return 'common';
  return longest !== undefined && PATTERNS.includes(longest.pattern) ? 'pattern' : 'short';
}
