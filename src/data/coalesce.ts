/** One statement for many concurrent reads of the same kind, such as the look-up of sessions. */

/**
 * Coalesces concurrent calls: calls made while a read is in flight share the next one. A read always starts after the
 * calls that share it, so no result is older than its call.
 *
 * @param read reads at most `maxKeys` keys; its error goes to all calls that share it
 * @returns reads one key; undefined when `read` found nothing for it
 */
export function coalesce<K, V>(
  read: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
  maxKeys: number,
): (key: K) => Promise<V | undefined> {
  type Waiting = { result: Promise<V | undefined>; resolve(found: Promise<ReadonlyMap<K, V>>): void };
  let inFlight = false;
  let waiting = new Map<K, Waiting>();

  async function readWaiting(): Promise<void> {
    inFlight = true;
    try {
      while (waiting.size > 0) {
        const batch = [...waiting].slice(0, maxKeys);
        waiting = new Map([...waiting].slice(maxKeys));
        const found = read(batch.map(([key]) => key));
        // An error rejects the calls of this batch only.
        await found.catch(() => undefined);
        // The next read is sent before this result is processed, so that both overlap.
        setImmediate(() => batch.forEach(([, { resolve }]) => resolve(found)));
      }
    } finally {
      inFlight = false;
    }
  }

  return (key) => {
    let entry = waiting.get(key);
    if (entry === undefined) {
      let resolve!: Waiting['resolve'];
      const result = new Promise<V | undefined>((fulfil, reject) => {
        resolve = (found) => void found.then((all) => fulfil(all.get(key)), reject);
      });
      waiting.set(key, (entry = { result, resolve }));
    }
    const { result } = entry;
    if (!inFlight) void readWaiting();
    return result;
  };
}
