import { createStore } from './store.ts';
import { ConnectionLost } from './problem.ts';

const LOOK_AGAIN_MS = 4_000;

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

/** Loads a part of the console. Where the service is away it waits, and then loads the page anew: a browser does not ask twice for a part that did not come. */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (await isThere()) throw error;
    lost();
    await new Promise<void>((resolve) => {
      const over = connection.subscribe(() => { if (connection.get() === 'there') { over(); resolve(); } });
    });
    location.reload();
    return new Promise(() => undefined);
  }
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
