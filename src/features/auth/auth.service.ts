import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { asSystem, type Actor } from '../../data/as-actor.ts';
import type { Db, Tx } from '../../data/database.ts';
import { recordUse } from '../../data/session-use.queries.ts';
import { deviceName } from '../../domain/account/device.ts';
import { loginKey } from '../../domain/account/login.ts';
import type { Limits } from '../../http/limits.ts';
import { ONE_TIME_PASSWORD_HOURS, SESSION_MAX_HOURS } from '../../domain/limits.ts';
import { countsAsUse } from '../../http/activity.ts';
import { Problem, type ProblemError } from '../../http/problem.ts';
import type { Tokens } from '../../http/tokens.ts';
import {
  accountThatSignsIn,
  changePassword,
  deleteFailure,
  endSession,
  endSessions,
  insertRefreshToken,
  insertSession,
  lockRefreshToken,
  lockUnchangedAccount,
  markRefreshTokenUsed,
  openSession,
  useOneTimePassword,
} from './auth.queries.ts';
import { viewMe, type Me } from './auth.view.ts';
import type { Passwords } from './hashing.ts';
import type { Devices } from './device-cookie.ts';
import { clearFailures, countAttempt, undoAttemptOnError } from './lockout.ts';
import type { createKeyedQueue } from './keyed-queue.ts';
import type { PasswordRules } from './new-password.ts';
import { attemptOf, auditOf, queueKey, type Request } from './request.ts';
import { factorOfLogin, type StoredFactor } from './second-factor.queries.ts';
import { requireOneProof, useProof, wrongProof, type Proof } from './second-factor.service.ts';

export interface SignInDeps {
  readonly db: Db;
  readonly tokens: Tokens;
  readonly passwords: Passwords;
  readonly passwordRules: PasswordRules;
  readonly sessionIdleMinutes: number;
  readonly secondFactor: 'optional' | 'required';
  readonly queue: ReturnType<typeof createKeyedQueue>;
  readonly devices: Devices;
  readonly limits: Pick<Limits, 'signInOfAddress' | 'settings'>;
}

export interface TokenPair {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly refreshToken: string;
  /** When the session ends at the latest. */
  readonly endsAt: Date;
}

/**
 * Signs in. No transaction is open while the password is hashed. An unknown login takes as long as a wrong password.
 * Attempts for one login from one address run one after another. That a second factor is missing or wrong, or a one-time
 * password spent, is reported after the right password only.
 *
 * @throws Problem BAD_CREDENTIALS (also for disabled accounts), ACCOUNT_LOCKED, TOO_MANY_REQUESTS
 */
export async function signIn(
  deps: SignInDeps,
  given: { login: string; password: string } & Proof,
  request: Request,
): Promise<{ pair: TokenPair; account: Me; deviceCookie: string }> {
  const { db, passwords } = deps;
  requireOneProof(given);
  await deps.limits.signInOfAddress(request.address);
  const attempt = attemptOf(deps, loginKey(given.login), request);
  const audit = { ...auditOf('auth.login', request), signIn: attempt.loginKey };
  return deps.queue(queueKey(attempt), async () => {
    const { failureId, account, factor } = await asSystem(db, 'sign-in', audit, async (tx) => ({
      failureId: await countAttempt(tx, attempt),
      account: await accountThatSignsIn(tx),
      factor: await factorOfLogin(tx, attempt.loginKey),
    }));
    const right = await undoAttemptOnError(db, audit, failureId, () =>
      account ? passwords.verify(account.password_hash, given.password) : passwords.verifyUnknownLogin(given.password),
    );
    if (!account || !right || account.disabled) throw new Problem('BAD_CREDENTIALS');
    if (factor !== null && given.code == null && given.recoveryCode == null) {
      // The first of two steps, not a failure. Earlier failures stay: they may be wrong codes.
      await asSystem(db, 'sign-in', audit, (tx) => deleteFailure(tx, failureId));
      throw new Problem('BAD_CREDENTIALS', { detail: CODE_NEEDED, errors: [CODE_REQUIRED] });
    }
    const self = { accountId: account.id, login: attempt.loginKey };
    return asSystem(db, 'sign-in', { ...audit, onBehalfOf: self }, async (tx) => {
      // Before the shared lock: two sign-ins that both held it would wait for each other.
      await spendOneTimePassword(tx, account.id, request.at);
      if (!(await lockUnchangedAccount(tx, account.password_hash))) throw new Problem('BAD_CREDENTIALS');
      if (factor !== null) await requireProof(tx, deps.tokens, factor, given, request.at);
      await clearFailures(tx, attempt);
      const deviceCookie = deps.devices.cookieFor(attempt.device, attempt.loginKey, request.at);
      return { ...(await openNewSession(tx, deps, account.id, request)), deviceCookie };
    });
  });
}

/** A one-time password signs in once, and within a day. @throws Problem BAD_CREDENTIALS */
async function spendOneTimePassword(tx: Tx, accountId: string, at: Date): Promise<void> {
  const since = new Date(at.getTime() - ONE_TIME_PASSWORD_HOURS * 3_600_000);
  if (!(await useOneTimePassword(tx, accountId, since, at)))
    throw new Problem('BAD_CREDENTIALS', {
      detail: ONE_TIME_SPENT,
      errors: [{ path: 'password', code: 'ONE_TIME_PASSWORD_SPENT', params: { hours: ONE_TIME_PASSWORD_HOURS } }],
    });
}

/** @throws Problem BAD_CREDENTIALS for a wrong or used code */
async function requireProof(tx: Tx, tokens: Tokens, factor: StoredFactor, given: Proof, at: Date): Promise<void> {
  if (!(await useProof(tx, tokens, factor, given, at)))
    throw new Problem('BAD_CREDENTIALS', { detail: CODE_WRONG, errors: [wrongProof(given)] });
}

const CODE_REQUIRED: ProblemError = { path: 'code', code: 'SECOND_FACTOR_REQUIRED' };
const CODE_NEEDED = {
  'zh-CN': '密码正确，还需验证器应用中的动态验证码（或恢复码）。',
  en: 'The password is right. Now the code of your authenticator app (or a recovery code) is needed.',
};
const CODE_WRONG = {
  'zh-CN': '验证码不正确或已用过，请等待下一个验证码后再试。',
  en: 'The code is wrong or was used before. Wait for the next one and try again.',
};
const ONE_TIME_SPENT = {
  'zh-CN': '一次性密码已用过或已过期，请联系管理员重置密码。',
  en: 'The one-time password was used before or has expired. Ask an administrator for another.',
};

async function openNewSession(
  tx: Tx,
  deps: SignInDeps,
  accountId: string,
  { at, address, header }: Request,
): Promise<{ pair: TokenPair; account: Me }> {
  const id = randomUUID();
  await insertSession(tx, {
    id,
    accountId,
    at,
    address,
    device: deviceName(header('User-Agent')),
    maxHours: SESSION_MAX_HOURS,
    idleMinutes: deps.sessionIdleMinutes,
  });
  const endsAt = new Date(at.getTime() + SESSION_MAX_HOURS * 3_600_000);
  return {
    pair: await newPair(tx, deps, { accountId, id, endsAt }, at),
    account: await viewMe(tx, accountId, id, deps.secondFactor),
  };
}

/**
 * Exchanges a refresh token for a new pair. Each refresh token can be used once; a second use ends the session.
 *
 * @throws Problem REFRESH_REUSED, REFRESH_INVALID
 */
export async function refresh(deps: SignInDeps, token: string, request: Request): Promise<TokenPair> {
  const hash = hashOf(token);
  // The problem is thrown after the transaction, which must commit the end of the session.
  const outcome = await asSystem(deps.db, 'sign-in', auditOf('auth.refresh', request), async (tx) => {
    const found = await lockRefreshToken(tx, hash);
    if (found === null) return 'REFRESH_INVALID';
    if (found.used_at !== null) {
      await endSession(tx, found.session_id, request.at, 'refresh token reused');
      return 'REFRESH_REUSED';
    }
    const session = await openSession(tx, found.session_id, request.at);
    if (session === null || Date.parse(found.expires_at) <= request.at.getTime()) return 'REFRESH_INVALID';
    await markRefreshTokenUsed(tx, hash, request.at);
    if (countsAsUse(request.header)) await recordUse(tx, found.session_id, request.at);
    return newPair(tx, deps, { ...session, id: found.session_id }, request.at);
  });
  if (typeof outcome === 'string') throw new Problem(outcome);
  return outcome;
}

/** The refresh token is valid as long as its session: whether that has been idle is asked of the session. */
async function newPair(
  tx: Tx,
  { tokens }: SignInDeps,
  session: { accountId: string; id: string; endsAt: Date },
  at: Date,
): Promise<TokenPair> {
  const refreshToken = randomBytes(32).toString('base64url');
  const { accountId, id, endsAt } = session;
  await insertRefreshToken(tx, { hash: hashOf(refreshToken), sessionId: id, expiresAt: endsAt });
  return { ...tokens.issue(accountId, id, at), refreshToken, endsAt };
}

// Random tokens of 32 bytes cannot be guessed, so a fast hash is enough.
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Ends the session of the actor. */
export async function signOut(db: Db, actor: Actor, request: Request): Promise<void> {
  await asSystem(db, 'sign-in', { ...auditOf('auth.logout', request), onBehalfOf: actor }, (tx) =>
    endSession(tx, actor.sessionId, request.at, 'signed out'),
  );
}

/**
 * Changes the actor's own password and ends all its other sessions. A wrong old password counts as a failed sign-in.
 *
 * @throws Problem VALIDATION_FAILED at `oldPassword` and `newPassword`, ACCOUNT_LOCKED, TOO_MANY_REQUESTS
 */
export function changeOwnPassword(
  deps: SignInDeps,
  actor: Actor,
  given: { oldPassword: string; newPassword: string },
  request: Request,
): Promise<void> {
  const { db, passwords } = deps;
  const attempt = attemptOf(deps, actor.login, request);
  const audit = { ...auditOf('auth.password', request), signIn: actor.login };
  return deps.queue(queueKey(attempt), async () => {
    const { failureId, account } = await asSystem(db, 'sign-in', audit, async (tx) => ({
      failureId: await countAttempt(tx, attempt),
      account: (await accountThatSignsIn(tx))!,
    }));
    const right = await undoAttemptOnError(db, audit, failureId, () =>
      passwords.verify(account.password_hash, given.oldPassword),
    );
    const weak = await deps.passwordRules(given.newPassword, actor, request.at);
    const errors: ProblemError[] = [...(right ? [] : [WRONG_PASSWORD]), ...newPasswordErrors(given, weak)];
    if (errors.length > 0) {
      if (right) await asSystem(db, 'sign-in', audit, (tx) => clearFailures(tx, attempt));
      throw new Problem('VALIDATION_FAILED', { errors });
    }
    const newHash = await undoAttemptOnError(db, audit, failureId, () => passwords.hash(given.newPassword));
    const changed = await asSystem(db, 'sign-in', { ...audit, onBehalfOf: actor }, async (tx) => {
      if (!(await changePassword(tx, actor.accountId, account.password_hash, newHash, request.at))) return false;
      await endSessions(tx, actor.accountId, request.at, 'password changed', actor.sessionId);
      await clearFailures(tx, attempt);
      return true;
    });
    // The password was changed concurrently.
    if (!changed) throw new Problem('VALIDATION_FAILED', { errors: [WRONG_PASSWORD] });
  });
}

const WRONG_PASSWORD: ProblemError = { path: 'oldPassword', code: 'WRONG_PASSWORD' };

function newPasswordErrors(
  { oldPassword, newPassword }: { oldPassword: string; newPassword: string },
  weakness: ProblemError | null,
): ProblemError[] {
  if (newPassword === oldPassword) return [{ path: 'newPassword', code: 'PASSWORD_UNCHANGED' }];
  return weakness === null ? [] : [weakness];
}
