/** The report of `npm run cluster`, in Markdown. */
import type { Measured as Load } from '../faults/play.ts';
import type { Restored } from './backup.ts';
import { STEPS, type Measured } from './steps.ts';

const PROBLEMS_SHOWN = 30;

export function reportOf(
  load: Load,
  steps: readonly Measured[],
  restored: Restored | undefined,
  problems: readonly string[],
): string {
  const heads = ['step', 'what happened', 'filing again after, s', 'three databases again after, s', ''];
  const rows = steps.map(({ name, recoveredSeconds, replicatingSeconds, note }) => [
    `\`${name}\``,
    STEPS[name].title,
    recoveredSeconds ?? '',
    replicatingSeconds ?? '',
    note ?? '',
  ]);
  return [
    `${load.filings} acknowledged filings, ${load.reads} answers of totals, lists and pages checked, ${load.unavailable} answers of 503, ` +
      `${load.lost} broken connections, slowest answer ${load.slowestSeconds} s; ` +
      `${problems.length === 0 ? 'none lost, none doubled, no total behind, no other problem' : `${problems.length} problems`}.`,
    [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n'),
    ...(restored === undefined
      ? []
      : [
          `Restored from the backup and the archive after the last step: one database led after ${restored.seconds} s, ` +
            `three replicated after ${restored.replicatingSeconds} s, with every filing.`,
        ]),
    ...(problems.length === 0
      ? []
      : [
          'Problems:',
          problems
            .slice(0, PROBLEMS_SHOWN)
            .map((problem) => `- ${problem.slice(0, 1_000)}`)
            .join('\n'),
        ]),
  ].join('\n\n');
}
