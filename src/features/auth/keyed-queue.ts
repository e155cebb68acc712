import { tooMany } from './hashing.ts';

/**
 * Lets works with the same key go one after another, within this process; others do not wait for them. Whoever comes
 * when `limit` wait for a key already is turned away with Problem TOO_MANY_REQUESTS.
 */
export function createTurns(limit: number): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const lines = new Map<string, { last: Promise<unknown>; length: number }>();
  return async (key, work) => {
    const line = lines.get(key) ?? { last: Promise.resolve(), length: 0 };
    if (line.length > limit) throw tooMany();
    lines.set(key, line);
    line.length += 1;
    const mine = line.last.then(work);
    line.last = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      line.length -= 1;
      if (line.length === 0) lines.delete(key);
    }
  };
}
