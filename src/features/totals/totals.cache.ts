import type { PrecompressedText } from '../../http/precompressed-text.ts';

/**
 * Answers that are still true: each is kept with the stamp of the totals that its readers may see, read before it was
 * made, and given out only while the stamp is the same. The key holds what the reader may see, so one bank's answers do
 * not even show by their speed whether another bank has filed.
 */
export class AnswerCache {
  readonly #kept = new Map<string, { readonly stamp: bigint; readonly answer: PrecompressedText }>();
  readonly #making = new Map<string, Promise<PrecompressedText>>();
  #bytes = 0;

  /** `bytesEach`: a larger answer is not kept. `bytes`: of all together; those that were not asked for the longest go first. */
  constructor(private readonly max: { readonly bytes: number; readonly bytesEach: number }) {}

  /** The answer under `key` as of `stamp`, made once however many ask for it at the same time. */
  async get(key: string, stamp: bigint, make: () => Promise<PrecompressedText>): Promise<PrecompressedText> {
    const kept = this.#kept.get(key);
    if (kept?.stamp === stamp) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept.answer;
    }
    const moment = `${stamp} ${key}`;
    const begun = this.#making.get(moment);
    // Whoever began may fail for reasons of their own (signed out in the middle).
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
    this.#forget(key);
    this.#kept.set(key, { stamp, answer });
    this.#bytes += answer.beginning.length;
    while (this.#bytes > this.max.bytes) this.#forget(this.#kept.keys().next().value!);
  }

  #forget(key: string): void {
    this.#bytes -= this.#kept.get(key)?.answer.beginning.length ?? 0;
    this.#kept.delete(key);
  }
}
