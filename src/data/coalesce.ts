/**
 * Coalesces calls: whoever asks while a question is in flight waits for the next one, which is for all who wait. A
 * question always begins after all its callers have come, so no answer is older than its call.
 *
 * @param ask answers for several keys at once, at most `most`
 * @returns asks for one key; undefined when nothing was found under it
 */
export function coalesce<K, V>(
  ask: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
  most: number,
): (key: K) => Promise<V | undefined> {
  type Waiting = { answer: Promise<V | undefined>; resolve(found: Promise<ReadonlyMap<K, V>>): void };
  let inFlight = false;
  let waiting = new Map<K, Waiting>();

  async function askForAll(): Promise<void> {
    inFlight = true;
    try {
      while (waiting.size > 0) {
        const asked = [...waiting].slice(0, most);
        waiting = new Map([...waiting].slice(most));
        const found = ask(asked.map(([key]) => key));
        // Those who asked get the failure; the next question is another one.
        await found.catch(() => undefined);
        // The next question is sent before this answer is worked on, so that both go on at the same time.
        setImmediate(() => asked.forEach(([, { resolve }]) => resolve(found)));
      }
    } finally {
      inFlight = false;
    }
  }

  return (key) => {
    let mine = waiting.get(key);
    if (mine === undefined) {
      let resolve!: Waiting['resolve'];
      const answer = new Promise<V | undefined>((fulfil, reject) => {
        resolve = (found) => void found.then((all) => fulfil(all.get(key)), reject);
      });
      waiting.set(key, (mine = { answer, resolve }));
    }
    const { answer } = mine;
    if (!inFlight) void askForAll();
    return answer;
  };
}
