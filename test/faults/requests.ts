/** Requests that are repeated until they are answered, at any process that runs, and what was noticed of the answers. */
import { setTimeout as pause } from 'node:timers/promises';
import { Client, type Reply } from '../support/client.ts';
import type { Login } from './people.ts';
import type { RegistryUnderTest } from './registry.ts';

export interface Answered {
  readonly reply: Reply;
  /** When it was sent for the first time, when it was sent for the last time, and when that was answered. */
  readonly firstMs: number;
  readonly startMs: number;
  readonly endMs: number;
}

export interface Requests {
  /** Null when it was not answered in the time that is left. 503 and 429 are no answers. */
  untilAnswered(login: Login, ask: (client: Client) => Promise<Reply>): Promise<Answered | null>;
  /** From now on requests are repeated for so long only. */
  giveUpAfter(ms: number): void;
  readonly problems: string[];
  readonly figures: { answered: number; unavailable: number; lost: number; slowestMs: number };
}

/** The longest that the service takes for any answer is 30 seconds; one more for a busy machine. */
const ANSWER_MAX_MS = 31_000;
const SILENT_AFTER_MS = 45_000;
const REPEAT_AFTER_MS = 100;

export function createRequests(registry: RegistryUnderTest, random: () => number): Requests {
  const problems: string[] = [];
  const figures = { answered: 0, unavailable: 0, lost: 0, slowestMs: 0 };
  let givenUpAt = Infinity;

  /** One attempt. Undefined if the connection is lost or refused. */
  async function attempt(login: Login, ask: (client: Client) => Promise<Reply>): Promise<Reply | undefined> {
    const urls = registry.urls();
    const url = urls[Math.floor(random() * urls.length)];
    if (url === undefined) return undefined;
    const token = await registry.people.token(login);
    const silent = new AbortController();
    const startMs = performance.now();
    const reply = await Promise.race([
      ask(new Client(url, () => token)).catch(() => undefined),
      pause(SILENT_AFTER_MS, 'silent' as const, { signal: silent.signal, ref: false }).catch(() => undefined),
    ]);
    silent.abort();
    const tookMs = performance.now() - startMs;
    figures.slowestMs = Math.max(figures.slowestMs, tookMs);
    if (tookMs > ANSWER_MAX_MS) problems.push(`an answer took ${Math.round(tookMs / 1000)} s`);
    if (reply === 'silent') return undefined;
    if (reply === undefined) figures.lost += 1;
    return reply;
  }

  return {
    problems,
    figures,
    giveUpAfter(ms) {
      givenUpAt = performance.now() + ms;
    },
    async untilAnswered(login, ask) {
      const firstMs = performance.now();
      for (;;) {
        const startMs = performance.now();
        const reply = await attempt(login, ask);
        if (reply !== undefined && ![429, 503].includes(reply.status)) {
          figures.answered += 1;
          if (reply.status >= 500) problems.push(`answered ${reply.status}: ${reply.text}`);
          return { reply, firstMs, startMs, endMs: performance.now() };
        }
        if (reply !== undefined) {
          figures.unavailable += 1;
          if (!reply.headers.has('retry-after')) problems.push(`${reply.status} without Retry-After: ${reply.text}`);
        }
        if (performance.now() > givenUpAt) return null;
        await pause(REPEAT_AFTER_MS);
      }
    },
  };
}
