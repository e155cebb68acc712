/** Options of `npm run bench`. The defaults are the ones that the targets in README.md are set for. */
import { tmpdir } from 'node:os';
import path from 'node:path';

/** In the order in which they are measured. Imports come last: they add most rows. */
export const SECTION_NAMES = [
  'filing',
  'batches',
  'totals',
  'busy-cell',
  'lists',
  'exports',
  'imports',
  'pending',
  'history',
] as const;
export type SectionName = (typeof SECTION_NAMES)[number];

export interface Options {
  /** How many filings the world holds before the first measurement. */
  readonly rows: number;
  readonly only: readonly SectionName[];
  readonly clients: number;
  /** Of what is compared in alternation: how many rounds, and how long each lasts. */
  readonly rounds: number;
  readonly seconds: number;
  /** Of totals: after how many filings each usual question is asked, and each other one. */
  readonly repeats: number;
  readonly repeatsOther: number;
  /** Requests of each measurement that is a number of requests. */
  readonly requests: number;
  readonly json: string | null;
  readonly dataDir: string;
  /** Generates the world again though there is one. */
  readonly fresh: boolean;
}

export const USAGE = `npm run bench -- [--rows N] [--only ${SECTION_NAMES.join(',')}] [--clients N] [--rounds N] [--seconds S] [--repeats N] [--requests N] [--json FILE] [--fresh]
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
  const only = (given.get('only') ?? SECTION_NAMES.join(',')).split(',') as SectionName[];
  if (only.some((section) => !SECTION_NAMES.includes(section))) throw new Error(USAGE);
  const rows = number('rows', 1_000_000);
  const repeats = number('repeats', 50);
  return {
    rows,
    only,
    clients: number('clients', 16),
    rounds: number('rounds', 5),
    seconds: number('seconds', 5),
    repeats,
    repeatsOther: Math.ceil(repeats / 5),
    requests: number('requests', 2_000),
    json: given.get('json') ?? null,
    fresh: given.has('fresh'),
    dataDir: environment['BENCH_DATA_DIR'] || path.join(tmpdir(), `zhidai-bench-${rows}`),
  };
}
