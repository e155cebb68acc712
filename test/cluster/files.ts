/**
 * The configuration files of docs/operations, with the addresses, paths and passwords of a run. What docs/operations.md
 * shows is what runs: whatever is replaced is named here.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.resolve(import.meta.dirname, '../../docs/operations');
/** A line with it names all three machines of the database and is the same on each. */
const THIRD_MACHINE = '10.20.0.13';
/** What only the documented machines have. */
const DOCUMENTED = /10\.20\.0\.|CHANGE-|\/var\/(lib|run|backups)|\/etc\/|\/run\/haproxy/;

export type Replacements = readonly (readonly [documented: string, here: string])[];

export const readDocumented = (name: string): string => readFileSync(path.join(FOLDER, name), 'utf8');

/** The file as it is on the n-th machine of the database (1–3): with its own name and address. */
export function ofMachine(text: string, n: number): string {
  return text
    .split('\n')
    .map((line) =>
      line.includes(THIRD_MACHINE)
        ? line
        : line.replaceAll(/\bdb1\b/g, `db${n}`).replaceAll('10.20.0.11', `10.20.0.1${n}`),
    )
    .join('\n');
}

/**
 * Replaces what is documented by what is here, longer texts first.
 *
 * @throws Error when something that only the documented machines have is left
 */
export function fill(text: string, replacements: Replacements): string {
  const longestFirst = [...replacements].sort(([a], [b]) => b.length - a.length);
  const filled = longestFirst.reduce((all, [documented, here]) => all.replaceAll(documented, here), text);
  // Only the lines that the programs read.
  const lines = filled.split('\n').filter((line) => !/^\s*(#|--)/.test(line));
  const left = lines.find((line) => DOCUMENTED.test(line));
  if (left !== undefined) throw new Error(`npm run cluster does not know how to fill this line: ${left}`);
  return lines.join('\n');
}

/** The variables of a file of `NAME=value` lines. */
export function variablesOf(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => /^[A-Z_]+=/.test(line));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}
