import { latencyOf, median, round, type Latency } from './figures.ts';
import { HttpConnection, load, times } from './http-load.ts';
import { BANKS } from './people.ts';
import type { Bench } from './bench.ts';

const LIMIT = 50;
/** Walking goes by larger pages; a cursor is good for any limit. */
const STRIDE = 200;
const PAGE = 10_000;
/** What is looked for among all: what every name or number has, what one firm has, and what came before all filings. */
const LOOKED_FOR: Readonly<Record<string, string>> = {
  'a word of every firm’s name': `/filings?limit=${LIMIT}&q=${encodeURIComponent('科技')}`,
  'the beginning of every contract’s number': `/filings?limit=${LIMIT}&q=HT`,
  'a firm by its name': `/filings?limit=${LIMIT}&q=${encodeURIComponent('测度123科技')}`,
  'the trail of qualifications': `/trail?limit=${LIMIT}&type=qualification`,
};
const LOOKS = 5;

export interface ListFigures {
  /** Of `limit` filings each; the deepest there is where there are not so many. */
  readonly deepPage: number;
  readonly first: Latency & { perSecond: number };
  readonly deep: Latency & { perSecond: number };
  /** Cost of the deep page by that of the first: medians of one client, who asks for them in turns. */
  readonly ratio: number;
  /** Cost of a first page of what is looked for by that of the first page of all: medians of one client. */
  readonly lookedFor: Readonly<Record<string, number>>;
}

export async function measureLists(bench: Bench): Promise<Record<string, ListFigures>> {
  return { auditor: await measureAs(bench, 'auditor'), officer: await measureAs(bench, BANKS[0]!.code) };
}

async function measureAs({ options, service, bankSide }: Bench, who: string): Promise<ListFigures> {
  const connection = await HttpConnection.open(service.port);
  try {
    const { cursor, deepPage } = await walk(connection, (query) => bankSide.get(who, `/filings?${query}`));
    bankSide.renewTokens();
    const first = (): string => bankSide.get(who, `/filings?limit=${LIMIT}`);
    const deep = (): string =>
      bankSide.get(who, `/filings?limit=${LIMIT}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
    const timed = async (request: string): Promise<number> => {
      const sent = performance.now();
      const { status, body } = await connection.send(request);
      if (status !== 200) throw new Error(`a list was answered ${status}: ${body.slice(0, 500)}`);
      return performance.now() - sent;
    };
    const [firstMs, deepMs]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < Math.ceil(options.requests / 10); turn += 1) {
      firstMs.push(await timed(first()));
      deepMs.push(await timed(deep()));
    }
    const together = async (request: () => string): Promise<Latency & { perSecond: number }> => {
      const { latenciesMs, perSecond } = await load(
        service.port,
        options.clients,
        200,
        times(options.requests, request),
      );
      return { ...latencyOf(latenciesMs), perSecond: round(perSecond, 0) };
    };
    const lookedFor: Record<string, number> = {};
    for (const [what, where] of Object.entries(LOOKED_FOR)) {
      if (where.startsWith('/trail') && who !== 'auditor') continue;
      const latencies: number[] = [];
      for (let look = 0; look < LOOKS; look += 1) latencies.push(await timed(bankSide.get(who, where)));
      lookedFor[what] = round(median(latencies) / median(firstMs));
    }
    return {
      deepPage,
      lookedFor,
      ratio: round(median(deepMs) / median(firstMs)),
      first: await together(first),
      deep: await together(deep),
    };
  } finally {
    connection.close();
  }
}

/** Follows the cursors as far as the 10,000th page of 50, or to the last that is surely full. */
async function walk(
  connection: HttpConnection,
  request: (query: string) => string,
): Promise<{ cursor: string | null; deepPage: number }> {
  const target = (PAGE - 1) * LIMIT;
  let here: { cursor: string | null; passed: number } = { cursor: null, passed: 0 };
  let before = here;
  while (here.passed < target) {
    const limit = Math.min(STRIDE, target - here.passed);
    const { status, body } = await connection.send(
      request(`limit=${limit}${here.cursor === null ? '' : `&cursor=${encodeURIComponent(here.cursor)}`}`),
    );
    if (status !== 200) throw new Error(`a list was answered ${status}: ${body.slice(0, 500)}`);
    const { nextCursor } = JSON.parse(body) as { nextCursor: string | null };
    if (nextCursor === null) {
      here = before;
      break;
    }
    before = here;
    here = { cursor: nextCursor, passed: here.passed + limit };
  }
  return { cursor: here.cursor, deepPage: here.passed / LIMIT + 1 };
}
