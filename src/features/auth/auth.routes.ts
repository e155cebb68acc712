import type { Db } from '../../data/database.ts';
import { invalid, Problem } from '../../http/problem.ts';
import {
  transactionRoute,
  noTransactionRoute,
  noContent,
  ok,
  publicRoute,
  type Answer,
  type Incoming,
  type Route,
} from '../../http/route.ts';
import type { Tokens } from '../../http/tokens.ts';
import { LoginBody, PasswordBody, RefreshBody } from './auth.dto.ts';
import { changeOwnPassword, refresh, signIn, signOut, type SignInDeps, type TokenPair } from './auth.service.ts';
import { presentMe } from './auth.view.ts';
import { clearedCookie, cookieToken, refreshCookie, requireOwnOrigin } from './cookie.ts';
import type { Passwords } from './hashing.ts';
import { createKeyedQueue } from './keyed-queue.ts';

export interface AuthDeps {
  readonly db: Db;
  readonly tokens: Tokens;
  readonly passwords: Passwords;
  readonly sessionIdleHours: number;
  /** Whether cookies have the attribute Secure: browsers use TLS only. */
  readonly secureCookies: boolean;
}

const FOREIGN_ORIGIN = {
  description: '`FORBIDDEN`: the request comes from another origin and requests or sends the cookie',
};

/** Maximum of waiting attempts for one login from one address. */
const QUEUE_MAX = 200;

export function authRoutes(deps: AuthDeps): Route[] {
  const signInDeps = { ...deps, queue: createKeyedQueue(QUEUE_MAX) };
  return [
    loginRoute(signInDeps, deps),
    refreshRoute(signInDeps, deps),
    logoutRoute(deps),
    passwordRoute(signInDeps),
    meRoute,
  ];
}

const loginRoute = (deps: SignInDeps, settings: AuthDeps): Route =>
  publicRoute<unknown, LoginBody>({
    method: 'POST',
    path: '/api/v1/auth/login',
    tag: 'sign-in',
    summary: 'Sign in 登录',
    body: LoginBody,
    answers: { 200: { description: 'signed in', schema: 'SignedIn' }, 403: FOREIGN_ORIGIN },
    async handle(incoming) {
      const body = incoming.body();
      const inCookie = body.session === 'cookie';
      if (inCookie) requireOwnOrigin(incoming, 'if sent');
      const { pair, account } = await signIn(deps, body, incoming);
      return answerPair(pair, inCookie, settings, { account });
    },
  });

const refreshRoute = (deps: SignInDeps, settings: AuthDeps): Route =>
  publicRoute<unknown, RefreshBody>({
    method: 'POST',
    path: '/api/v1/auth/refresh',
    tag: 'sign-in',
    body: RefreshBody,
    summary: 'Exchange a refresh token, from the body or the cookie, for a new pair of tokens 刷新令牌',
    answers: {
      200: { description: 'the new pair; the old refresh token is no longer valid', schema: 'TokenPair' },
      403: FOREIGN_ORIGIN,
    },
    async handle(incoming) {
      const inBody = hasBody(incoming) ? (incoming.body().refreshToken ?? null) : null;
      if (inBody !== null) return answerPair(await refresh(deps, inBody, incoming), false, settings);
      const inCookie = cookieToken(incoming.header('Cookie'));
      if (inCookie === null) throw invalid({ path: 'refreshToken', code: 'REQUIRED' });
      requireOwnOrigin(incoming, 'always');
      try {
        return answerPair(await refresh(deps, inCookie, incoming), true, settings);
      } catch (error) {
        if (error instanceof Problem) throw new Problem(error.code, { headers: clearedCookie(settings.secureCookies) });
        throw error;
      }
    },
  });

/** With the token in the cookie, a browser sends no body. */
function hasBody(incoming: Pick<Incoming, 'header'>): boolean {
  return incoming.header('Transfer-Encoding') !== undefined || Number(incoming.header('Content-Length') ?? 0) > 0;
}

function answerPair(
  { refreshToken, ...access }: TokenPair,
  inCookie: boolean,
  { sessionIdleHours, secureCookies }: AuthDeps,
  more: object = {},
): Answer {
  return inCookie
    ? ok({ ...access, ...more }, refreshCookie(refreshToken, sessionIdleHours * 3600, secureCookies))
    : ok({ ...access, refreshToken, ...more });
}

const logoutRoute = ({ db, secureCookies }: AuthDeps): Route =>
  noTransactionRoute({
    method: 'POST',
    path: '/api/v1/auth/logout',
    permission: 'signed-in',
    action: 'auth.logout',
    tag: 'sign-in',
    beforePasswordChange: true,
    summary: 'Sign out: the session ends, its access tokens included 退出登录',
    answers: { 204: { description: 'signed out' } },
    async handle(_db, actor, incoming) {
      await signOut(db, actor, incoming);
      return { ...noContent(), headers: clearedCookie(secureCookies) };
    },
  });

const passwordRoute = (deps: SignInDeps): Route =>
  noTransactionRoute<unknown, PasswordBody>({
    method: 'POST',
    path: '/api/v1/auth/password',
    permission: 'signed-in',
    action: 'auth.password',
    tag: 'sign-in',
    beforePasswordChange: true,
    body: PasswordBody,
    summary: 'Change one’s own password; every other session of the account ends 修改密码',
    answers: {
      204: { description: 'changed' },
      429: { description: '`ACCOUNT_LOCKED`: too many wrong old passwords' },
    },
    async handle(_db, actor, incoming) {
      await changeOwnPassword(deps, actor, incoming.body(), incoming);
      return noContent();
    },
  });

const meRoute = transactionRoute({
  method: 'GET',
  path: '/api/v1/auth/me',
  permission: 'signed-in',
  action: 'auth.me',
  tag: 'sign-in',
  beforePasswordChange: true,
  summary: 'The account of the session 当前账号',
  answers: { 200: { description: 'the account', schema: 'Me' } },
  async handle(_tx, actor, incoming) {
    incoming.validateQuery();
    return ok(presentMe(actor));
  },
});
