import { latencyOf, median, round, type Latency } from './figures.ts';
import { HttpConnection, load, times } from './http-load.ts';
import { startFloor } from './processes.ts';
import type { Bench } from './bench.ts';

/** The groupings that have a promise of their own, and others, which are counted when asked for. */
const KEPT = ['year', 'year,bank,status', 'year,month', 'year,region', 'year,status'] as const;
const COUNTED = ['year,month,bank', 'year,month,region,status', 'year,bank,region,status'] as const;

export interface TotalsFigures {
  readonly unchanged: Record<string, Latency & { perSecond: number }>;
  /** Express answering a constant to as many clients, in the same run. */
  readonly floor: Latency & { perSecond: number };
  readonly afterFiling: Record<string, Latency & { filings: number; answersThatLag: number }>;
  /** The same GROUP BY with count(distinct) asked of the table: the median of some runs, in ms. */
  readonly askedOfTheTableMs: Record<string, number>;
}

export async function measureTotals(bench: Bench): Promise<TotalsFigures> {
  const { options, service, bankSide } = bench;
  const to = bench.world.today.slice(0, 4);
  const path = (by: string): string => `/totals?from=2020&to=${to}&by=${by}`;
  const unchanged: TotalsFigures['unchanged'] = {};
  const floor = await startFloor(bench.world.server.owner, bench.logFile('floor'));
  const measure = async (port: number, ask: () => string): Promise<Latency & { perSecond: number }> => {
    // Answers that come so fast are measured for some seconds: in the first half second the compiler is still at work.
    await load(port, options.clients, 200, times(2 * options.requests, ask));
    const { latenciesMs, perSecond } = await load(port, options.clients, 200, times(10 * options.requests, ask));
    return { ...latencyOf(latenciesMs), perSecond: round(perSecond, 0) };
  };
  const constant = await measure(floor.port, () => bankSide.get('auditor', '/totals')).finally(() => floor.stop());
  for (const [name, by, gzip] of [
    ['year', 'year', true],
    ['year,bank,status', 'year,bank,status', true],
    ['year,bank,status, not compressed', 'year,bank,status', false],
  ] as const) {
    unchanged[name] = await measure(service.port, () => bankSide.get('auditor', path(by), gzip));
  }
  const afterFiling: TotalsFigures['afterFiling'] = {};
  for (const [groupings, repeats] of [
    [KEPT, options.repeats],
    [COUNTED, options.repeatsCounted],
  ] as const) {
    for (const by of groupings) {
      afterFiling[by] = await rightAfterFiling(bench, path(by), repeats);
      bench.say(`  right after a filing, by ${by}: p99 ${afterFiling[by].p99Ms} ms`);
    }
  }
  return { unchanged, floor: constant, afterFiling, askedOfTheTableMs: await askTheTable(bench) };
}

/** One files; when that is answered, everybody asks at once. Each answer has to hold what was just filed. */
async function rightAfterFiling(
  { options, service, bankSide }: Bench,
  path: string,
  repeats: number,
): Promise<Latency & { filings: number; answersThatLag: number }> {
  const connections = await Promise.all(
    Array.from({ length: options.clients }, () => HttpConnection.open(service.port)),
  );
  const ask = (connection: HttpConnection) => connection.send(bankSide.get('auditor', path));
  const latencies: number[] = [];
  let answersThatLag = 0;
  try {
    let filed = totalFen((await ask(connections[0]!)).body);
    for (let turn = 0; turn < repeats; turn += 1) {
      const { status, body } = await connections[0]!.send(bankSide.anyFiling());
      if (status !== 201 || !body.includes('"state":"accepted"'))
        throw new Error(`filing was answered ${status}: ${body.slice(0, 500)}`);
      filed += fen(/"amount":"([0-9.]+)"/.exec(body)![1]!);
      const replies = await Promise.all(
        connections.map(async (connection) => {
          const sent = performance.now();
          const reply = await ask(connection);
          latencies.push(performance.now() - sent);
          return reply;
        }),
      );
      // Read when all have come: reading one would make the others wait.
      for (const reply of replies) {
        if (reply.status !== 200) throw new Error(`totals were answered ${reply.status}: ${reply.body.slice(0, 500)}`);
        if (totalFen(reply.body) !== filed) answersThatLag += 1;
      }
    }
  } finally {
    connections.forEach((connection) => connection.close());
  }
  return { ...latencyOf(latencies), filings: repeats, answersThatLag };
}

const fen = (yuan: string): bigint => BigInt(yuan.replace('.', ''));

function totalFen(body: string): bigint {
  return fen(/"amount":"([0-9.]+)"/.exec(body.slice(body.lastIndexOf('"total":')))![1]!);
}

const COLUMN: Readonly<Record<string, string>> = {
  year: 'extract(year from filed_on)',
  month: 'extract(month from filed_on)',
  bank: 'bank_code',
  region: 'region_code',
  status: 'status',
};

async function askTheTable({ world, options }: Bench): Promise<Record<string, number>> {
  const asked: Record<string, number> = {};
  for (const by of [...KEPT, ...COUNTED]) {
    const columns = by
      .split(',')
      .map((word) => COLUMN[word])
      .join(', ');
    const tookMs: number[] = [];
    for (let run = 0; run < Math.min(5, options.rounds); run += 1) {
      const begin = performance.now();
      await world.owner.query(
        `select ${columns}, count(*), count(distinct uscc), sum(amount_fen) from filing where state = 'accepted' group by ${columns}`,
      );
      tookMs.push(performance.now() - begin);
    }
    asked[by] = round(median(tookMs), 1);
  }
  return asked;
}
