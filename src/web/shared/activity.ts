import { createStore } from './store.ts';

/**
 * Whether somebody is at the console. Requests that the page makes on its own while nobody is there must not keep the
 * session alive; they carry the header below.
 */
const UNATTENDED_MS = 60_000;
const INPUT_EVENTS = ['keydown', 'pointerdown', 'wheel', 'touchstart'] as const;

let lastInputAt = Date.now();
for (const type of INPUT_EVENTS)
  addEventListener(type, () => (lastInputAt = Date.now()), { capture: true, passive: true });

export const attended = (): boolean => Date.now() - lastInputAt < UNATTENDED_MS;

/** Headers of a request: none while somebody is there. */
export const activityHeaders = (): Record<string, string> => (attended() ? {} : { 'Zhidai-Activity': 'none' });

/** When a request of this browser last kept the session alive, in any tab. */
export const lastUse = createStore(Date.now());
const tabs = new BroadcastChannel('zhidai.activity');
tabs.addEventListener('message', ({ data }: MessageEvent<number>) => lastUse.set(Math.max(lastUse.get(), data)));

/** Called with the headers of each request that was answered. */
export function noteUse(headers: Headers | Record<string, string>): void {
  if (headers instanceof Headers ? headers.has('Zhidai-Activity') : 'Zhidai-Activity' in headers) return;
  lastUse.set(Date.now());
  tabs.postMessage(lastUse.get());
}
