/** Bench section: pages of lists and searches among a million filings, compared with the floor (floor.ts). */
import { median, ratioOf, round, type Throughput } from './figures.ts';
import { expectStatus, HttpConnection } from './http-load.ts';
import { BANKS } from './people.ts';
import { withFloor } from './processes.ts';
import { throughputRow, THROUGHPUT_HEADS, type Row } from './table.ts';
import { measureRounds } from './rounds.ts';
import { atLeast, type Section } from './section.ts';
import type { Bench } from './bench.ts';

export interface ListFigures {
  /** First pages, and the floor's. */
  readonly first: Throughput;
  readonly floor: Throughput;
  readonly ratio: number;
  /** Which page of 50 was taken as a deep one: the 10,000th, or the last full one. */
  readonly deepPage: number;
  /** Deep page by first page, and first page of a search by that of all: medians of one client. */
  readonly deepByFirst: number;
  readonly searchByFirst: Readonly<Record<string, number>>;
}

const LIMIT = 50;
const DEEP_PAGE = 10_000;
/** The way to the deep page goes by larger ones; a cursor is good for any limit. */
const STRIDE = 200;
const SEARCHES_REPEATED = 5;
const SEARCHES: Readonly<Record<string, string>> = {
  'a word of every firm’s name': `/filings?limit=${LIMIT}&q=${encodeURIComponent('科技')}`,
  'the prefix of every contract’s number': `/filings?limit=${LIMIT}&q=HT`,
  'one firm by its name': `/filings?limit=${LIMIT}&q=${encodeURIComponent('测度123科技')}`,
  'the audit trail of qualifications': `/trail?limit=${LIMIT}&type=qualification`,
};

/** Lists of 50 filings, as an auditor sees all and an officer those of the bank. */
export const listsSection: Section<Record<string, ListFigures>> = {
  async measure(bench) {
    return { auditor: await measureAs(bench, 'auditor'), officer: await measureAs(bench, BANKS[0]!.code) };
  },

  tables: (lists) => [
    {
      title: `First page of ${LIMIT} filings`,
      heads: ['', ...THROUGHPUT_HEADS, ': floor'],
      rows: Object.entries(lists).flatMap(([who, { first, floor, ratio }]): Row[] => [
        [`${who}, floor: bare Express, one prepared SELECT`, ...throughputRow(floor), ''],
        [who, ...throughputRow(first), ratio],
      ]),
    },
    {
      title: 'BackgroundClient pages, one client',
      heads: ['', ': first page'],
      rows: Object.entries(lists).flatMap(([who, { deepPage, deepByFirst, searchByFirst }]): Row[] => [
        [`${who}: page ${deepPage}`, deepByFirst],
        ...Object.entries(searchByFirst).map(([what, ratio]): Row => [`${who}: ${what}`, ratio]),
      ]),
    },
  ],

  targets: (lists) =>
    Object.entries(lists).map(([who, { ratio }]) =>
      atLeast(`first list page, ${who} : bare Express SELECT`, ratio, 0.7),
    ),
};

async function measureAs(bench: Bench, who: string): Promise<ListFigures> {
  const { options, service, requests } = bench;
  const { clients } = options;
  const check = expectStatus(200);
  const ofBank = who === 'auditor' ? '' : `&bank=${who}`;
  const { first, floor } = await withFloor(bench, (bare) =>
    measureRounds(options, {
      floor: { port: bare.port, clients, check, request: () => requests.get(who, `/filings?limit=${LIMIT}${ofBank}`) },
      first: { port: service.port, clients, check, request: () => requests.get(who, `/filings?limit=${LIMIT}`) },
    }),
  );
  return { first, floor, ratio: ratioOf(first, floor), ...(await measurePages(bench, who)) };
}

/** By one client, in alternation with the first page. */
async function measurePages(
  { options, service, requests }: Bench,
  who: string,
): Promise<Pick<ListFigures, 'deepPage' | 'deepByFirst' | 'searchByFirst'>> {
  const connection = await HttpConnection.open(service.port);
  const timed = async (path: string): Promise<number> => {
    const sent = performance.now();
    const reply = await connection.send(requests.get(who, path));
    const tookMs = performance.now() - sent;
    expectStatus(200)(reply);
    return tookMs;
  };
  const byFirst = async (path: string, repeats: number): Promise<number> => {
    const [firstMs, otherMs]: [number[], number[]] = [[], []];
    for (let count = 0; count < repeats; count += 1) {
      firstMs.push(await timed(`/filings?limit=${LIMIT}`));
      otherMs.push(await timed(path));
    }
    return round(median(otherMs) / median(firstMs));
  };
  try {
    const { cursor, deepPage } = await findDeepPage(connection, (query) => requests.get(who, `/filings?${query}`));
    const deepByFirst = await byFirst(`/filings?limit=${LIMIT}${cursor}`, Math.ceil(options.requests / 10));
    const searchByFirst: Record<string, number> = {};
    for (const [what, path] of Object.entries(SEARCHES)) {
      if (path.startsWith('/trail') && who !== 'auditor') continue;
      searchByFirst[what] = await byFirst(path, SEARCHES_REPEATED);
    }
    return { deepPage, deepByFirst, searchByFirst };
  } finally {
    connection.close();
  }
}

/** Follows the cursors to the deep page, or to the last one that is surely full. */
async function findDeepPage(
  connection: HttpConnection,
  request: (query: string) => string,
): Promise<{ cursor: string; deepPage: number }> {
  const target = (DEEP_PAGE - 1) * LIMIT;
  let here = { cursor: '', passed: 0 };
  let before = here;
  while (here.passed < target) {
    const limit = Math.min(STRIDE, target - here.passed);
    const reply = await connection.send(request(`limit=${limit}${here.cursor}`));
    expectStatus(200)(reply);
    const { nextCursor } = JSON.parse(reply.body) as { nextCursor: string | null };
    if (nextCursor === null) {
      here = before;
      break;
    }
    before = here;
    here = { cursor: `&cursor=${encodeURIComponent(nextCursor)}`, passed: here.passed + limit };
  }
  return { cursor: here.cursor, deepPage: here.passed / LIMIT + 1 };
}
