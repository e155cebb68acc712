import { latencyOf, median, round, type Latency } from './figures.ts';
import { forSeconds, load } from './http-load.ts';
import { BANKS, type BenchFirm } from './people.ts';
import type { Bench } from './bench.ts';

export interface BusyCellFigures {
  readonly cell: { bank: string; region: string; status: string; firms: number };
  readonly oneCellPerSecond: number[];
  readonly spreadOutPerSecond: number[];
  /** Median of one cell by median of spread out. */
  readonly ratio: number;
  readonly oneCell: Latency;
  readonly spreadOut: Latency;
}

/** All officers of one bank, into one region and status, in turns with filings by everybody for everybody. */
export async function measureBusyCell(bench: Bench): Promise<BusyCellFigures> {
  const { options, service, bankSide } = bench;
  const { region, status, firms } = await busiestCell(bench);
  const bank = BANKS[0]!.code;
  const inOneCell = (): string => bankSide.filing(firms[Math.floor(Math.random() * firms.length)]!, bank);
  const [oneCellPerSecond, spreadOutPerSecond, oneMs, spreadMs]: [number[], number[], number[], number[]] = [
    [],
    [],
    [],
    [],
  ];
  for (let turn = 0; turn < options.rounds; turn += 1) {
    for (const [filing, perSecond, latencies] of [
      [inOneCell, oneCellPerSecond, oneMs],
      [() => bankSide.anyFiling(), spreadOutPerSecond, spreadMs],
    ] as const) {
      const found = await load(service.port, options.clients, 201, forSeconds(options.seconds, filing));
      perSecond.push(round(found.perSecond, 0));
      found.latenciesMs.forEach((ms) => latencies.push(ms));
    }
  }
  return {
    cell: { bank, region, status, firms: firms.length },
    oneCellPerSecond,
    spreadOutPerSecond,
    ratio: round(median(oneCellPerSecond) / median(spreadOutPerSecond)),
    oneCell: latencyOf(oneMs),
    spreadOut: latencyOf(spreadMs),
  };
}

/** The region and status that most firms have on the day of disbursement. */
async function busiestCell({
  world,
  disbursedOn,
}: Bench): Promise<{ region: string; status: string; firms: BenchFirm[] }> {
  const { rows } = await world.owner.query(
    `
    select region_code, kinds, array_agg(uscc) as usccs from (
      select region_code, uscc, (select coalesce(string_agg(k, ' + ' order by k), 'none') from jsonb_object_keys(link_of(uscc, $1::date)) k) as kinds from firm) f
    group by 1, 2 order by count(*) desc limit 1`,
    [disbursedOn],
  );
  const {
    region_code: region,
    kinds: status,
    usccs,
  } = rows[0] as { region_code: string; kinds: string; usccs: string[] };
  const among = new Set(usccs);
  return { region, status, firms: world.firms.filter(({ uscc }) => among.has(uscc)) };
}
