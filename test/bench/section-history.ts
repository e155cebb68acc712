/**
 * Bench section: totals as of an earlier posting, after a fifth of the filings has changed since, and how long verify
 * takes. It comes last, as it voids filings.
 */
import { round } from './figures.ts';
import { expectStatus, HttpConnection } from './http-load.ts';
import { waitUntilPosted } from './ledger.ts';
import { atMost, type Section } from './section.ts';
import { totalsPath } from './section-totals.ts';
import type { Bench } from './bench.ts';
import type { BenchWorld } from './world.ts';

const GROUPINGS = ['year', 'year,month', 'year,bank,status'] as const;
/** One filing in so many is voided after the posting that is asked for. */
const CHANGED_EVERY = 5;

interface AsOfFigures {
  readonly firstMs: number;
  readonly againMs: number;
}
export interface HistoryFigures {
  readonly changed: number;
  readonly asOf: Record<string, AsOfFigures>;
  readonly events: number;
  readonly chainSeconds: number;
}

/** Targets of issue and ledger design: a million filings with 200,000 later changes. */
export const historySection: Section<HistoryFigures> = {
  async measure(bench) {
    const { world, service, requests } = bench;
    await waitUntilPosted(world);
    const posting = await latest(world);
    const changed = await changeMany(world);
    await waitUntilPosted(world);
    const connection = await HttpConnection.open(service.port);
    const asOf: Record<string, AsOfFigures> = {};
    try {
      for (const by of GROUPINGS) {
        const ask = async (): Promise<number> => {
          const sent = performance.now();
          expectStatus(200)(await connection.send(requests.get('auditor', `${totalsPath(bench, by)}&asOf=${posting}`)));
          return round(performance.now() - sent, 1);
        };
        asOf[by] = { firstMs: await ask(), againMs: await ask() };
        bench.log(`  as of posting ${posting}, by ${by}: ${asOf[by].firstMs} ms, again ${asOf[by].againMs} ms`);
      }
    } finally {
      connection.close();
    }
    return { changed, asOf, ...(await verifyChain(bench)) };
  },

  tables: ({ changed, asOf, events, chainSeconds }) => [
    {
      title: `Totals as of a posting, ${changed} filings changed since; the chain over ${events} events in ${chainSeconds} s`,
      heads: ['by', 'first, ms', 'again, ms'],
      rows: Object.entries(asOf).map(([by, { firstMs, againMs }]) => [by, firstMs, againMs]),
    },
  ],

  targets: ({ asOf, events, chainSeconds }) => [
    atMost('totals as of a posting, by year', asOf['year']!.firstMs, 2_000, 'ms'),
    atMost('totals as of a posting, by month', asOf['year,month']!.firstMs, 5_000, 'ms'),
    atMost('the same asked again', asOf['year,month']!.againMs, 50, 'ms'),
    atMost('chain, seconds for a million events', round((chainSeconds * 1_000_000) / events, 1), 60, 's'),
  ],
};

async function latest({ owner }: BenchWorld): Promise<number> {
  const { rows } = await owner.query('select max(no)::int as no from posting');
  return (rows[0] as { no: number }).no;
}

async function changeMany({ owner }: BenchWorld): Promise<number> {
  await owner.query(
    `select set_config('app.role', 'auditor', false), set_config('app.actor', 'bench', false),
      set_config('app.action', 'filing.void', false), set_config('app.now', now()::text, false)`,
  );
  const { rows } = await owner.query(
    `with voided as (
      update filing set state = 'voided', state_reason = 'bench', state_changed_at = now()
      where state = 'accepted' and abs(hashtext(id::text)) % ${CHANGED_EVERY} = 0
      returning 1
    )
    select count(*)::int as changed from voided`,
  );
  return (rows[0] as { changed: number }).changed;
}

async function verifyChain({ world }: Bench): Promise<Pick<HistoryFigures, 'events' | 'chainSeconds'>> {
  const { rows } = await world.owner.query('select count(*)::int as events from trail');
  const begin = performance.now();
  const found = await world.owner.query('select * from verify_chain()');
  if (found.rows.length > 0) throw new Error(`the chain has ${found.rows.length} differences`);
  return { events: (rows[0] as { events: number }).events, chainSeconds: round((performance.now() - begin) / 1000, 1) };
}
