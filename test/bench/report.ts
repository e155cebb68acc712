import type { Latency } from './figures.ts';
import type { Report } from './bench.ts';

type Row = readonly (string | number)[];

/** The figures as a table for people. What was not measured is not there. */
export function printReport(report: Report): string {
  const { machine, world, filing, totals, busyCell, lists, exports, imports, peakMb } = report;
  const parts = [
    `Zhidai bench · ${machine.cpu}, ${machine.cores} cores · Node ${machine.node} · PostgreSQL ${machine.postgres} · ${machine.at}`,
    `${world.filings} filings, ${world.firms} firms, ${world.banks} banks · ${world.clients} clients`,
  ];
  if (world.generation) {
    parts.push(
      table(
        'The world, through the constraints and triggers of everything else',
        ['phase', 'rows', 'seconds'],
        [
          ...world.generation.map(({ phase, rows, seconds }) => [phase, rows, seconds]),
          ['together', '', world.generationSeconds ?? ''],
        ],
      ),
    );
  }
  if (filing) {
    parts.push(
      table(
        'Filing one by one',
        ['', 'per second, each round', 'p50 ms', 'p99 ms'],
        [
          [
            'floor: Express + one prepared INSERT',
            filing.floorPerSecond.join(' '),
            filing.floor.p50Ms,
            filing.floor.p99Ms,
          ],
          ['the registry', filing.oursPerSecond.join(' '), filing.ours.p50Ms, filing.ours.p99Ms],
          ['ratio of medians', filing.ratio, '', ''],
        ],
      ),
    );
  }
  if (totals) {
    parts.push(
      table(
        'Totals, nothing changed',
        ['by', ...LATENCY, 'per second'],
        [...Object.entries(totals.unchanged), ['floor: Express, a constant', totals.floor] as const].map(
          ([by, one]) => [by, ...latency(one), one.perSecond],
        ),
      ),
    );
    parts.push(
      table(
        'Totals, right after a filing',
        ['by', ...LATENCY, 'answers that lag', 'GROUP BY on the table, ms'],
        Object.entries(totals.afterFiling).map(([by, one]) => [
          by,
          ...latency(one),
          one.answersThatLag,
          totals.askedOfTheTableMs[by] ?? '',
        ]),
      ),
    );
  }
  if (busyCell) {
    parts.push(
      table(
        `Filing into one cell (${busyCell.cell.bank}, ${busyCell.cell.region}, ${busyCell.cell.status}; ${busyCell.cell.firms} firms)`,
        ['', 'per second, each round', 'p50 ms', 'p99 ms'],
        [
          [
            'one bank, region and status',
            busyCell.oneCellPerSecond.join(' '),
            busyCell.oneCell.p50Ms,
            busyCell.oneCell.p99Ms,
          ],
          ['spread out', busyCell.spreadOutPerSecond.join(' '), busyCell.spreadOut.p50Ms, busyCell.spreadOut.p99Ms],
          ['ratio of medians', busyCell.ratio, '', ''],
        ],
      ),
    );
  }
  if (lists) {
    parts.push(
      table(
        'Lists, 50 filings a page',
        ['', 'page', ...LATENCY, 'per second'],
        Object.entries(lists).flatMap(([who, one]): Row[] => [
          [who, 1, ...latency(one.first), one.first.perSecond],
          [who, one.deepPage, ...latency(one.deep), one.deep.perSecond],
          [`${who}: deep by first, one client`, one.ratio, '', '', '', '', ''],
          ...Object.entries(one.lookedFor).map(([what, ratio]): Row => [
            `${who}: ${what}, by first`,
            ratio,
            '',
            '',
            '',
            '',
            '',
          ]),
        ]),
      ),
    );
  }
  if (exports) {
    parts.push(
      table(
        'All filings as a file',
        ['format', 'seconds', 'first byte, ms', 'MB', 'peak memory, MB', 'meanwhile: a list, p50 ms', 'p99 ms'],
        Object.entries(exports).map(([format, one]) => [
          format,
          one.seconds,
          one.firstByteMs,
          one.megabytes,
          one.peakMb ?? '',
          one.meanwhile.p50Ms,
          one.meanwhile.p99Ms,
        ]),
      ),
    );
  }
  if (imports) {
    parts.push(
      table(
        'Imports, from the upload until all is filed',
        [
          'format',
          'rows',
          'MB',
          'seconds',
          'COPY, s',
          'ratio',
          'COPY without triggers, s',
          'peak MB',
          'list p99 ms',
          'filing p99 ms',
        ],
        Object.entries(imports).map(([format, one]) => [
          format,
          one.rows,
          one.megabytes,
          one.seconds,
          one.copySeconds,
          one.byCopy,
          one.copyWithoutTriggersSeconds,
          one.peakMb ?? '',
          one.listMeanwhile.p99Ms,
          one.filingMeanwhile.p99Ms,
        ]),
      ),
    );
  }
  if (peakMb) parts.push(table('Peak memory of the registry’s process', ['section', 'MB'], Object.entries(peakMb)));
  return `${parts.join('\n\n')}\n\n`;
}

const LATENCY = ['requests', 'p50 ms', 'p99 ms', 'max ms'];
const latency = ({ requests, p50Ms, p99Ms, maxMs }: Latency): Row => [requests, p50Ms, p99Ms, maxMs];

function table(title: string, heads: readonly string[], rows: readonly Row[]): string {
  const cells = [heads, ...rows].map((row) => row.map(String));
  const widths = heads.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('   ')}`;
  return [title, ...cells.map(line)].join('\n');
}
