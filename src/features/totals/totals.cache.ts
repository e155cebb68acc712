import type { PrecompressedText } from '../../http/precompressed-text.ts';

/**
 * A cache of answers. Each is stored with the stamp of its readers' visible totals, read before the answer was computed,
 * and is valid while the stamp is unchanged. The key includes the row scope, so response times of one bank reveal nothing
 * about the filings of another.
 */
export class AnswerCache {
  readonly #kept = new Map<string, { readonly stamp: bigint; readonly answer: PrecompressedText }>();
  readonly #making = new Map<string, Promise<PrecompressedText>>();
  #bytes = 0;

  /** `bytesEach`: larger answers are not cached. `bytes`: of all answers; the least recently used are evicted. */
  constructor(private readonly max: { readonly bytes: number; readonly bytesEach: number }) {}

  /** The answer for `key` as of `stamp`. Concurrent calls share one `make`. */
  async get(key: string, stamp: bigint, make: () => Promise<PrecompressedText>): Promise<PrecompressedText> {
    const kept = this.#kept.get(key);
    if (kept?.stamp === stamp) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept.answer;
    }
    const moment = `${stamp} ${key}`;
    const begun = this.#making.get(moment);
    // The first caller may fail for its own reasons (its session has ended).
    if (begun) return begun.catch(() => make());
    const making = make()
      .then((answer) => {
        this.#keep(key, stamp, answer);
        return answer;
      })
      .finally(() => this.#making.delete(moment));
    this.#making.set(moment, making);
    return making;
  }

  #keep(key: string, stamp: bigint, answer: PrecompressedText): void {
    const kept = this.#kept.get(key);
    if (answer.beginning.length > this.max.bytesEach || (kept && kept.stamp > stamp)) return;
    this.#remove(key);
    this.#kept.set(key, { stamp, answer });
    this.#bytes += answer.beginning.length;
    while (this.#bytes > this.max.bytes) this.#remove(this.#kept.keys().next().value!);
  }

  #remove(key: string): void {
    this.#bytes -= this.#kept.get(key)?.answer.beginning.length ?? 0;
    this.#kept.delete(key);
  }
}
