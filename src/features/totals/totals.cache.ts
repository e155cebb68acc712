/**
 * Answers that are still true: each is kept with the stamp of the totals that its readers may see, read before it was
 * made, and given out only while the stamp is the same. The key holds what the reader may see, so one bank's answers do
 * not even show by their speed whether another bank has filed.
 */
export class AnswerCache {
  readonly #kept = new Map<string, { stamp: bigint; answer: string }>();
  readonly #making = new Map<string, Promise<string>>();

  constructor(private readonly max: { readonly answers: number; readonly charactersEach: number }) {}

  /** The answer under `key` as of `stamp`, made once however many ask for it at the same time. */
  async get(key: string, stamp: bigint, make: () => Promise<string>): Promise<string> {
    const kept = this.#kept.get(key);
    if (kept?.stamp === stamp) return kept.answer;
    const moment = `${stamp} ${key}`;
    const begun = this.#making.get(moment);
    // Whoever began may fail for reasons of their own (signed out in the middle).
    if (begun) return begun.catch(() => make());
    const making = make().then((answer) => {
      this.#keep(key, stamp, answer);
      return answer;
    }).finally(() => this.#making.delete(moment));
    this.#making.set(moment, making);
    return making;
  }

  #keep(key: string, stamp: bigint, answer: string): void {
    if (answer.length > this.max.charactersEach) return;
    const kept = this.#kept.get(key);
    if (kept && kept.stamp > stamp) return;
    this.#kept.delete(key);
    this.#kept.set(key, { stamp, answer });
    if (this.#kept.size > this.max.answers) this.#kept.delete(this.#kept.keys().next().value!);
  }
}
