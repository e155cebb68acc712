/**
 * Bench section: filing in batches, as the systems of banks do. Its throughput, in filings per second, is compared with the
 * "floor": a bare Express server that inserts one row for each request (floor.ts).
 */
import { ratioOf, type Throughput } from './figures.ts';
import { expectStatus, type Reply } from './http-load.ts';
import { BANKS } from './people.ts';
import { withFloor } from './processes.ts';
import { throughputRow, THROUGHPUT_HEADS } from './table.ts';
import { measureRounds } from './rounds.ts';
import { atLeast, type Section } from './section.ts';

export interface BatchFigures {
  /** Inserts per second of the bare server. */
  readonly floor: Throughput;
  /** Filings (not batches) per second of the registry. */
  readonly batches: Throughput;
  /** batches : floor */
  readonly ratio: number;
}

const FILINGS_PER_BATCH = 100;
/** Concurrent senders of batches; each is a bank of its own, and each of its batches has an `Idempotency-Key`. */
const BATCH_CLIENTS = 4;

export const batchesSection: Section<BatchFigures> = {
  async measure(bench) {
    const { options, service, requests } = bench;
    const { floor, batches } = await withFloor(bench, (bareServer) =>
      measureRounds(options, {
        floor: {
          port: bareServer.port,
          clients: options.clients,
          check: expectStatus(201),
          request: () => requests.anyFiling(),
        },
        batches: {
          port: service.port,
          clients: BATCH_CLIENTS,
          check: expectAllFiled,
          request: (client) => requests.batch(BANKS[client]!.code, FILINGS_PER_BATCH),
          itemsPerRequest: FILINGS_PER_BATCH,
        },
      }),
    );
    return { floor, batches, ratio: ratioOf(batches, floor) };
  },

  tables: (figures) => [
    {
      title: `Batches of ${FILINGS_PER_BATCH}, ${BATCH_CLIENTS} clients`,
      heads: ['filings', ...THROUGHPUT_HEADS, ': floor'],
      rows: [
        ['floor: bare Express, one prepared INSERT', ...throughputRow(figures.floor), ''],
        ['batches', ...throughputRow(figures.batches), figures.ratio],
      ],
    },
  ],

  targets: (figures) => [atLeast(`batch of ${FILINGS_PER_BATCH} : bare Express INSERT`, figures.ratio, 2)],
};

/** A batch is answered 200 even if some of its filings are refused; each result has a status of its own. */
function expectAllFiled(reply: Reply): void {
  expectStatus(200)(reply);
  const { body } = reply;
  const filed = body.split('"status":201').length - 1;
  if (filed !== FILINGS_PER_BATCH)
    throw new Error(`${filed} of ${FILINGS_PER_BATCH} filings of a batch were filed: ${body.slice(0, 500)}`);
}
