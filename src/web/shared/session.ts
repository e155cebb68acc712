import type { components } from './api-types.ts';
import { forgetKept, keep, readKept } from './kept.ts';
import { reach } from './connection.ts';
import { language } from './language.ts';
import { ApiProblem, ConnectionLost, SessionEnded, type ProblemBody } from './problem.ts';
import { createStore } from './store.ts';
import { oneTabAtATime } from './turns.ts';

/**
 * Who is signed in. The refresh token is in a cookie that no script reads, the access token in memory only. Each refresh
 * token is good for one use and a second use ends the session, so the tabs of a browser refresh one after another, and
 * tell each other what they got.
 */
export type Account = components['schemas']['Me'];
export type SessionState =
  | { readonly status: 'starting' }
  | { readonly status: 'unreachable' }
  | { readonly status: 'signed-out'; readonly why: 'new' | 'signed-out' | 'ran-out' }
  /** `lapsed`: the session ran out; what is on the page stays, and a dialog asks to sign in again. */
  | { readonly status: 'signed-in'; readonly account: Account; readonly lapsed: boolean };

/** What requests wait for while a dialog asks the person to sign in again. */
interface Waiting {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}
interface Token {
  readonly text: string;
  readonly goodUntil: number;
}
type Message =
  | { readonly kind: 'token'; readonly token: Token }
  | { readonly kind: 'signed-in'; readonly accountId: string }
  | { readonly kind: 'signed-out' };

/** Says that this browser has a session, so that a first visit asks the service for nothing. Holds the account's role. */
const HINT = 'zhidai.session';
const DRAFTS = 'zhidai.draft.';
/** A token that is about to expire is replaced before it is used. */
const SPARE_MS = 30_000;

export const session = createStore<SessionState>({ status: 'starting' });
const tabs = new BroadcastChannel('zhidai');

let token: Token | null = null;
let again: Waiting | null = null;

const isGood = (one: Token | null): one is Token => one !== null && one.goodUntil - SPARE_MS > Date.now();
const account = (): Account | null => {
  const state = session.get();
  return state.status === 'signed-in' ? state.account : null;
};

async function post(path: string, body?: unknown, bearer?: string): Promise<Response> {
  const response = await reach(`/api/v1/auth/${path}`, {
    method: 'POST',
    keepalive: true,
    headers: {
      'Accept-Language': language.get(),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** The problem that an answer tells; a proxy's own page counts as the service being away. */
export async function problemOf(response: Response): Promise<Error> {
  if (!(response.headers.get('Content-Type') ?? '').includes('json'))
    return new ConnectionLost(`answered ${response.status}`);
  return new ApiProblem((await response.json()) as ProblemBody);
}

function take(pair: { accessToken: string; expiresIn: number }): Token {
  token = { text: pair.accessToken, goodUntil: Date.now() + pair.expiresIn * 1000 };
  return token;
}

/** Whose token it is: the `sub` of its claims. */
function subjectOf({ text }: Token): string {
  const claims = text.split('.')[1] ?? '';
  return (JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/'))) as { sub: string }).sub;
}

const tell = (message: Message): void => tabs.postMessage(message);

/** At the start of a page: goes on with the session that the cookie holds, if there is one. `sure`: another tab says so. */
export async function start(sure = false): Promise<void> {
  document.documentElement.lang = language.get();
  if (!sure && readKept(HINT) === null) return session.set({ status: 'signed-out', why: 'new' });
  session.set({ status: 'starting' });
  try {
    const current = await renew(null);
    session.set({ status: 'signed-in', account: await readAccount(current.text), lapsed: false });
  } catch (error) {
    session.set(
      error instanceof ApiProblem && error.status < 500
        ? { status: 'signed-out', why: 'ran-out' }
        : { status: 'unreachable' },
    );
  }
}

/** The role of the account that signed in here last and did not sign out. */
export const lastRole = (): string | null => readKept(HINT);

async function readAccount(bearer: string): Promise<Account> {
  const response = await reach('/api/v1/auth/me', {
    headers: { Authorization: `Bearer ${bearer}`, 'Accept-Language': language.get() },
  });
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as Account;
}

/** @throws ApiProblem BAD_CREDENTIALS, ACCOUNT_LOCKED; ConnectionLost */
export async function signIn(login: string, password: string): Promise<void> {
  const signedIn = await oneTabAtATime(async () => {
    const answer = await post('login', { login, password, session: 'cookie' });
    return (await answer.json()) as { accessToken: string; expiresIn: number; account: Account };
  });
  const before = account();
  const mine = take(signedIn);
  keep(HINT, signedIn.account.role);
  if (before !== null && before.id !== signedIn.account.id) return location.assign('/');
  session.set({ status: 'signed-in', account: signedIn.account, lapsed: false });
  again?.resolve();
  again = null;
  tell({ kind: 'signed-in', accountId: signedIn.account.id });
  tell({ kind: 'token', token: mine });
}

/** Ends the session here, in the other tabs and at the service. Drafts go, for bank computers are shared. @throws ConnectionLost: nothing has ended */
export async function signOut(): Promise<void> {
  try {
    const bearer = isGood(token) ? token : await renew(token);
    await post('logout', undefined, bearer.text);
  } catch (error) {
    // Where the session is over already, there is nothing left to end.
    if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
  }
  tell({ kind: 'signed-out' });
  forget();
}

function forget(): void {
  const mine = account();
  if (mine !== null) forgetKept(`${DRAFTS}${mine.id}.`);
  keep(HINT, null);
  token = null;
  again?.reject(new SessionEnded('signed out'));
  again = null;
  // Whoever signs in next begins at the beginning.
  history.replaceState(null, '', '/');
  session.set({ status: 'signed-out', why: 'signed-out' });
}

/** After the one-time password was changed, everything else is open. */
export function passwordChanged(): void {
  const mine = account();
  if (mine !== null)
    session.set({ status: 'signed-in', account: { ...mine, mustChangePassword: false }, lapsed: false });
}

/** A token that is good for a while. Waits for the person where the session ran out. @throws SessionEnded when they sign out instead */
export async function freshToken(): Promise<string> {
  for (;;) {
    if (again !== null) await again.promise;
    if (isGood(token)) return token.text;
    try {
      return (await renew(token)).text;
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
      lapse();
    }
  }
}

/** The service does not take this token any more, whatever its date says. */
export function refused(text: string): void {
  if (token?.text === text) token = { text, goodUntil: 0 };
}

function lapse(): void {
  const mine = account();
  if (mine === null) throw new SessionEnded('nobody is signed in');
  again ??= waiting();
  session.set({ status: 'signed-in', account: mine, lapsed: true });
}

function waiting(): Waiting {
  let ends: Omit<Waiting, 'promise'> = { resolve: () => undefined, reject: () => undefined };
  const promise = new Promise<void>((resolve, reject) => {
    ends = { resolve, reject };
  });
  // Whoever waits hears of it; when nobody does, that is no error either.
  promise.catch(() => undefined);
  return { promise, ...ends };
}

/** A new token in place of `stale`, unless another tab has just told us one. */
async function renew(stale: Token | null): Promise<Token> {
  return oneTabAtATime(async () => {
    if (token !== stale && isGood(token)) return token;
    const answer = await post('refresh');
    const fresh = take((await answer.json()) as { accessToken: string; expiresIn: number });
    tell({ kind: 'token', token: fresh });
    const mine = account();
    // Another account has signed in beside this tab and its cookie is the browser's now: this page is not theirs.
    if (mine !== null && subjectOf(fresh) !== mine.id) location.assign('/');
    return fresh;
  });
}

tabs.addEventListener('message', ({ data }: MessageEvent<Message>) => {
  const state = session.get();
  if (data.kind === 'signed-out') return state.status === 'signed-out' ? undefined : forget();
  if (state.status !== 'signed-in') {
    // What the other tab has stored may come here later than what it says.
    return data.kind === 'signed-in' ? void start(true) : undefined;
  }
  const theirs = data.kind === 'token' ? subjectOf(data.token) : data.accountId;
  if (theirs !== state.account.id) return location.assign('/');
  if (data.kind !== 'token') return;
  token = data.token;
  if (!state.lapsed) return;
  session.set({ ...state, lapsed: false });
  again?.resolve();
  again = null;
});
