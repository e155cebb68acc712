/** The cache of totals in this process. */
import type { PrecompressedText } from '../../http/precompressed-text.ts';

/**
 * A cache of answers. Each is stored with the stamp of its readers' visible totals, read before the answer was computed,
 * and is valid while the stamp is unchanged. The key includes the row scope, so response times of one bank reveal nothing
 * about the filings of another.
 */
export class AnswerCache {
  readonly #cached = new Map<string, { readonly stamp: bigint; readonly answer: PrecompressedText }>();
  readonly #inFlight = new Map<string, Promise<PrecompressedText>>();
  #bytes = 0;

  /** `bytesEach`: larger answers are not cached. `bytes`: of all answers; the least recently used are evicted. */
  constructor(private readonly limits: { readonly bytes: number; readonly bytesEach: number }) {}

  /** The answer for `key` as of `stamp`. Concurrent calls share one `make`. */
  async get(key: string, stamp: bigint, make: () => Promise<PrecompressedText>): Promise<PrecompressedText> {
    const cached = this.#cached.get(key);
    if (cached?.stamp === stamp) {
      this.#cached.delete(key);
      this.#cached.set(key, cached);
      return cached.answer;
    }
    const stampedKey = `${stamp} ${key}`;
    const inFlight = this.#inFlight.get(stampedKey);
    // The first caller may fail for its own reasons (its session has ended).
    if (inFlight) return inFlight.catch(() => make());
    const making = make()
      .then((answer) => {
        this.#store(key, stamp, answer);
        return answer;
      })
      .finally(() => this.#inFlight.delete(stampedKey));
    this.#inFlight.set(stampedKey, making);
    return making;
  }

  #store(key: string, stamp: bigint, answer: PrecompressedText): void {
    const cached = this.#cached.get(key);
    if (answer.beginning.length > this.limits.bytesEach || (cached && cached.stamp > stamp)) return;
    this.#remove(key);
    this.#cached.set(key, { stamp, answer });
    this.#bytes += answer.beginning.length;
    while (this.#bytes > this.limits.bytes) this.#remove(this.#cached.keys().next().value!);
  }

  #remove(key: string): void {
    this.#bytes -= this.#cached.get(key)?.answer.beginning.length ?? 0;
    this.#cached.delete(key);
  }
}
