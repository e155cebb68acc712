/** Options of `npm run faults` and `npm run cluster`. */

export interface Options<Name extends string> {
  readonly only: readonly Name[];
  readonly seed: number;
  /** Rounds are begun until so much time is over. */
  readonly minutes: number;
  /** Writes the report into docs/reliability.md. */
  readonly write: boolean;
  /** Keeps the folder of the run. */
  readonly keep: boolean;
}

/** The words that a command knows: its options, and the names of what it plays. */
export interface Words<Name extends string> {
  readonly command: string;
  readonly options: readonly ('--minutes' | '--only' | '--seed' | '--write' | '--keep')[];
  readonly names: readonly Name[];
}

const SWITCHES = ['--write', '--keep'];

/** @throws Error with the usage, for words that the command does not know */
export function readOptions<Name extends string>(
  words: readonly string[],
  seed: number,
  { command, options, names }: Words<Name>,
): Options<Name> {
  const shown = options.map(
    (name) => `[${SWITCHES.includes(name) ? name : `${name} ${name === '--only' ? 'NAMES' : 'N'}`}]`,
  );
  const usage = `${command} -- ${shown.join(' ')}\nNames, with commas between: ${names.join(',')}`;
  const given = new Map<string, string>();
  for (let index = 0; index < words.length; index += 1) {
    const [name = '', value] = words[index]!.split('=');
    if (!(options as readonly string[]).includes(name)) throw new Error(usage);
    given.set(name, SWITCHES.includes(name) ? 'true' : (value ?? words[(index += 1)] ?? ''));
  }
  const number = (name: string, usual: number): number => {
    const value = Number(given.get(name) ?? usual);
    if (!(value >= 0)) throw new Error(usage);
    return value;
  };
  const only = (given.get('--only') ?? names.join(',')).split(',') as Name[];
  if (only.some((name) => !names.includes(name))) throw new Error(usage);
  return {
    only,
    seed: number('--seed', seed),
    minutes: number('--minutes', 0),
    write: given.has('--write'),
    keep: given.has('--keep'),
  };
}
