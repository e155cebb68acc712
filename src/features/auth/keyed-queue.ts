import { tooMany } from './hashing.ts';

/**
 * Returns a function that runs tasks with the same key one after another, within this process. It throws Problem
 * TOO_MANY_REQUESTS if `limit` tasks are waiting for the key.
 */
export function createKeyedQueue(limit: number): <T>(key: string, task: () => Promise<T>) => Promise<T> {
  const queues = new Map<string, { last: Promise<unknown>; length: number }>();
  return async (key, task) => {
    const queue = queues.get(key) ?? { last: Promise.resolve(), length: 0 };
    if (queue.length > limit) throw tooMany();
    queues.set(key, queue);
    queue.length += 1;
    const result = queue.last.then(task);
    queue.last = result.catch(() => undefined);
    try {
      return await result;
    } finally {
      queue.length -= 1;
      if (queue.length === 0) queues.delete(key);
    }
  };
}
