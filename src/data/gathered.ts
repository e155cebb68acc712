/**
 * Many callers, one question: whoever asks while a question is under way is gathered, and all of them go together with
 * the next. A question always begins after all its callers have come, so none is given an answer older than its call.
 *
 * @param ask gives what it found, by key; it is called with at most `most` different keys
 * @returns asks for one key; undefined when nothing was found under it
 */
export function gathered<K, V>(
  ask: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
  most: number,
): (key: K) => Promise<V | undefined> {
  let underWay = false;
  let waiting = new Map<K, { answer: Promise<V | undefined>; settle(found: Promise<ReadonlyMap<K, V>>): void }>();

  async function sendOn(): Promise<void> {
    underWay = true;
    try {
      while (waiting.size > 0) {
        const asked = [...waiting].slice(0, most);
        waiting = new Map([...waiting].slice(most));
        const found = ask(asked.map(([key]) => key));
        // Those who asked are told of a failure; the next question is another one.
        await found.catch(() => undefined);
        // It goes first: what is done with these answers takes its time, in which the next may be worked out.
        setImmediate(() => asked.forEach(([, { settle }]) => settle(found)));
      }
    } finally {
      underWay = false;
    }
  }

  return (key) => {
    let mine = waiting.get(key);
    if (mine === undefined) {
      let settle!: (found: Promise<ReadonlyMap<K, V>>) => void;
      const answer = new Promise<V | undefined>((resolve, reject) => {
        settle = (found) => void found.then((all) => resolve(all.get(key)), reject);
      });
      waiting.set(key, (mine = { answer, settle }));
    }
    const { answer } = mine;
    if (!underWay) void sendOn();
    return answer;
  };
}
