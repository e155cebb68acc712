import { ratioOf, type Throughput } from './figures.ts';
import { expectStatus, type Reply } from './http-load.ts';
import { BANKS } from './people.ts';
import { withFloor } from './processes.ts';
import { throughputRow, THROUGHPUT_HEADS } from './table.ts';
import { measureRounds } from './rounds.ts';
import { atLeast, type Section } from './section.ts';

export interface BatchFigures {
  readonly floor: Throughput;
  /** In filings, not in batches. */
  readonly batches: Throughput;
  readonly ratio: number;
}

const [ITEMS, CLIENTS] = [100, 4];

/** Batches of filings, as systems of banks send them: each client is a bank, each batch has an `Idempotency-Key`. */
export const batchesSection: Section<BatchFigures> = {
  async measure(bench) {
    const { options, service, requests } = bench;
    const { floor, batches } = await withFloor(bench, (bare) =>
      measureRounds(options, {
        floor: {
          port: bare.port,
          clients: options.clients,
          check: expectStatus(201),
          request: () => requests.anyFiling(),
        },
        batches: {
          port: service.port,
          clients: CLIENTS,
          check: expectAllFiled,
          request: (client) => requests.batch(BANKS[client]!.code, ITEMS),
          itemsPerRequest: ITEMS,
        },
      }),
    );
    return { floor, batches, ratio: ratioOf(batches, floor) };
  },

  tables: (figures) => [
    {
      title: `Batches of ${ITEMS}, ${CLIENTS} clients`,
      heads: ['filings', ...THROUGHPUT_HEADS, ': floor'],
      rows: [
        ['floor: bare Express, one prepared INSERT', ...throughputRow(figures.floor), ''],
        ['batches', ...throughputRow(figures.batches), figures.ratio],
      ],
    },
  ],

  targets: (figures) => [atLeast(`batch of ${ITEMS} : bare Express INSERT`, figures.ratio, 2)],
};

function expectAllFiled(reply: Reply): void {
  expectStatus(200)(reply);
  const { body } = reply;
  const filed = body.split('"status":201').length - 1;
  if (filed !== ITEMS) throw new Error(`${filed} of ${ITEMS} filings of a batch were filed: ${body.slice(0, 500)}`);
}
