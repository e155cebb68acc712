/** Statistics of measured times. */

/** The value below which a share of the samples lies (nearest rank); NaN of none. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

export const round = (value: number, places = 2): number => Number(value.toFixed(places));

export interface Latency {
  readonly requests: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

export function latencyOf(samplesMs: readonly number[]): Latency {
  return {
    requests: samplesMs.length,
    p50Ms: round(median(samplesMs)),
    p99Ms: round(percentile(samplesMs, 0.99)),
    maxMs: round(percentile(samplesMs, 1)),
  };
}

export interface Throughput extends Latency {
  /** Of each round. */
  readonly perSecond: readonly number[];
}

/** Median by median. */
export const ratioOf = (ours: Throughput, other: Throughput): number =>
  round(median(ours.perSecond) / median(other.perSecond));
