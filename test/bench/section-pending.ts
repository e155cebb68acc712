/** Bench section: totals, lists and filings right after a large import, while its ledger entries are pending. */
import type { Bench } from './bench.ts';
import { latencyOf, round, type Latency } from './figures.ts';
import { expectStatus, HttpConnection } from './http-load.ts';
import { importSheet, loanSheet } from './import-file.ts';
import { waitUntilPosted } from './ledger.ts';
import { filingOfficer, listingAuditor, withBackgroundClients } from './background.ts';
import { BANKS } from './people.ts';
import { latencyRow, LATENCY_HEADS } from './table.ts';
import { atMost, type Section } from './section.ts';
import { totalFen, totalsPath } from './section-totals.ts';
import type { BenchWorld } from './world.ts';

export interface PendingFigures {
  readonly rows: number;
  /** By year, asked again and again by one auditor, while the entries of the import are pending. */
  readonly totals: Latency;
  /** Answers that lack rows of the import. */
  readonly staleAnswers: number;
  /** From the commit of the import until none of its entries is pending. */
  readonly postedSeconds: number;
  readonly listMeanwhile: Latency;
  readonly filingMeanwhile: Latency;
}

const BANK = BANKS[2]!.code;
/** Slower than this, and somebody has waited for the posting or for a read of pending entries. */
const UNNOTICED_MAX_MS = 1_000;

/** What is noticed right after an import, before its ledger entries are posted. */
export const pendingSection: Section<PendingFigures> = {
  async measure(bench) {
    const sheet = await loanSheet(bench, 'csv');
    await importSheet(bench, BANK, sheet);
    const { result, latencies } = await withBackgroundClients(
      bench.service.port,
      { list: listingAuditor(bench), filing: filingOfficer(bench) },
      () => askUntilPosted(bench),
    );
    return { rows: sheet.rows, ...result, listMeanwhile: latencies.list, filingMeanwhile: latencies.filing };
  },

  tables: ({ rows, totals, staleAnswers, postedSeconds, listMeanwhile, filingMeanwhile }) => [
    {
      title: `After an import of ${rows} rows, until it is posted: ${postedSeconds} s, ${staleAnswers} stale answers`,
      heads: ['', ...LATENCY_HEADS],
      rows: [
        ['totals by year', ...latencyRow(totals)],
        ['meanwhile: a list', ...latencyRow(listMeanwhile)],
        ['meanwhile: a filing of another bank', ...latencyRow(filingMeanwhile)],
      ],
    },
  ],

  targets: ({ totals, postedSeconds, listMeanwhile, filingMeanwhile }) => [
    atMost('totals by year before an import is posted, slowest', round(totals.maxMs / 1000), 4, 's'),
    atMost('meanwhile a list page, slowest', listMeanwhile.maxMs, UNNOTICED_MAX_MS, 'ms'),
    atMost('meanwhile a filing of another bank, slowest', filingMeanwhile.maxMs, UNNOTICED_MAX_MS, 'ms'),
    atMost('import posted after its commit', postedSeconds, 30, 's'),
  ],
};

async function askUntilPosted(
  bench: Bench,
): Promise<Pick<PendingFigures, 'totals' | 'staleAnswers' | 'postedSeconds'>> {
  const { service, requests, world } = bench;
  const committed = performance.now();
  let isOver = false;
  const posted = waitUntilPosted(world, BANK)
    .then(() => round((performance.now() - committed) / 1000))
    .finally(() => {
      isOver = true;
    });
  const connection = await HttpConnection.open(service.port);
  const latenciesMs: number[] = [];
  let staleAnswers = 0;
  try {
    const expectedFen = await acceptedFen(world);
    do {
      const sent = performance.now();
      const reply = await connection.send(requests.get('auditor', totalsPath(bench, 'year')));
      latenciesMs.push(performance.now() - sent);
      expectStatus(200)(reply);
      if (totalFen(reply.body) < expectedFen) staleAnswers += 1;
    } while (!isOver);
  } finally {
    connection.close();
  }
  return { totals: latencyOf(latenciesMs), staleAnswers, postedSeconds: await posted };
}

async function acceptedFen({ owner }: BenchWorld): Promise<bigint> {
  const { rows } = await owner.query(`select sum(amount_fen)::text as fen from filing where state = 'accepted'`);
  return BigInt((rows[0] as { fen: string }).fen);
}
