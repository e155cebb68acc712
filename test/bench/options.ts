import { tmpdir } from 'node:os';
import path from 'node:path';

export const SECTIONS = ['filing', 'totals', 'busy-cell', 'lists', 'exports', 'imports'] as const;
export type Section = (typeof SECTIONS)[number];

export interface Options {
  /** How many filings the world holds before the first measurement. */
  readonly rows: number;
  readonly only: readonly Section[];
  readonly clients: number;
  /** Of filing: how often ours and the floor take turns, and for how long each. */
  readonly rounds: number;
  readonly seconds: number;
  /** Of totals: how often each question is asked right after a filing; questions that are counted from scratch, fewer times. */
  readonly repeats: number;
  readonly repeatsCounted: number;
  /** Requests of each measurement that is a number of requests. */
  readonly requests: number;
  readonly json: string | null;
  readonly dataDir: string;
  /** Makes the world anew though there is one. */
  readonly fresh: boolean;
}

export const USAGE = `npm run bench -- [--rows N] [--only ${SECTIONS.join(',')}] [--clients N] [--rounds N] [--seconds S] [--repeats N] [--requests N] [--json FILE] [--fresh]
BENCH_DATA_DIR: where the world is kept between runs (by default in the system's temporary folder).`;

/** @throws Error with the usage, for words that it does not know */
export function readOptions(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Options {
  const given = new Map<string, string>();
  for (let index = 0; index < words.length; index += 1) {
    const [name = '', value] = words[index]!.replace(/^--/, '').split('=');
    if (
      !words[index]!.startsWith('--') ||
      !['rows', 'only', 'clients', 'rounds', 'seconds', 'repeats', 'requests', 'json', 'fresh'].includes(name)
    )
      throw new Error(USAGE);
    given.set(name, name === 'fresh' ? 'true' : (value ?? words[(index += 1)] ?? ''));
  }
  const number = (name: string, usual: number): number => {
    const value = Number((given.get(name) ?? String(usual)).replaceAll('_', '').replaceAll(',', ''));
    if (!(value > 0)) throw new Error(USAGE);
    return value;
  };
  const only = (given.get('only') ?? SECTIONS.join(',')).split(',') as Section[];
  if (only.some((section) => !SECTIONS.includes(section))) throw new Error(USAGE);
  const rows = number('rows', 1_000_000);
  const repeats = number('repeats', 50);
  return {
    rows,
    only,
    clients: number('clients', 16),
    rounds: number('rounds', 5),
    seconds: number('seconds', 5),
    repeats,
    repeatsCounted: Math.ceil(repeats * 0.4),
    requests: number('requests', 2_000),
    json: given.get('json') ?? null,
    fresh: given.has('fresh'),
    dataDir: environment['BENCH_DATA_DIR'] || path.join(tmpdir(), `zhidai-bench-${rows}`),
  };
}
