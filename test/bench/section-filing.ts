import { latencyOf, median, round, type Latency } from './figures.ts';
import { forSeconds, load } from './http-load.ts';
import { startFloor } from './processes.ts';
import type { Bench } from './bench.ts';

export interface FilingFigures {
  readonly floorPerSecond: number[];
  readonly oursPerSecond: number[];
  /** Median of ours by median of the floor's. */
  readonly ratio: number;
  readonly floor: Latency;
  readonly ours: Latency;
  readonly floorPeakMb: number | null;
}

/** So much longer than a round both file before the first: until V8 has compiled what is used often, and the database holds what is read often. */
const WARM_UP = 4;

/** Filing one by one, in turns with the floor, so that whatever else the machine does falls on both. */
export async function measureFiling({ options, service, world, bankSide, logFile }: Bench): Promise<FilingFigures> {
  const floor = await startFloor(world.server.owner, logFile('floor'));
  const [floorPerSecond, oursPerSecond, floorMs, oursMs]: [number[], number[], number[], number[]] = [[], [], [], []];
  try {
    for (let turn = 0; turn <= options.rounds; turn += 1) {
      for (const [port, perSecond, latencies] of [
        [floor.port, floorPerSecond, floorMs],
        [service.port, oursPerSecond, oursMs],
      ] as const) {
        const warmUp = turn === 0;
        const { perSecond: found, latenciesMs } = await load(
          port,
          options.clients,
          201,
          forSeconds(warmUp ? WARM_UP * options.seconds : options.seconds, () => bankSide.anyFiling()),
        );
        if (warmUp) continue;
        perSecond.push(round(found, 0));
        latenciesMs.forEach((ms) => latencies.push(ms));
      }
    }
    return {
      floorPerSecond,
      oursPerSecond,
      ratio: round(median(oursPerSecond) / median(floorPerSecond)),
      floor: latencyOf(floorMs),
      ours: latencyOf(oursMs),
      floorPeakMb: floor.peakMb(),
    };
  } finally {
    await floor.stop();
  }
}
