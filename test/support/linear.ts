import { expect } from 'chai';

/** What costs less than this is noise, whatever its ratio. */
const FLOOR_MS = 3;
/** Four times the input may cost four times as much; of quadratic work it is sixteen times. */
const GROWTH_MAX = 8;
const REPETITIONS = 3;
const ATTEMPTS = 4;

/** The CPU time of this process for `work`, the least of some repetitions: time of others does not count, and noise only adds. */
async function cpuMs(work: () => unknown, repetitions: number): Promise<number> {
  let least = Infinity;
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
    // Hopelessly slow: further repetitions would only take long.
    if (least > 5_000) break;
  }
  return least;
}

/**
 * Asserts that `work` takes no more than linear time: runs it for inputs of 1, 2 and 4 times `size`, and fails if the
 * growth is that of quadratic work in every one of some attempts.
 */
export async function expectLinear(what: string, size: number, work: (size: number) => unknown): Promise<void> {
  const seen: string[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    // Most measurements are clear at once; the others are repeated.
    const repetitions = attempt === 0 ? 1 : REPETITIONS;
    const [one, two, four] = [
      await cpuMs(() => work(size), repetitions),
      await cpuMs(() => work(2 * size), repetitions),
      await cpuMs(() => work(4 * size), repetitions),
    ];
    const base = Math.max(one, FLOOR_MS);
    if (four <= GROWTH_MAX * base && two <= GROWTH_MAX * base) return;
    seen.push(`${[one, two, four].map((ms) => ms.toFixed(1)).join(' → ')} ms`);
  }
  expect.fail(`${what}: CPU time for 1, 2 and 4 times the input: ${seen.join('; ')}`);
}
