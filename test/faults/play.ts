/** Plays one round: clients, faults, recovery, and the checks afterwards. */
import { setTimeout as pause } from 'node:timers/promises';
import { checkStored } from './checks.ts';
import { startLoad, type Load } from './clients.ts';
import { checkHistory } from './history.ts';
import type { Imported } from './imports.ts';
import { openRegistry, type RegistryUnderTest } from './registry.ts';
import { createRequests } from './requests.ts';
import { ROUNDS, type Round, type RoundName, type UnderLoad } from './rounds.ts';

export interface Result extends Measured {
  readonly name: RoundName;
  readonly seed: number;
  readonly seconds: number;
  /** Why it was not played. */
  readonly skipped?: string;
}

export interface Measured {
  readonly filings: number;
  readonly imports: number;
  /** Answers that the history check has compared, and totals among them that it could check by their bounds only. */
  readonly reads: number;
  readonly ambiguous: number;
  readonly unavailable: number;
  readonly lost: number;
  readonly slowestSeconds: number;
  /** How long filing was interrupted by each fault. */
  readonly recoveredSeconds: readonly number[];
  readonly problems: readonly string[];
}

const RECOVERY_MAX_SECONDS = 60;
/** Filing that has not gone on by then is no longer waited for. */
const GIVEN_UP_AFTER_MS = 90_000;
const NOTHING = { filings: 0, imports: 0, reads: 0, ambiguous: 0, unavailable: 0, lost: 0, slowestSeconds: 0 };
const toSeconds = (ms: number): number => Math.round(ms / 100) / 10;

export async function play(name: RoundName, seed: number, minutes: number): Promise<Result> {
  const round: Round = ROUNDS[name];
  const begin = performance.now();
  const place = await round.prepare?.();
  if (typeof place === 'string')
    return { ...NOTHING, name, seed, seconds: 0, skipped: place, recoveredSeconds: [], problems: [] };
  const registry = await openRegistry(round.shape, place?.folder);
  const fault = (under: UnderLoad): Promise<void> =>
    round.fault({ ...under, registry, folder: place?.folder, minutes });
  const disturbance = { ...round, fault, recoveryMaxSeconds: RECOVERY_MAX_SECONDS };
  const measured = await measure(registry, disturbance, seed).finally(async () => {
    await registry.remove();
    await place?.remove();
  });
  const problems = [...measured.problems, ...registry.problems];
  return { name, seed, ...measured, seconds: toSeconds(performance.now() - begin), problems };
}

/** What is done to a registry while clients use it. */
export interface Disturbance {
  readonly fault: (under: UnderLoad) => Promise<void>;
  readonly breaksConnections?: true;
  /** Filing must go on within this time. */
  readonly recoveryMaxSeconds: number;
  /** Between the requests of a client. */
  readonly pauseMs?: number;
}

/** Lets clients work during the fault, and checks what they were answered and what is stored. */
export async function measure(registry: RegistryUnderTest, disturbance: Disturbance, seed: number): Promise<Measured> {
  const { fault, breaksConnections, recoveryMaxSeconds, pauseMs } = disturbance;
  const random = randomOf(seed);
  const requests = createRequests(registry, random);
  const load = startLoad(requests, random, pauseMs);
  const recoveredMs: number[] = [];
  const imports: Imported[] = [];
  const problems: string[] = [];
  const recovered = async (fromMs: number): Promise<number> => {
    const lateMs = fromMs + GIVEN_UP_AFTER_MS;
    while (load.last.startMs < fromMs && performance.now() < lateMs) await pause(20);
    const tookMs = Math.max(0, performance.now() - fromMs);
    recoveredMs.push(tookMs);
    if (tookMs > recoveryMaxSeconds * 1_000) problems.push(`no filing was acknowledged within ${recoveryMaxSeconds} s`);
    return toSeconds(tookMs);
  };
  try {
    await fault({ load, random, imports, problems, recovered });
  } catch (error) {
    problems.push(`the round failed: ${error instanceof Error ? error.stack : String(error)}`);
  }
  await load.stop();
  if (requests.figures.lost > 0 && breaksConnections !== true)
    problems.push(`${requests.figures.lost} connections broke, although no process was killed`);
  const verdict = checkHistory(load.commits, load.reads);
  problems.push(...(await checkStored(registry, load, imports).catch((error: unknown) => [String(error)])));
  return {
    ...figuresOf(load),
    ambiguous: verdict.ambiguous,
    imports: imports.length,
    recoveredSeconds: recoveredMs.map(toSeconds),
    problems: [...problems, ...load.problems, ...requests.problems, ...verdict.problems],
  };
}

const figuresOf = ({ sent, reads, requests: { figures } }: Load) => ({
  filings: sent.filter(({ commit }) => commit.endMs < Infinity).length,
  reads: reads.length,
  unavailable: figures.unavailable,
  lost: figures.lost,
  slowestSeconds: toSeconds(figures.slowestMs),
});

/** Numbers from 0 to 1 that depend on the seed alone (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
