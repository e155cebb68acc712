/**
 * Bench section: whether filings of one bank, region and status, which change the same total, wait for each other.
 * There is no target; the ratio should stay near 1.
 */
import type { Bench } from './bench.ts';
import { ratioOf, type Throughput } from './figures.ts';
import { expectStatus } from './http-load.ts';
import { BANKS, type BenchFirm } from './people.ts';
import { throughputRow, THROUGHPUT_HEADS } from './table.ts';
import { anyOf } from './requests.ts';
import { measureRounds } from './rounds.ts';
import type { Section } from './section.ts';

export interface BusyCellFigures {
  readonly cell: { readonly bank: string; readonly region: string; readonly status: string; readonly firms: number };
  readonly oneCell: Throughput;
  readonly spreadOut: Throughput;
  readonly ratio: number;
}

/** `oneCell`: one bank files for firms of one region and status. `spreadOut`: all banks file for all firms. */
export const busyCellSection: Section<BusyCellFigures> = {
  async measure(bench) {
    const { options, service, requests } = bench;
    const { region, status, firms } = await busiestCell(bench);
    const bank = BANKS[0]!.code;
    const filing = { port: service.port, clients: options.clients, check: expectStatus(201) };
    const { oneCell, spreadOut } = await measureRounds(options, {
      oneCell: { ...filing, request: () => requests.filing(anyOf(firms), bank) },
      spreadOut: { ...filing, request: () => requests.anyFiling() },
    });
    return {
      cell: { bank, region, status, firms: firms.length },
      oneCell,
      spreadOut,
      ratio: ratioOf(oneCell, spreadOut),
    };
  },

  tables: ({ cell, oneCell, spreadOut, ratio }) => [
    {
      title: `Filing into one cell (${cell.bank}, ${cell.region}, ${cell.status}; ${cell.firms} firms)`,
      heads: ['', ...THROUGHPUT_HEADS, ': spread out'],
      rows: [
        ['one bank, region and status', ...throughputRow(oneCell), ratio],
        ['spread out', ...throughputRow(spreadOut), ''],
      ],
    },
  ],

  targets: () => [],
};

/** The region and status that most firms have on the day of disbursement. */
async function busiestCell({
  world,
  disbursedOn,
}: Bench): Promise<{ region: string; status: string; firms: BenchFirm[] }> {
  const { rows } = await world.owner.query(
    `select region_code, kinds, array_agg(uscc) as usccs
    from firm
    cross join lateral (
      select coalesce(string_agg(kind, ' + ' order by kind), 'none') as kinds
      from jsonb_object_keys(link_of(uscc, $1::date)) kind
    ) status
    group by 1, 2
    order by count(*) desc
    limit 1`,
    [disbursedOn],
  );
  const { region_code, kinds, usccs } = rows[0] as { region_code: string; kinds: string; usccs: string[] };
  const inCell = new Set(usccs);
  return { region: region_code, status: kinds, firms: world.firms.filter(({ uscc }) => inCell.has(uscc)) };
}
