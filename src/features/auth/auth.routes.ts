import { asSystem } from '../../data/as-actor.ts';
import type { Db } from '../../data/database.ts';
import { AUTH_BODY_MAX_BYTES } from '../../domain/limits.ts';
import { message } from '../../domain/messages/messages.ts';
import type { Cursors } from '../../http/cursor.ts';
import { invalid, Problem } from '../../http/problem.ts';
import {
  noTransactionRoute,
  noContent,
  ok,
  publicRoute,
  type Answer,
  type Incoming,
  type Route,
} from '../../http/route.ts';
import type { Limits } from '../../http/limits.ts';
import type { Tokens } from '../../http/tokens.ts';
import { LoginBody, PasswordBody, PasswordCheckBody, RefreshBody } from './auth.dto.ts';
import { changeOwnPassword, refresh, signIn, signOut, type SignInDeps, type TokenPair } from './auth.service.ts';
import { viewMe } from './auth.view.ts';
import { createDevices } from './device-cookie.ts';
import { clearedCookie, cookieToken, refreshCookie, requireOwnOrigin } from './cookie.ts';
import type { Passwords } from './hashing.ts';
import { createKeyedQueue } from './keyed-queue.ts';
import { createPasswordRules } from './new-password.ts';
import { auditOf } from './request.ts';
import { secondFactorRoutes } from './second-factor.routes.ts';
import { sessionRoutes } from './sessions.routes.ts';

export interface AuthDeps {
  readonly db: Db;
  readonly tokens: Tokens;
  readonly passwords: Passwords;
  readonly cursors: Cursors;
  readonly sessionIdleMinutes: number;
  /** Whether administrators and auditors must have a second factor. */
  readonly secondFactor: 'optional' | 'required';
  /** Whether cookies have the attribute Secure: browsers use TLS only. */
  readonly secureCookies: boolean;
  readonly limits: Pick<Limits, 'signInOfAddress' | 'settings'>;
}

const FOREIGN_ORIGIN = {
  description: '`FORBIDDEN`: the request comes from another origin and requests or sends the cookie',
};

/** Maximum of waiting attempts for one login from one address. */
const QUEUE_MAX = 200;

export function authRoutes(deps: AuthDeps): Route[] {
  const signInDeps = {
    ...deps,
    passwordRules: createPasswordRules(deps.db),
    queue: createKeyedQueue(QUEUE_MAX),
    devices: createDevices(deps.tokens.derive('device'), deps.secureCookies),
  };
  const routes = [
    loginRoute(signInDeps, deps),
    refreshRoute(signInDeps, deps),
    logoutRoute(deps),
    passwordRoute(signInDeps),
    passwordCheckRoute(signInDeps),
    meRoute(deps),
    ...secondFactorRoutes(signInDeps),
    ...sessionRoutes(deps),
  ];
  return routes.map((route) => ({ ...route, bodyMaxBytes: AUTH_BODY_MAX_BYTES }));
}

const loginRoute = (deps: SignInDeps, settings: AuthDeps): Route =>
  publicRoute<unknown, LoginBody>({
    method: 'POST',
    path: '/api/v1/auth/login',
    tag: 'sign-in',
    logged: 'sign_in',
    summary:
      'Sign in; an account with a second factor also sends `code` (or `recoveryCode`), else 401 with the error `SECOND_FACTOR_REQUIRED` at `code` 登录',
    body: LoginBody,
    answers: { 200: { description: 'signed in', schema: 'SignedIn' }, 403: FOREIGN_ORIGIN },
    async handle(incoming) {
      const body = incoming.body();
      const inCookie = body.session === 'cookie';
      if (inCookie) requireOwnOrigin(incoming, 'if sent');
      const { pair, account, deviceCookie } = await signIn(deps, body, incoming);
      return answerPair(pair, incoming.at, inCookie, settings, { account }, [deviceCookie]);
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
      if (inBody !== null) return answerPair(await refresh(deps, inBody, incoming), incoming.at, false, settings);
      const inCookie = cookieToken(incoming.header('Cookie'), settings.secureCookies);
      if (inCookie === null) throw invalid({ path: 'refreshToken', code: 'REQUIRED' });
      requireOwnOrigin(incoming, 'always');
      try {
        return answerPair(await refresh(deps, inCookie, incoming), incoming.at, true, settings);
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
  { refreshToken, endsAt, ...access }: TokenPair,
  at: Date,
  inCookie: boolean,
  { secureCookies }: AuthDeps,
  more: object = {},
  cookies: readonly string[] = [],
): Answer {
  if (!inCookie) return ok({ ...access, refreshToken, ...more });
  const seconds = Math.floor((endsAt.getTime() - at.getTime()) / 1000);
  const refreshing = refreshCookie(refreshToken, seconds, secureCookies)['Set-Cookie'];
  return { ...ok({ ...access, ...more }), cookies: [refreshing, ...cookies] };
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
    logged: 'sign_in',
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

const passwordCheckRoute = ({ passwordRules }: SignInDeps): Route =>
  noTransactionRoute<unknown, PasswordCheckBody>({
    method: 'POST',
    path: '/api/v1/auth/password/check',
    permission: 'signed-in',
    action: 'auth.password.check',
    tag: 'sign-in',
    beforePasswordChange: true,
    body: PasswordCheckBody,
    summary: 'Whether a new password would be accepted, and what to do about it; nothing is stored 检查新密码',
    answers: { 200: { description: 'the check', schema: 'PasswordCheck' } },
    async handle(_db, actor, incoming) {
      const error = await passwordRules(incoming.body().newPassword, actor, incoming.at);
      if (error === null) return ok({ accepted: true, errors: [] });
      const { path, code, params = {} } = error;
      return ok({ accepted: false, errors: [{ path, code, message: message(code, params, incoming.language) }] });
    },
  });

const meRoute = ({ db, secondFactor }: AuthDeps): Route =>
  noTransactionRoute({
    method: 'GET',
    path: '/api/v1/auth/me',
    permission: 'signed-in',
    action: 'auth.me',
    tag: 'sign-in',
    beforePasswordChange: true,
    summary: 'The account of the session 当前账号',
    answers: { 200: { description: 'the account', schema: 'Me' } },
    async handle(_db, actor, incoming) {
      incoming.validateQuery();
      return ok(
        await asSystem(db, 'sign-in', auditOf('auth.me', incoming), (tx) =>
          viewMe(tx, actor.accountId, actor.sessionId, secondFactor),
        ),
      );
    },
  });
