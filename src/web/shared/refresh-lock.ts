/**
 * One refresh of the session at a time over all tabs of a browser: a refresh token that is used twice ends the session.
 */
import { writeStored, readStored } from './browser-storage.ts';

const LOCK = 'zhidai.refresh-lock';
/** How long a refresh can still be in flight after its page was closed. */
const IN_FLIGHT_MS = 3_000;
const POLL_MS = 100;

let queue: Promise<unknown> = Promise.resolve();

/**
 * Runs work that uses the refresh cookie, one at a time over all tabs of the browser. A page that is closed during its
 * refresh releases the lock before the new cookie arrives: the time stamp it leaves makes the next tab wait.
 */
export function withRefreshLock<T>(work: () => Promise<T>): Promise<T> {
  const marked = async (): Promise<T> => {
    await previousRefreshDone();
    writeStored(LOCK, String(Date.now()));
    try {
      return await work();
    } finally {
      writeStored(LOCK, null);
    }
  };
  // Web Locks need a secure context. Without it the time stamp separates tabs, and the queue separates calls of one
  // tab.
  if ('locks' in navigator) return navigator.locks.request(LOCK, marked) as Promise<T>;
  const result = queue.then(marked, marked);
  queue = result.catch(() => undefined);
  return result;
}

async function previousRefreshDone(): Promise<void> {
  for (;;) {
    const age = Date.now() - Number(readStored(LOCK) ?? 0);
    if (age < 0 || age >= IN_FLIGHT_MS) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
