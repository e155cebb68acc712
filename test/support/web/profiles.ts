import type { Browser, BrowserContext, Page } from 'playwright-core';

/** So long a step of the browser may take: a shared machine may be busy. */
export const PATIENCE_MS = 40_000;
/** A page of the registry's address that holds nothing and runs nothing. */
const NOTHING_THERE = '/healthz';

/** What visits and tests listen to; not all there is, for playwright listens to some of it itself. */
const WATCHED = ['console', 'weberror', 'request', 'requestfinished', 'requestfailed', 'response'];

/** A browser profile with its first page, which is at the registry's address already, and in which nobody has signed in or stored anything. */
export interface Profile {
  readonly context: BrowserContext;
  readonly page: Page;
}

export interface Wanted {
  readonly browser: Browser;
  readonly url: string;
  readonly language: 'zh-CN' | 'en';
  readonly viewport: { width: number; height: number };
  /** What the browser takes for the present; its clock runs on from there. Without it: the machine's. */
  readonly now: Date | undefined;
}

/** Profiles that somebody has left, by what cannot be changed in one afterwards. To load the console for the first time costs three times what it costs again. */
const left = new Map<string, Profile[]>();
const kindOf = ({ url, language, now }: Wanted): string =>
  [url, language, now === undefined ? 'own clock' : 'given clock'].join(' ');

/** A profile that somebody has left as they found it, or else a new one; `unused`: a new one at any rate, with nothing in its cache. */
export async function takeProfile(wanted: Wanted, unused: boolean): Promise<Profile> {
  const found = unused ? undefined : left.get(kindOf(wanted))?.pop();
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

/** Leaves a profile as it was found: watched by nobody, one tab, connected, signed out, nothing stored; only what is the same for everybody stays in its cache. */
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
  left.set(kindOf(wanted), [...(left.get(kindOf(wanted)) ?? []), profile]);
}
