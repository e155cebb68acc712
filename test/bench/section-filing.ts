/** Bench section: filing one by one, compared with the floor (floor.ts). */
import type { Bench } from './bench.ts';
import { ratioOf, type Throughput } from './figures.ts';
import { expectStatus } from './http-load.ts';
import { withFloor } from './processes.ts';
import { throughputRow, THROUGHPUT_HEADS } from './table.ts';
import { measureRounds } from './rounds.ts';
import { atLeast, type Section } from './section.ts';

export interface FilingFigures {
  readonly floor: Throughput;
  /** Every POST with an `Idempotency-Key` of its own, as the console sends them. */
  readonly withKey: Throughput;
  readonly withoutKey: Throughput;
  readonly ratio: number;
  readonly ratioWithoutKey: number;
}

/** Filing one by one. */
export const filingSection: Section<FilingFigures> = {
  async measure(bench) {
    const { floor, withKey, withoutKey } = await measureFiling(bench);
    return { floor, withKey, withoutKey, ratio: ratioOf(withKey, floor), ratioWithoutKey: ratioOf(withoutKey, floor) };
  },

  tables: ({ floor, withKey, withoutKey, ratio, ratioWithoutKey }) => [
    {
      title: 'Filing one by one',
      heads: ['', ...THROUGHPUT_HEADS, ': floor'],
      rows: [
        ['floor: bare Express, one prepared INSERT', ...throughputRow(floor), ''],
        ['with Idempotency-Key', ...throughputRow(withKey), ratio],
        ['without', ...throughputRow(withoutKey), ratioWithoutKey],
      ],
    },
  ],

  targets: ({ ratio }) => [atLeast('one filing, with key : bare Express INSERT', ratio, 0.35)],
};

function measureFiling(bench: Bench): Promise<Record<'floor' | 'withKey' | 'withoutKey', Throughput>> {
  const { options, service, requests } = bench;
  const { clients } = options;
  const check = expectStatus(201);
  return withFloor(bench, (floor) =>
    measureRounds(options, {
      floor: { port: floor.port, clients, check, request: () => requests.anyFiling() },
      withKey: { port: service.port, clients, check, request: () => requests.anyFiling() },
      withoutKey: { port: service.port, clients, check, request: () => requests.anyFiling(false) },
    }),
  );
}
