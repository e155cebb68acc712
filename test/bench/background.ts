/** Background clients: they use the registry while something heavy runs, to see whether other users notice it. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Bench } from './bench.ts';
import { latencyOf, type Latency } from './figures.ts';
import { expectStatus, HttpConnection, type Check } from './http-load.ts';
import { BANKS } from './people.ts';
import { anyOf } from './requests.ts';

/** None of those that import. */
const FILING_BANK = BANKS[9]!;

/** A client that sends one request after another, with a pause between them. */
export interface BackgroundClient {
  readonly request: () => string;
  readonly check: Check;
  readonly pauseMs: number;
}

/** Runs `work` while others use the registry, and measures what they notice of it. */
export async function withBackgroundClients<Name extends string, T>(
  port: number,
  background: Readonly<Record<Name, BackgroundClient>>,
  work: () => Promise<T>,
): Promise<{ result: T; latencies: Record<Name, Latency> }> {
  const ended = new AbortController();
  const clients = Object.entries<BackgroundClient>(background).map(
    async ([name, client]) => [name, await repeat(port, client, ended.signal)] as const,
  );
  // A failure of theirs is thrown when the work is done.
  const all = Promise.all(clients);
  all.catch(() => undefined);
  const result = await work().finally(() => ended.abort());
  return { result, latencies: Object.fromEntries(await all) as Record<Name, Latency> };
}

async function repeat(
  port: number,
  { request, check, pauseMs }: BackgroundClient,
  ended: AbortSignal,
): Promise<Latency> {
  const connection = await HttpConnection.open(port);
  const latenciesMs: number[] = [];
  try {
    do {
      const sent = performance.now();
      const reply = await connection.send(request());
      latenciesMs.push(performance.now() - sent);
      check(reply);
      await pause(pauseMs);
    } while (!ended.aborted);
  } finally {
    connection.close();
  }
  return latencyOf(latenciesMs);
}

/** Asks for the first page of a list. */
export const listingAuditor = ({ requests }: Bench): BackgroundClient => ({
  request: () => requests.get('auditor', '/filings?limit=50'),
  check: expectStatus(200),
  pauseMs: 20,
});

/** Files one loan after another for firms that an import of another bank has, too. */
export const filingOfficer = ({ requests, world }: Bench): BackgroundClient => ({
  request: () => requests.filing(anyOf(world.firms), FILING_BANK.code),
  check: expectStatus(201),
  pauseMs: 100,
});
