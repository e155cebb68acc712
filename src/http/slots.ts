/** Limits of what is under way at the same time, in this process: in all, and for each key (an account). */
import { Problem } from './problem.ts';

export interface SlotLimits {
  readonly atOnce: number;
  readonly perKey: number;
  /** Callers that may wait for a slot, and for how long; the others are refused at once. */
  readonly waiting: number;
  readonly waitMs: number;
}

/** Gives a slot back; further calls do nothing. */
export type Release = () => void;

/** Takes a slot of the key. @throws Problem TOO_MANY_REQUESTS when none becomes free in time */
export type Slots = (key: string) => Promise<Release>;

const RETRY_AFTER_SECONDS = 10;

export const tooManyRequests = (seconds: number): Problem =>
  new Problem('TOO_MANY_REQUESTS', { params: { seconds }, headers: { 'Retry-After': String(seconds) } });

interface Waiting {
  readonly key: string;
  readonly grant: (release: Release) => void;
}

export function createSlots({ atOnce, perKey, waiting, waitMs }: SlotLimits): Slots {
  const takenByKey = new Map<string, number>();
  let [taken, queue] = [0, [] as Waiting[]];
  const hasSlot = (key: string): boolean => taken < atOnce && (takenByKey.get(key) ?? 0) < perKey;
  const take = (key: string): Release => {
    taken += 1;
    takenByKey.set(key, (takenByKey.get(key) ?? 0) + 1);
    let released = false;
    return () => {
      if (released) return;
      released = true;
      taken -= 1;
      const left = takenByKey.get(key)! - 1;
      if (left === 0) takenByKey.delete(key);
      else takenByKey.set(key, left);
      const next = queue.find((entry) => hasSlot(entry.key));
      if (next === undefined) return;
      queue = queue.filter((entry) => entry !== next);
      next.grant(take(next.key));
    };
  };
  return (key) => {
    if (hasSlot(key)) return Promise.resolve(take(key));
    if (queue.length >= waiting) return Promise.reject(tooManyRequests(RETRY_AFTER_SECONDS));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        queue = queue.filter((entry) => entry !== own);
        reject(tooManyRequests(RETRY_AFTER_SECONDS));
      }, waitMs);
      const own: Waiting = {
        key,
        grant: (release) => {
          clearTimeout(timer);
          resolve(release);
        },
      };
      queue.push(own);
    });
  };
}
