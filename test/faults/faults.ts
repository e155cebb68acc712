/**
 * `npm run faults`: plays rounds of faults against the built registry while clients file, and checks that nothing
 * acknowledged is lost or doubled. docs/reliability.md says what is simulated and holds the last report.
 */
import { readOptions } from './options.ts';
import { play, type Result } from './play.ts';
import { reportOf, writeReport } from './report.ts';
import { WORDS } from './rounds.ts';

const HISTORY_MINUTES = 1;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), Date.now() % 1_000_000, WORDS);
  if (process.platform !== 'linux') {
    process.stdout.write('Skipped: npm run faults finds the processes of the server in /proc, so it needs Linux.\n');
    return;
  }
  const begin = performance.now();
  const minutes = (): number => (performance.now() - begin) / 60_000;
  // Alone, the history round lasts for the whole time.
  const historyMinutes =
    options.only.length === 1 && options.minutes > 0
      ? options.minutes
      : Math.min(HISTORY_MINUTES, options.minutes || 1);
  const results: Result[] = [];
  do
    for (const name of options.only) {
      const seed = options.seed + results.length;
      process.stderr.write(`${name}, seed ${seed} …\n`);
      const result = await play(name, seed, historyMinutes);
      results.push(result);
      process.stderr.write(`  ${JSON.stringify({ ...result, problems: result.problems.length })}\n`);
      for (const problem of result.problems.slice(0, 20)) process.stderr.write(`  ! ${problem.slice(0, 1_000)}\n`);
    }
  while (minutes() < options.minutes);
  const report = reportOf(results, options, minutes());
  process.stdout.write(`${report}\n`);
  if (options.write) await writeReport(report);
  if (results.some(({ problems }) => problems.length > 0)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
