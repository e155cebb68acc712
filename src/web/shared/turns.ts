import { keep, readKept } from './kept.ts';

const NAME = 'zhidai.session-turn';
/** How long a refresh that a page began and did not live to see may still be under way. */
const UNDER_WAY_MS = 3_000;
const LOOK_MS = 100;

let line: Promise<unknown> = Promise.resolve();

/**
 * Runs what uses the refresh cookie, one after another over all tabs of the browser. A page that is left while its
 * refresh is under way lets go of the lock before the new cookie has come: the note that it leaves makes the next one wait.
 */
export function oneTabAtATime<T>(work: () => Promise<T>): Promise<T> {
  const noted = async (): Promise<T> => {
    await leftBehind();
    keep(NAME, String(Date.now()));
    try {
      return await work();
    } finally {
      keep(NAME, null);
    }
  };
  // Locks exist on https and on this machine; elsewhere the note alone keeps tabs apart, and this line the calls of one tab.
  if ('locks' in navigator) return navigator.locks.request(NAME, noted) as Promise<T>;
  const mine = line.then(noted, noted);
  line = mine.catch(() => undefined);
  return mine;
}

async function leftBehind(): Promise<void> {
  for (;;) {
    const age = Date.now() - Number(readKept(NAME) ?? 0);
    if (age < 0 || age >= UNDER_WAY_MS) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
