/**
 * The session in the browser: sign-in, refresh, expiry, sign-out, over all tabs. Tokens must never be stored where
 * scripts of another origin or another user could read them.
 */
import type { components } from './api-types.ts';
import { activityHeaders, noteUse } from './activity.ts';
import { removeStored, writeStored, readStored } from './browser-storage.ts';
import { fetchService } from './connection.ts';
import { language } from './language.ts';
import { ApiProblem, ConnectionLost, SessionEnded, type ProblemBody } from './problem.ts';
import { createStore } from './store.ts';
import { withRefreshLock } from './refresh-lock.ts';

/**
 * The session of the user. The refresh token is in an HttpOnly cookie, the access token in memory only. A refresh token
 * can be used once, and a second use ends the session; so the tabs of a browser refresh one at a time and share the
 * new access token.
 */
export type Account = components['schemas']['Me'];
export type SessionState =
  | { readonly status: 'starting' }
  | { readonly status: 'unreachable' }
  | { readonly status: 'signed-out'; readonly reason: 'new' | 'signed-out' | 'expired' }
  /** `expired`: the page stays as it is, and a dialog asks the user to sign in again. */
  | { readonly status: 'signed-in'; readonly account: Account; readonly expired: boolean };

/** Requests wait for this while a dialog asks the user to sign in again. */
interface Deferred {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}
interface Token {
  readonly text: string;
  readonly expiresAt: number;
}
/** The second factor: a code of an authenticator app, or a recovery code. */
export type Proof = { readonly code?: string; readonly recoveryCode?: string };
type Message =
  | { readonly kind: 'token'; readonly token: Token }
  | { readonly kind: 'signed-in'; readonly accountId: string; readonly limits: Account['session'] }
  | { readonly kind: 'signed-out' };

/**
 * Storage key: set while this browser has a session, with the role of the account. Without it no request is made at
 * start.
 */
const SESSION_HINT = 'zhidai.session';
const DRAFTS = 'zhidai.draft.';
/** A token is refreshed this long before it expires. */
const EXPIRY_MARGIN_MS = 30_000;

export const session = createStore<SessionState>({ status: 'starting' });
const tabs = new BroadcastChannel('zhidai');

let token: Token | null = null;
/** How far the clock of the service is ahead of the one of this browser. */
let clockOffsetMs = 0;
/** The time of the service. */
export const serviceNow = (): number => Date.now() + clockOffsetMs;
let pendingSignIn: Deferred | null = null;

const isValid = (one: Token | null): one is Token => one !== null && one.expiresAt - EXPIRY_MARGIN_MS > Date.now();
const currentAccount = (): Account | null => {
  const state = session.get();
  return state.status === 'signed-in' ? state.account : null;
};

async function post(path: string, body?: unknown, bearer?: string): Promise<Response> {
  const activity = activityHeaders();
  const response = await fetchService(`/api/v1/auth/${path}`, {
    method: 'POST',
    keepalive: true,
    headers: {
      ...activity,
      'Accept-Language': language.get(),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw await problemOf(response);
  noteUse(activity);
  return response;
}

/** The problem in a response. A response that is not JSON comes from a proxy and counts as a lost connection. */
export async function problemOf(response: Response): Promise<Error> {
  if (!(response.headers.get('Content-Type') ?? '').includes('json'))
    return new ConnectionLost(`answered ${response.status}`);
  return new ApiProblem((await response.json()) as ProblemBody);
}

function storeToken(pair: { accessToken: string; expiresIn: number }): Token {
  token = { text: pair.accessToken, expiresAt: Date.now() + pair.expiresIn * 1000 };
  clockOffsetMs = claimsOf(token).iat * 1000 - Date.now();
  return token;
}

function claimsOf({ text }: Token): { sub: string; iat: number } {
  const claims = text.split('.')[1] ?? '';
  return JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/'))) as { sub: string; iat: number };
}

/** The account id. */
const subjectOf = (one: Token): string => claimsOf(one).sub;

const broadcast = (message: Message): void => tabs.postMessage(message);

/** Resumes the session of the cookie, if there is one. `hasSession`: another tab has just signed in. */
export async function startSession(hasSession = false): Promise<void> {
  document.documentElement.lang = language.get();
  if (!hasSession && readStored(SESSION_HINT) === null) return session.set({ status: 'signed-out', reason: 'new' });
  session.set({ status: 'starting' });
  try {
    const current = await refreshToken(null);
    session.set({ status: 'signed-in', account: await readAccount(current.text), expired: false });
  } catch (error) {
    session.set(
      error instanceof ApiProblem && error.status < 500
        ? { status: 'signed-out', reason: 'expired' }
        : { status: 'unreachable' },
    );
  }
}

/** The role of the last account in this browser that did not sign out. */
export const lastRole = (): string | null => readStored(SESSION_HINT);

async function readAccount(bearer: string): Promise<Account> {
  const response = await fetchService('/api/v1/auth/me', {
    headers: { ...activityHeaders(), Authorization: `Bearer ${bearer}`, 'Accept-Language': language.get() },
  });
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as Account;
}

/** @throws ApiProblem BAD_CREDENTIALS (with SECOND_FACTOR_REQUIRED at `code`), ACCOUNT_LOCKED; ConnectionLost */
export async function signIn(login: string, password: string, proof: Proof = {}): Promise<void> {
  const signedIn = await withRefreshLock(async () => {
    const answer = await post('login', { login, password, ...proof, session: 'cookie' });
    return (await answer.json()) as { accessToken: string; expiresIn: number; account: Account };
  });
  const before = currentAccount();
  const newToken = storeToken(signedIn);
  writeStored(SESSION_HINT, signedIn.account.role);
  if (before !== null && before.id !== signedIn.account.id) return location.assign('/');
  session.set({ status: 'signed-in', account: signedIn.account, expired: false });
  pendingSignIn?.resolve();
  pendingSignIn = null;
  broadcast({ kind: 'signed-in', accountId: signedIn.account.id, limits: signedIn.account.session });
  broadcast({ kind: 'token', token: newToken });
}

/**
 * Ends the session in all tabs and at the service. Drafts are deleted, as computers of banks are shared. @throws
 * ConnectionLost: the session goes on
 */
export async function signOut(): Promise<void> {
  try {
    const bearer = isValid(token) ? token : await refreshToken(token);
    await post('logout', undefined, bearer.text);
  } catch (error) {
    // The session has already ended.
    if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
  }
  broadcast({ kind: 'signed-out' });
  clearSession();
}

function clearSession(): void {
  const account = currentAccount();
  if (account !== null) removeStored(`${DRAFTS}${account.id}.`);
  writeStored(SESSION_HINT, null);
  token = null;
  pendingSignIn?.reject(new SessionEnded('signed out'));
  pendingSignIn = null;
  // The next user starts at the home page.
  history.replaceState(null, '', '/');
  session.set({ status: 'signed-out', reason: 'signed-out' });
}

/** Opens the other pages after the one-time password was changed. */
export const passwordChanged = (): void => updateAccount({ mustChangePassword: false });

/** Opens the other pages after a second factor was set up, if it was required. */
export const secondFactorSet = (): void => updateAccount({ secondFactor: true, mustEnrolSecondFactor: false });

function updateAccount(change: Partial<Account>): void {
  const account = currentAccount();
  if (account !== null) session.set({ status: 'signed-in', account: { ...account, ...change }, expired: false });
}

/**
 * A valid access token. Waits for the user to sign in again if the session has expired. @throws SessionEnded when they
 * sign out instead
 */
export async function validToken(): Promise<string> {
  for (;;) {
    if (pendingSignIn !== null) await pendingSignIn.promise;
    if (isValid(token)) return token.text;
    try {
      return (await refreshToken(token)).text;
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
      expireSession();
    }
  }
}

/** Marks a token as invalid after a 401. */
export function rejectToken(text: string): void {
  if (token?.text === text) token = { text, expiresAt: 0 };
}

/** Asks the user to sign in again; the page stays as it is. */
export function expireSession(): void {
  const account = currentAccount();
  if (account === null) throw new SessionEnded('nobody is signed in');
  pendingSignIn ??= deferred();
  session.set({ status: 'signed-in', account, expired: true });
}

function deferred(): Deferred {
  let ends: Omit<Deferred, 'promise'> = { resolve: () => undefined, reject: () => undefined };
  const promise = new Promise<void>((resolve, reject) => {
    ends = { resolve, reject };
  });
  // Avoids an unhandled rejection when no request is waiting.
  promise.catch(() => undefined);
  return { promise, ...ends };
}

/** Refreshes `stale`, unless another tab has already sent a new token. */
async function refreshToken(stale: Token | null): Promise<Token> {
  return withRefreshLock(async () => {
    if (token !== stale && isValid(token)) return token;
    const answer = await post('refresh');
    const fresh = storeToken((await answer.json()) as { accessToken: string; expiresIn: number });
    broadcast({ kind: 'token', token: fresh });
    const account = currentAccount();
    // Another account has signed in in another tab and owns the cookie now: this page must not stay.
    if (account !== null && subjectOf(fresh) !== account.id) location.assign('/');
    return fresh;
  });
}

tabs.addEventListener('message', ({ data }: MessageEvent<Message>) => {
  const state = session.get();
  if (data.kind === 'signed-out') return state.status === 'signed-out' ? undefined : clearSession();
  if (state.status !== 'signed-in') {
    // The message can arrive before the storage of the other tab is visible here.
    return data.kind === 'signed-in' ? void startSession(true) : undefined;
  }
  const subject = data.kind === 'token' ? subjectOf(data.token) : data.accountId;
  if (subject !== state.account.id) return location.assign('/');
  if (data.kind === 'signed-in') return session.set({ ...state, account: { ...state.account, session: data.limits } });
  token = data.token;
  if (!state.expired) return;
  session.set({ ...state, expired: false });
  pendingSignIn?.resolve();
  pendingSignIn = null;
});
