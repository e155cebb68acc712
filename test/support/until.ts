/** The only place, besides the harness of the browser, where tests let time pass. */
import { setTimeout as pause } from 'node:timers/promises';

const DEADLINE_MS = 30_000;
/** Grows with every look, so that a short wait ends at once and a long one costs little. */
const FIRST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 40;

/**
 * Waits until the condition holds: until it returns something other than false, null, undefined or 0. Fails after the
 * deadline, and says what it waited for.
 *
 * @param what completes the sentence "waited in vain until …"
 * @returns what the condition returned
 */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
  deadlineMs = DEADLINE_MS,
): Promise<Exclude<T, false | null | undefined | 0>> {
  const end = performance.now() + deadlineMs;
  for (let ms = FIRST_PAUSE_MS; ; ms = Math.min(LONGEST_PAUSE_MS, ms * 1.5)) {
    const found = await condition();
    if (found) return found as Exclude<T, false | null | undefined | 0>;
    if (performance.now() > end) throw new Error(`waited ${deadlineMs / 1000} seconds in vain until ${what}`);
    await pause(ms);
  }
}

/**
 * Looks for a while whether the condition still holds, and fails as soon as it does not. For what must not happen: there
 * is no event to wait for.
 *
 * @param what completes the sentence "it did not last that …"
 */
export async function stays(what: string, condition: () => boolean | Promise<boolean>, forMs: number): Promise<void> {
  for (const end = performance.now() + forMs; performance.now() < end; await pause(LONGEST_PAUSE_MS))
    if (!(await condition())) throw new Error(`it did not last that ${what}`);
}
