/**
 * `npm run cluster`: starts the installation of docs/operations.md on this machine, fails parts of it while clients file,
 * and checks that nothing acknowledged is lost or doubled. docs/reliability.md holds the last report.
 */
import { readOptions } from '../faults/options.ts';
import { measure } from '../faults/play.ts';
import { circumstances, writeReport } from '../faults/report.ts';
import { restoreCluster, type Restored } from './backup.ts';
import { findPrograms } from './programs.ts';
import { reportOf } from './report.ts';
import { openStack, type Stack } from './stack.ts';
import { playSteps, WORDS, type Measured } from './steps.ts';

/** The aim of docs/operations.md. */
const FILING_AGAIN_WITHIN_SECONDS = 30;
/** A dozen clients that leave a small machine some time for three databases. */
const PAUSE_MS = 100;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), Date.now() % 1_000_000, WORDS);
  const programs = await findPrograms();
  if (typeof programs === 'string') return void process.stdout.write(`${programs}\n`);
  const begin = performance.now();
  let remove = async (): Promise<void> => undefined;
  const interrupted = (): void => {
    process.stderr.write('Stopping … / 正在停止……\n');
    void remove().finally(() => process.exit(130));
  };
  process.on('SIGINT', interrupted).on('SIGTERM', interrupted);
  process.stderr.write('starting etcd, Patroni, HAProxy and two services …\n');
  const stack = await openStack(programs, options.keep, (removeAll) => (remove = removeAll));
  try {
    process.stderr.write(`started after ${Math.round((performance.now() - begin) / 1_000)} s in ${stack.folder}\n`);
    const steps: Measured[] = [];
    const disturbance = {
      fault: async (under: Parameters<typeof playSteps>[2]) => playSteps(options.only, stack, under, steps),
      recoveryMaxSeconds: FILING_AGAIN_WITHIN_SECONDS,
      pauseMs: PAUSE_MS,
    };
    const measured = await measure(stack.registry, disturbance, options.seed);
    const restored = options.only.includes('backup') ? await restoreSafely(stack) : undefined;
    await stack.registry.remove();
    const problems = [...measured.problems, ...(restored?.problems ?? []), ...stack.registry.problems];
    const minutes = (performance.now() - begin) / 60_000;
    const report = [circumstances(minutes, options.seed), reportOf(measured, steps, restored, problems)].join('\n\n');
    process.stdout.write(`${report}\n`);
    if (options.write) await writeReport(report, WORDS.command);
    if (problems.length > 0) process.exitCode = 1;
  } finally {
    await remove();
  }
}

/** A restore that fails is a problem of the report. */
const restoreSafely = (stack: Stack): Promise<Restored> =>
  restoreCluster(stack).catch((error: unknown) => ({
    seconds: 0,
    replicatingSeconds: 0,
    problems: [`the restore failed: ${error instanceof Error ? error.stack : String(error)}`],
  }));

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
