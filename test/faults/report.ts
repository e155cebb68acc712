/** The report of a run, and its place in docs/reliability.md. */
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Result } from './play.ts';
import { ROUNDS, type RoundName } from './rounds.ts';

const FILE = path.resolve(import.meta.dirname, '../../docs/reliability.md');

/** In Markdown. */
export function reportOf(results: readonly Result[], { seed }: { seed: number }, minutes: number): string {
  const played = results.filter(({ skipped }) => skipped === undefined);
  const problems = results.flatMap(({ name, seed: of, problems: all }) =>
    all.map((problem) => `- ${name}, seed ${of}: ${problem}`),
  );
  const sum = (figure: (result: Result) => number): number => played.reduce((all, result) => all + figure(result), 0);
  return [
    circumstances(minutes, seed),
    `${played.length} rounds, ${sum(({ filings }) => filings)} acknowledged filings, ${sum(({ imports }) => imports)} imports, ` +
      `${sum(({ reads }) => reads)} answers checked; ${problems.length === 0 ? 'no problem was found' : `${problems.length} problems`}.`,
    table(results),
    ...results.flatMap(({ name, skipped }) => (skipped === undefined ? [] : [`Skipped: ${name}: ${skipped}.`])),
    ...(problems.length === 0 ? [] : ['Problems:', problems.slice(0, 30).join('\n')]),
  ].join('\n\n');
}

function table(results: readonly Result[]): string {
  const heads = [
    'round',
    'fault',
    'processes',
    'rounds',
    'filings',
    'answers checked',
    '503',
    'broken connections',
    'slowest answer, s',
    'filing again after, s',
    'problems',
  ];
  const rows = [...new Set(results.map(({ name }) => name))].map((name) => rowOf(name, results));
  return [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function rowOf(name: RoundName, results: readonly Result[]): (string | number)[] {
  const of = results.filter((result) => result.name === name && result.skipped === undefined);
  const sum = (figure: (result: Result) => number): number => of.reduce((all, result) => all + figure(result), 0);
  const recovered = of.flatMap(({ recoveredSeconds }) => recoveredSeconds);
  return [
    `\`${name}\``,
    ROUNDS[name].title,
    ROUNDS[name].shape === 'embedded' ? 'one, embedded' : 'two, one server',
    of.length,
    sum(({ filings }) => filings),
    sum(({ reads }) => reads),
    sum(({ unavailable }) => unavailable),
    sum(({ lost }) => lost),
    Math.max(0, ...of.map(({ slowestSeconds }) => slowestSeconds)),
    recovered.length === 0 ? '' : `${Math.min(...recovered)}–${Math.max(...recovered)}`,
    sum(({ problems }) => problems.length),
  ];
}

/** Replaces the last report of a command. */
export async function writeReport(report: string, command = 'npm run faults'): Promise<void> {
  const text = await readFile(FILE, 'utf8');
  const [before, after] = [`<!-- written by ${command}: begin -->`, `<!-- written by ${command}: end -->`];
  const [begin, end] = [text.indexOf(before), text.indexOf(after)];
  if (begin < 0 || end < begin) throw new Error(`${FILE} lacks the marks of the report`);
  const whole = `${text.slice(0, begin)}${before}\n\n${report}\n\n${text.slice(end)}`;
  await writeFile(FILE, await format(whole, { ...(await resolveConfig(FILE)), filepath: FILE }));
}

/** When and where, for the first line of a report. */
export const circumstances = (minutes: number, seed: number): string =>
  `Last run: ${new Date().toISOString().slice(0, 16)}Z, ${Math.round(minutes)} minutes, seed ${seed}, on ${cpus()[0]?.model ?? 'an unknown processor'}, ` +
  `${availableParallelism()} cores, ${Math.round(totalmem() / 1024 ** 3)} GB, Node ${process.version}.`;
