/** The connection to the service: notices when it is lost and when it is back. */
import { createStore } from './store.ts';
import { ConnectionLost } from './problem.ts';

const POLL_MS = 4_000;
const RELOAD_INTERVAL_MS = 30_000;
/** Session storage key: when this tab was last reloaded for a missing chunk. */
const RELOADED_AT = 'zhidai.reloaded';

/**
 * Whether the last request reached the service. While it is lost, a banner is shown and the console polls the service.
 */
export const connection = createStore<'connected' | 'lost'>('connected');

let polling: ReturnType<typeof setInterval> | undefined;

/** fetch that updates the connection state. @throws ConnectionLost */
export async function fetchService(input: Request | string, init?: RequestInit): Promise<Response> {
  try {
    const response = await fetch(input, init);
    markConnected();
    return response;
  } catch (error) {
    // Aborted by the page itself.
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    markLost();
    throw new ConnectionLost('the service was not reached', { cause: error });
  }
}

export async function checkConnection(): Promise<void> {
  if (await isReachable()) markConnected();
}

async function isReachable(): Promise<boolean> {
  try {
    return (await fetch('/healthz', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

/**
 * Imports a chunk of the console. Browsers cache a failed import, so the page is reloaded: at once when the service is
 * reachable (an update has removed the old files), otherwise when it is reachable again. A second failure in a row throws.
 */
export async function loadChunk<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!(await isReachable())) await untilReachable();
    else if (Date.now() - Number(sessionStorage.getItem(RELOADED_AT) ?? 0) < RELOAD_INTERVAL_MS) throw error;
    sessionStorage.setItem(RELOADED_AT, String(Date.now()));
    location.reload();
    return new Promise(() => undefined);
  }
}

/**
 * Resolves when the service is reachable again. A response that was in flight when the connection broke does not count.
 */
async function untilReachable(): Promise<void> {
  do {
    await new Promise<void>((resolve) => {
      markLost();
      const unsubscribe = connection.subscribe(() => {
        if (connection.get() === 'connected') {
          unsubscribe();
          resolve();
        }
      });
    });
  } while (!(await isReachable()));
}

function markLost(): void {
  connection.set('lost');
  polling ??= setInterval(() => void checkConnection(), POLL_MS);
}

function markConnected(): void {
  clearInterval(polling);
  polling = undefined;
  connection.set('connected');
}

addEventListener('online', () => void checkConnection());
