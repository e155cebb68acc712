/**
 * Measures several servers or requests in alternating rounds, so that a change of the machine's load affects all of
 * them alike.
 */
import { latencyOf, round, type Throughput } from './figures.ts';
import { forSeconds, load, type Check } from './http-load.ts';
import type { Options } from './options.ts';

/** One of those that are measured against each other. */
export interface Contender {
  readonly port: number;
  readonly clients: number;
  readonly request: (client: number) => string;
  readonly check: Check;
  /** What one reply counts; 1 by default. */
  readonly itemsPerRequest?: number;
}

/** The first round is longer by this factor, and not counted: V8 compiles, the database fills its cache. */
const WARM_UP = 4;

/** Measures the contenders in alternation, round by round, so that whatever else the machine does falls on all of them. */
export async function measureRounds<Name extends string>(
  { rounds, seconds }: Options,
  contenders: Readonly<Record<Name, Contender>>,
): Promise<Record<Name, Throughput>> {
  const names = Object.keys(contenders) as Name[];
  const perSecond = new Map(names.map((name) => [name, [] as number[]]));
  const latenciesMs = new Map(names.map((name) => [name, [] as number[]]));
  for (let number = 0; number <= rounds; number += 1) {
    for (const name of names) {
      const { port, clients, request, check, itemsPerRequest = 1 } = contenders[name];
      const isWarmUp = number === 0;
      const measured = await load(port, clients, forSeconds(isWarmUp ? WARM_UP * seconds : seconds, request), check);
      if (isWarmUp) continue;
      perSecond.get(name)!.push(round(measured.perSecond * itemsPerRequest, 0));
      measured.latenciesMs.forEach((ms) => latenciesMs.get(name)!.push(ms));
    }
  }
  return Object.fromEntries(
    names.map((name) => [name, { perSecond: perSecond.get(name)!, ...latencyOf(latenciesMs.get(name)!) }]),
  ) as unknown as Record<Name, Throughput>;
}
