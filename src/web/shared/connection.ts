import { createStore } from './store.ts';
import { ConnectionLost } from './problem.ts';

const LOOK_AGAIN_MS = 4_000;
const RELOAD_AGAIN_MS = 30_000;
/** When this tab was loaded anew for a part that did not come. */
const RELOADED = 'zhidai.reloaded';

/** Whether the last request reached the service. While it did not, a banner says so, and the console looks again by itself. */
export const connection = createStore<'there' | 'lost'>('there');

let looking: ReturnType<typeof setInterval> | undefined;

/** fetch that knows whether the service was reached. @throws ConnectionLost */
export async function reach(input: Request | string, init?: RequestInit): Promise<Response> {
  try {
    const response = await fetch(input, init);
    found();
    return response;
  } catch (error) {
    // Asked for by the page itself, which went elsewhere.
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    lost();
    throw new ConnectionLost('the service was not reached', { cause: error });
  }
}

export async function lookAgain(): Promise<void> {
  if (await isThere()) found();
}

async function isThere(): Promise<boolean> {
  try {
    return (await fetch('/healthz', { cache: 'no-store' })).ok;
  } catch {
    // Still away.
    return false;
  }
}

/**
 * Loads a part of the console. A browser does not ask twice for a part that did not come, so the page is loaded anew: at once
 * where the service is there (an update took the old files away), else when it is back. Not twice in a row: then the part is broken.
 */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!(await isThere())) await isBack();
    else if (Date.now() - Number(sessionStorage.getItem(RELOADED) ?? 0) < RELOAD_AGAIN_MS) throw error;
    sessionStorage.setItem(RELOADED, String(Date.now()));
    location.reload();
    return new Promise(() => undefined);
  }
}

/** Resolves when the service answers again; an answer that was under way when the connection went does not count. */
async function isBack(): Promise<void> {
  do {
    await new Promise<void>((resolve) => {
      lost();
      const over = connection.subscribe(() => {
        if (connection.get() === 'there') {
          over();
          resolve();
        }
      });
    });
  } while (!(await isThere()));
}

function lost(): void {
  connection.set('lost');
  looking ??= setInterval(() => void lookAgain(), LOOK_AGAIN_MS);
}

function found(): void {
  clearInterval(looking);
  looking = undefined;
  connection.set('there');
}

addEventListener('online', () => void lookAgain());
