/** Plays one round: clients, faults, recovery, and the checks afterwards. */
import { setTimeout as pause } from 'node:timers/promises';
import { checkStored } from './checks.ts';
import { startLoad, type Load } from './clients.ts';
import { checkHistory } from './history.ts';
import type { Imported } from './imports.ts';
import { openRegistry, type Registry } from './registry.ts';
import { createRequests } from './requests.ts';
import { ROUNDS, type Round, type RoundName, type Scene } from './rounds.ts';

export interface Result {
  readonly name: RoundName;
  readonly seed: number;
  readonly seconds: number;
  /** Why it was not played. */
  readonly skipped?: string;
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
const NOTHING = { filings: 0, imports: 0, reads: 0, ambiguous: 0, unavailable: 0, lost: 0, slowestSeconds: 0 };
const toSeconds = (ms: number): number => Math.round(ms / 100) / 10;

export async function play(name: RoundName, seed: number, minutes: number): Promise<Result> {
  const round: Round = ROUNDS[name];
  const begin = performance.now();
  const place = await round.prepare?.();
  if (typeof place === 'string')
    return { ...NOTHING, name, seed, seconds: 0, skipped: place, recoveredSeconds: [], problems: [] };
  const registry = await openRegistry(round.shape, place?.folder);
  const measured = await withFaults(registry, round, seed, minutes, place?.folder).finally(async () => {
    await registry.remove();
    await place?.remove();
  });
  const problems = [...measured.problems, ...registry.problems];
  return { name, seed, ...measured, seconds: toSeconds(performance.now() - begin), problems };
}

async function withFaults(
  registry: Registry,
  round: Round,
  seed: number,
  minutes: number,
  folder: string | undefined,
): Promise<Omit<Result, 'name' | 'seed' | 'seconds'>> {
  const random = randomOf(seed);
  const requests = createRequests(registry, random);
  const load = startLoad(requests, random);
  const recoveredMs: number[] = [];
  const imports: Imported[] = [];
  const problems: string[] = [];
  const recovered = async (fromMs: number): Promise<void> => {
    const lateMs = fromMs + RECOVERY_MAX_SECONDS * 1_000;
    while (load.last.startMs < fromMs && performance.now() < lateMs) await pause(20);
    recoveredMs.push(Math.max(0, performance.now() - fromMs));
    if (load.last.startMs < fromMs) problems.push(`no filing was acknowledged within ${RECOVERY_MAX_SECONDS} s`);
  };
  const scene: Scene = { registry, load, random, folder, imports, problems, minutes, recovered };
  try {
    await round.fault(scene);
  } catch (error) {
    problems.push(`the round failed: ${error instanceof Error ? error.stack : String(error)}`);
  }
  await load.stop();
  if (requests.figures.lost > 0 && round.breaksConnections !== true)
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
