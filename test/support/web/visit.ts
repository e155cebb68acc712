/**
 * A user in a browser, with the steps and checks that tests of the console share: keyboard, accessibility, errors,
 * foreign requests.
 */
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type ElementHandle,
  type Locator,
  type Page,
  type Request,
} from 'playwright-core';
import { PASSWORD } from '../template.ts';
import { findChromium } from './chromium.ts';
import { leaveProfile, PATIENCE_MS, takeProfile, type Profile, type Wanted } from './profiles.ts';

const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const FAILURES = path.resolve(import.meta.dirname, '../../../coverage/web-failures');
const TABS_MAX = 250;
const CHOICES_MAX = 100;
const POLL_MS = 30;
/** A page is settled after this many checks in a row without requests. */
const QUIET_POLLS = 4;

export const WIDE = { width: 1440, height: 900 };
export const NARROW = { width: 390, height: 844 };

let browser: Promise<Browser> | undefined;

/** The browser of this run, started on first use. */
export function theBrowser(): Promise<Browser> {
  return (browser ??= findChromium().then(({ executable, env }) =>
    chromium.launch({
      executablePath: executable,
      env: { ...inherited(), ...env },
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--font-render-hinting=none',
        // Pages of tests are too short-lived for optimised scripts to pay off.
        '--js-flags=--no-maglev --no-turbofan',
      ],
    }),
  ));
}

const inherited = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** Closes the browser; called once by the root hook. */
export async function stopBrowser(): Promise<void> {
  if (browser) await (await browser.catch(() => undefined))?.close();
}

export interface VisitOptions {
  readonly url: string;
  readonly language?: 'zh-CN' | 'en';
  readonly viewport?: { width: number; height: number };
  /** The start time of the browser clock. */
  readonly now?: Date;
  /** Uses a new browser profile: the console is loaded with an empty cache. */
  readonly first?: boolean;
}

/** A user of the console in a browser profile of its own. */
export class Visit {
  readonly faults: string[] = [];
  /** The number of keys pressed. */
  keys = 0;
  readonly #tolerated: { status: number; path: RegExp }[] = [];
  readonly #pendingRequests = new Set<Request>();
  #wasOffline = false;

  private constructor(
    private readonly profile: Profile,
    private readonly wanted: Wanted,
  ) {}

  static async open({ url, language = 'zh-CN', viewport = WIDE, now, first = false }: VisitOptions): Promise<Visit> {
    const wanted: Wanted = { browser: await theBrowser(), url, language, viewport, now };
    const visit = new Visit(await takeProfile(wanted, first), wanted);
    visit.#watch();
    // The language as chosen on an earlier visit.
    if (language === 'en') await visit.page.evaluate(`localStorage.setItem('zhidai.language', 'en')`);
    return visit;
  }

  get context(): BrowserContext {
    return this.profile.context;
  }

  get page(): Page {
    return this.profile.page;
  }

  get url(): string {
    return this.wanted.url;
  }

  /** Releases the browser profile for reuse; not called after a failure. */
  leave(): Promise<void> {
    return leaveProfile(this.profile, this.wanted);
  }

  /** Opens another tab in the same profile, monitored like the first. */
  async tab(): Promise<Page> {
    return this.context.newPage();
  }

  /** Allows responses of this status: the browser reports every error response in its console. */
  tolerate(status: number, where: RegExp): this {
    this.#tolerated.push({ status, path: where });
    return this;
  }

  /** Disconnects or reconnects the browser. Errors of requests without connection are allowed. */
  async connected(there: boolean): Promise<void> {
    this.#wasOffline ||= !there;
    await this.context.setOffline(!there);
  }

  #watch(): void {
    this.context.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      const answered = /^Failed to load resource: the server responded with a status of (\d+)/.exec(message.text());
      const address = message.location().url;
      if (
        answered &&
        this.#tolerated.some(({ status, path: where }) => status === Number(answered[1]) && where.test(address))
      )
        return;
      if (this.#wasOffline && message.text() === 'Failed to load resource: net::ERR_INTERNET_DISCONNECTED') return;
      this.faults.push(`console ${message.type()}: ${message.text()} (${address})`);
    });
    this.context.on('weberror', (error) =>
      this.faults.push(`page error: ${error.error().stack ?? error.error().message}`),
    );
    const ended = (request: Request): void => void this.#pendingRequests.delete(request);
    this.context.on('requestfinished', ended).on('requestfailed', ended);
    this.context.on('request', (request: Request) => {
      this.#pendingRequests.add(request);
      const address = request.url();
      if (!address.startsWith(`${this.url}/`) && !/^(data|blob|about):/.test(address))
        this.faults.push(`left the origin: ${request.method()} ${address}`);
    });
  }

  /** Creates a session by the API (session.test.ts tests the sign-in page); the next page load uses its cookie. */
  async signIn(login: string, password: string): Promise<void> {
    const reply = await this.context.request.post(`${this.url}/api/v1/auth/login`, {
      data: { login, password, session: 'cookie' },
      headers: { Origin: this.url },
    });
    if (reply.status() !== 200) throw new Error(`signing in as ${login}: ${reply.status()} ${await reply.text()}`);
    // The session hint of the console (src/web/shared/session.ts).
    const {
      account: { role },
    } = (await reply.json()) as { account: { role: string } };
    await this.page.evaluate(`localStorage.setItem('zhidai.session', '${role}')`);
  }

  async goto(where: string): Promise<void> {
    await this.page.goto(where);
    await this.settled();
  }

  /** Navigates within the open console, as its links do, without loading a document. */
  async turnTo(where: string): Promise<void> {
    await this.page.evaluate(`history.pushState(null, '', ${JSON.stringify(where)})`);
    await this.settled();
  }

  /** Presses keys one after another. */
  async press(...keys: string[]): Promise<void> {
    this.keys += keys.length;
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    this.keys += text.length;
    await this.page.keyboard.type(text);
  }

  /** Presses Tab until the element has the focus, and returns it. Fails when it cannot be reached by keyboard. */
  async tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<ElementHandle> {
    // The focused input itself may be invisible, as in a styled radio button.
    await target.first().waitFor({ state: 'attached' });
    // A select that is still loading its options ignores keys.
    while (await target.first().evaluate((element) => element.matches(':disabled')))
      await this.page.waitForTimeout(POLL_MS);
    // Looked up again only after a new render, as the lookup takes longer than the key press.
    let found = await target.first().elementHandle();
    const focused = async (): Promise<boolean> => {
      const has =
        (await found?.evaluate((element) =>
          element.isConnected ? element === element.ownerDocument.activeElement : null,
        )) ?? null;
      if (has !== null) return has;
      found = await target.first().elementHandle();
      return (await found?.evaluate((element) => element === element.ownerDocument.activeElement)) ?? false;
    };
    for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
      if (await focused()) return found!;
      await this.press(key);
    }
    throw new Error(`${TABS_MAX} times ${key} do not reach ${target.toString()}`);
  }

  /** Moves to a control with Tab and presses Enter or another key. */
  async use(target: Locator, key = 'Enter'): Promise<void> {
    const found = await this.tabTo(target);
    this.keys += 1;
    // Pressed on the element itself, as a page that has just loaded moves the focus.
    await found.press(key);
  }

  /** Moves to a select with Tab and chooses an option with the arrow keys. */
  async choose(list: Locator, name: string | RegExp): Promise<void> {
    await this.use(list);
    const option = this.page.getByRole('option', { name, exact: true }).filter({ visible: true });
    await option.waitFor();
    const id = await option.getAttribute('id');
    for (let steps = 0; (await list.first().getAttribute('aria-activedescendant')) !== id; steps += 1) {
      if (steps > CHOICES_MAX) throw new Error(`${CHOICES_MAX} times ArrowDown do not reach ${option.toString()}`);
      await this.press('ArrowDown');
    }
    await this.press('Enter');
    await option.waitFor({ state: 'hidden' });
  }

  async see(what: string | RegExp | Locator): Promise<void> {
    await (
      typeof what === 'string' || what instanceof RegExp ? this.page.getByText(what).first() : what.first()
    ).waitFor();
  }

  async gone(what: Locator): Promise<void> {
    await what.first().waitFor({ state: 'hidden' });
  }

  /** Waits until there are no requests and transitions. */
  async settled(): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    // Evaluated in the page, which answers when it is idle; a page that is being left does not answer at all.
    const idle = (): Promise<boolean> =>
      this.page.evaluate(`new Promise((later) => setTimeout(later, ${POLL_MS}))`).then(
        () => this.#pendingRequests.size === 0,
        () => false,
      );
    for (let quiet = 0; quiet < QUIET_POLLS; quiet = (await idle()) ? quiet + 1 : 0) {
      if (performance.now() > deadline)
        throw new Error(`still under way: ${[...this.#pendingRequests].map((request) => request.url()).join(', ')}`);
    }
    await this.page.waitForFunction(
      'document.getAnimations().every((each) => each.playState !== "running" || each.effect?.getComputedTiming().iterations === Infinity)',
      undefined,
      { polling: POLL_MS },
    );
  }

  /** Checks the page against WCAG 2.2 AA with axe. */
  async accessible(where: string): Promise<void> {
    await this.settled();
    // Half a megabyte: injected once per document.
    if (!(await this.page.evaluate('"axe" in globalThis'))) await this.page.evaluate(AXE);
    const { violations } = (await this.page.evaluate(
      (tags) => (globalThis as any).axe.run({ runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }),
      WCAG_22_AA,
    )) as { violations: Violation[] };
    if (violations.length === 0) return;
    const lines = violations.map(
      ({ id, help, nodes }) =>
        `${id}: ${help}${nodes
          .slice(0, 5)
          .map(
            ({ html, failureSummary }) =>
              `\n    ${html.slice(0, 200)}\n      ${failureSummary?.replaceAll('\n', ' ') ?? ''}`,
          )
          .join('')}`,
    );
    throw new Error(`${where} is not accessible:\n  ${lines.join('\n  ')}`);
  }

  /** Checks that the page does not scroll horizontally. */
  async fits(where: string): Promise<void> {
    const [content, window] = (await this.page.evaluate(
      '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
    )) as [number, number];
    if (content > window) throw new Error(`${where} is ${content} px wide in a window of ${window} px`);
  }

  /** Saves a screenshot of a failure. */
  async picture(name: string): Promise<string> {
    await mkdir(FAILURES, { recursive: true });
    const file = path.join(FAILURES, `${name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)}.png`);
    await this.page.screenshot({ path: file, fullPage: true });
    return file;
  }
}

interface Violation {
  id: string;
  help: string;
  nodes: { html: string; failureSummary?: string }[];
}

/**
 * Runs steps in a browser profile of their own. Also fails on console errors and on requests to other origins.
 * `as`: an account that is signed in; `at`: the page to open.
 */
export async function visiting(
  options: VisitOptions & { readonly as?: string; readonly at?: string },
  work: (visit: Visit) => Promise<void>,
): Promise<void> {
  const visit = await Visit.open(options);
  try {
    if (options.as !== undefined) await visit.signIn(options.as, PASSWORD);
    if (options.at !== undefined) await visit.goto(options.at);
    await work(visit);
    if (visit.faults.length > 0) throw new Error(`the browser complained:\n  ${visit.faults.join('\n  ')}`);
    await visit.leave();
  } catch (error) {
    if (error instanceof Error) {
      const picture = await visit.picture(`${Date.now()}`).catch(() => 'none');
      error.message += `\n(at ${visit.page.url()}, picture: ${picture}${visit.faults.length ? `; browser: ${visit.faults.join('; ')}` : ''})`;
    }
    await visit.context.close();
    throw error;
  }
}
