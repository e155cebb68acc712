/**
 * Browser profiles, used again by later visits to save time. A profile must carry nothing from one visit to the next
 * but the HTTP cache.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** The timeout of a browser step; generous, as a shared machine may be busy. */
export const PATIENCE_MS = 40_000;
/** An address of the service without scripts. */
const NOTHING_THERE = '/healthz';

/** The events that visits and tests listen to. Others are used by playwright itself. */
const WATCHED = ['console', 'weberror', 'request', 'requestfinished', 'requestfailed', 'response'];

/** A browser profile without session and stored data, with a page open at the address of the service. */
export interface Profile {
  readonly context: BrowserContext;
  readonly page: Page;
}

/** What a visit needs of its profile. */
export interface Wanted {
  readonly browser: Browser;
  readonly url: string;
  readonly language: 'zh-CN' | 'en';
  readonly viewport: { width: number; height: number };
  /** The start time of the browser clock; undefined for the clock of the machine. */
  readonly now: Date | undefined;
}

/** Released profiles, by their fixed properties. Loading the console with a warm cache takes a third of the time. */
const released = new Map<string, Profile[]>();
const kindOf = ({ url, language, now }: Wanted): string =>
  [url, language, now === undefined ? 'own clock' : 'given clock'].join(' ');

/** A released profile, or a new one. `unused`: always a new one, with an empty cache. */
export async function takeProfile(wanted: Wanted, unused: boolean): Promise<Profile> {
  const found = unused ? undefined : released.get(kindOf(wanted))?.pop();
  const { context, page } = found ?? (await newProfile(wanted));
  if (wanted.now) await context.clock.setSystemTime(wanted.now);
  await page.setViewportSize(wanted.viewport);
  if (!found) await page.goto(NOTHING_THERE);
  return { context, page };
}

async function newProfile({ browser, url, language, viewport }: Wanted): Promise<Profile> {
  const context = await browser.newContext({
    baseURL: url,
    locale: language,
    timezoneId: 'Asia/Shanghai',
    viewport,
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
    acceptDownloads: true,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return { context, page: await context.newPage() };
}

/** Resets a profile for reuse: no listeners, one tab, online, signed out, no stored data. The HTTP cache is kept. */
export async function leaveProfile(profile: Profile, wanted: Wanted): Promise<void> {
  const { context, page } = profile;
  for (const event of WATCHED) [context, page].forEach((one) => one.removeAllListeners(event));
  for (const other of context.pages()) if (other !== page) await other.close();
  await Promise.all([
    page.unrouteAll({ behavior: 'ignoreErrors' }),
    context.setOffline(false),
    page.emulateMedia({ media: null }),
  ]);
  await page.goto(NOTHING_THERE);
  await page.evaluate('localStorage.clear(); sessionStorage.clear()');
  await context.clearCookies();
  released.set(kindOf(wanted), [...(released.get(kindOf(wanted)) ?? []), profile]);
}
