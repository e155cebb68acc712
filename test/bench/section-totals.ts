/** Bench section: totals when nothing has changed, and right after a filing, whose amount every answer must contain. */
import { latencyOf, median, round, type Latency } from './figures.ts';
import { expectStatus, load, openAll, times, type HttpConnection } from './http-load.ts';
import { withFloor } from './processes.ts';
import { latencyRow, LATENCY_HEADS } from './table.ts';
import { atMost, type Section, type Target } from './section.ts';
import type { Bench } from './bench.ts';

/** The groupings that people ask for, which have a target of their own. */
const USUAL = ['year', 'year,bank,status', 'year,month', 'year,region', 'year,status'] as const;
/** All others. */
const OTHER = [
  'year,bank',
  'year,month,bank',
  'year,month,region',
  'year,month,status',
  'year,bank,region',
  'year,region,status',
  'year,month,bank,status',
  'year,month,region,status',
  'year,bank,region,status',
  'year,month,bank,region',
  'year,month,bank,region,status',
] as const;
/** By these, all years have more rows than one answer may hold: one year is asked for. */
const OF_ONE_YEAR: readonly string[] = ['year,month,bank,region', 'year,month,bank,region,status'];
/** Of a question and of the same GROUP BY on the table, which is a whole scan. */
const GROUP_BY_REPEATED = 3;

interface UnchangedFigures extends Latency {
  readonly perSecond: number;
}
interface AfterFilingFigures extends Latency {
  readonly filings: number;
  /** Answers that lack the filing that was acknowledged before they were asked for. */
  readonly staleAnswers: number;
  /** The same GROUP BY with count(distinct uscc) on the table. */
  readonly groupByMs: number;
}
export interface TotalsFigures {
  readonly unchanged: Record<string, UnchangedFigures>;
  /** Express answering a constant to as many clients. */
  readonly floor: UnchangedFigures;
  readonly afterFiling: Record<string, AfterFilingFigures>;
  readonly afterFilingOther: Record<string, AfterFilingFigures>;
}

/** Totals as the auditor asks for them: unchanged, and right after a filing. */
export const totalsSection: Section<TotalsFigures> = {
  async measure(bench) {
    const { requests, service, options } = bench;
    const floor = await withFloor(bench, ({ port }) =>
      unchanged(bench, port, () => requests.get('auditor', '/totals')),
    );
    const ask = (by: string, gzip = true) =>
      unchanged(bench, service.port, () => requests.get('auditor', totalsPath(bench, by), gzip));
    return {
      floor,
      unchanged: {
        year: await ask('year'),
        'year,bank,status': await ask('year,bank,status'),
        'year,bank,status, not compressed': await ask('year,bank,status', false),
      },
      afterFiling: await eachRightAfterFiling(bench, USUAL, options.repeats),
      afterFilingOther: await eachRightAfterFiling(bench, OTHER, options.repeatsOther),
    };
  },

  tables: ({ unchanged, floor, afterFiling, afterFilingOther }) => [
    {
      title: 'Totals, nothing changed',
      heads: ['by', ...LATENCY_HEADS, 'per second'],
      rows: [...Object.entries(unchanged), ['floor: Express, a constant', floor] as const].map(([by, one]) => [
        by,
        ...latencyRow(one),
        one.perSecond,
      ]),
    },
    {
      title: 'Totals, right after a filing',
      heads: ['by', ...LATENCY_HEADS, 'stale answers', 'GROUP BY on the table, ms'],
      rows: Object.entries({ ...afterFiling, ...afterFilingOther }).map(([by, one]) => [
        by,
        ...latencyRow(one),
        one.staleAnswers,
        one.groupByMs,
      ]),
    },
  ],

  targets: ({ unchanged, afterFiling, afterFilingOther }) => [
    ...p99AtMost('totals unchanged', unchanged, 10),
    ...p99AtMost('totals right after a filing', afterFiling, 150),
    ...p99AtMost('totals right after a filing', afterFilingOther, 1_500),
  ],
};

function p99AtMost(what: string, figures: Readonly<Record<string, Latency>>, boundMs: number): Target[] {
  return Object.entries(figures).map(([by, { p99Ms }]) => atMost(`${what}, by ${by}, p99`, p99Ms, boundMs, 'ms'));
}

/** The path of the totals of all years, or of this one. */
export function totalsPath({ world }: Bench, by: string): string {
  const to = world.today.slice(0, 4);
  return `/totals?from=${OF_ONE_YEAR.includes(by) ? to : 2020}&to=${to}&by=${by}`;
}

async function unchanged({ options }: Bench, port: number, ask: () => string): Promise<UnchangedFigures> {
  const { clients, requests } = options;
  // Answers come so fast that V8 still compiles in the first half second.
  await load(port, clients, times(2 * requests, ask), expectStatus(200));
  const { latenciesMs, perSecond } = await load(port, clients, times(10 * requests, ask), expectStatus(200));
  return { ...latencyOf(latenciesMs), perSecond: round(perSecond, 0) };
}

async function eachRightAfterFiling(
  bench: Bench,
  groupings: readonly string[],
  repeats: number,
): Promise<Record<string, AfterFilingFigures>> {
  const figures: Record<string, AfterFilingFigures> = {};
  const connections = await openAll(bench.service.port, bench.options.clients);
  try {
    for (const by of groupings) {
      const measured = await rightAfterFiling(bench, connections, totalsPath(bench, by), repeats);
      figures[by] = { ...measured, groupByMs: await groupByMs(bench, by) };
      bench.log(`  right after a filing, by ${by}: p99 ${measured.p99Ms} ms`);
    }
  } finally {
    connections.forEach((connection) => connection.close());
  }
  return figures;
}

/** One client files; when that is answered, all ask at once. Each answer has to hold what was just filed. */
async function rightAfterFiling(
  { requests }: Bench,
  connections: readonly HttpConnection[],
  path: string,
  repeats: number,
): Promise<Omit<AfterFilingFigures, 'groupByMs'>> {
  const latenciesMs: number[] = [];
  let staleAnswers = 0;
  const before = await connections[0]!.send(requests.get('auditor', path));
  expectStatus(200)(before);
  let expectedFen = totalFen(before.body);
  for (let count = 0; count < repeats; count += 1) {
    const filed = await connections[0]!.send(requests.anyFiling());
    expectStatus(201)(filed);
    if (!filed.body.includes('"state":"accepted"')) throw new Error(`not accepted: ${filed.body.slice(0, 500)}`);
    expectedFen += fenOf(/"amount":"([0-9.]+)"/.exec(filed.body)![1]!);
    const replies = await Promise.all(
      connections.map(async (connection) => {
        const sent = performance.now();
        const reply = await connection.send(requests.get('auditor', path));
        latenciesMs.push(performance.now() - sent);
        return reply;
      }),
    );
    // Read when all have come: reading one delays the others.
    for (const reply of replies) {
      expectStatus(200)(reply);
      if (totalFen(reply.body) !== expectedFen) staleAnswers += 1;
    }
  }
  return { ...latencyOf(latenciesMs), filings: repeats, staleAnswers };
}

const fenOf = (yuan: string): bigint => BigInt(yuan.replace('.', ''));

/** The amount of an answer as a whole. */
export function totalFen(body: string): bigint {
  return fenOf(/"amount":"([0-9.]+)"/.exec(body.slice(body.lastIndexOf('"total":')))![1]!);
}

const COLUMNS: Readonly<Record<string, string>> = {
  year: 'extract(year from filed_on)',
  month: 'extract(month from filed_on)',
  bank: 'bank_code',
  region: 'region_code',
  status: 'status',
};

async function groupByMs({ world, options }: Bench, by: string): Promise<number> {
  const columns = by
    .split(',')
    .map((word) => COLUMNS[word])
    .join(', ');
  const tookMs: number[] = [];
  for (let count = 0; count < Math.min(GROUP_BY_REPEATED, options.rounds); count += 1) {
    const begin = performance.now();
    await world.owner.query(
      `select ${columns}, count(*), count(distinct uscc), sum(amount_fen)
      from filing
      where state = 'accepted'
      group by ${columns}`,
    );
    tookMs.push(performance.now() - begin);
  }
  return round(median(tookMs), 1);
}
