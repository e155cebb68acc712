import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { asSystem, type Actor, type AuditContext } from '../../data/as-actor.ts';
import type { Db, Tx } from '../../data/database.ts';
import { PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS } from '../../domain/limits.ts';
import { loginKey } from '../../domain/account/login.ts';
import { passwordWeakness } from '../../domain/account/password.ts';
import { Problem, type ProblemError } from '../../http/problem.ts';
import type { Incoming } from '../../http/route.ts';
import type { Tokens } from '../../http/tokens.ts';
import {
  accountById,
  accountByLogin,
  accountOfOpenSession,
  changePassword,
  endSession,
  endSessions,
  insertRefreshToken,
  insertSession,
  lockRefreshToken,
  lockUnchangedAccount,
  markRefreshTokenUsed,
} from './auth.queries.ts';
import { viewMe, type Me } from './auth.view.ts';
import type { Passwords } from './hashing.ts';
import { clearFailures, countAttempt, undoAttemptOnError } from './lockout.ts';
import type { createKeyedQueue } from './keyed-queue.ts';

export interface SignInDeps {
  readonly db: Db;
  readonly tokens: Tokens;
  readonly passwords: Passwords;
  readonly sessionIdleHours: number;
  readonly queue: ReturnType<typeof createKeyedQueue>;
}

type Request = Pick<Incoming, 'at' | 'requestId' | 'address'>;
const auditOf = (action: string, { at, requestId }: Request): AuditContext => ({ action, at, requestId });

export interface TokenPair {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly refreshToken: string;
}

/**
 * Signs in. No transaction is open while the password is hashed. An unknown login takes as long as a wrong password.
 * Attempts for one login from one address run one after another.
 *
 * @throws Problem BAD_CREDENTIALS (also for disabled accounts), ACCOUNT_LOCKED, TOO_MANY_REQUESTS
 */
export function signIn(
  deps: SignInDeps,
  given: { login: string; password: string },
  request: Request,
): Promise<{ pair: TokenPair; account: Me }> {
  const { db, passwords } = deps;
  const attempt = { loginKey: loginKey(given.login), address: request.address, at: request.at };
  const audit = auditOf('auth.login', request);
  return deps.queue(queueKey(attempt), async () => {
    const { failureId, account } = await asSystem(db, 'sign-in', audit, async (tx) => ({
      failureId: await countAttempt(tx, attempt),
      account: await accountByLogin(tx, attempt.loginKey),
    }));
    const right = await undoAttemptOnError(db, audit, failureId, () =>
      account ? passwords.verify(account.password_hash, given.password) : passwords.verifyUnknownLogin(given.password),
    );
    if (!account || !right || account.disabled) throw new Problem('BAD_CREDENTIALS');
    const self = { accountId: account.id, login: attempt.loginKey };
    const opened = await asSystem(db, 'sign-in', { ...audit, onBehalfOf: self }, async (tx) => {
      if (!(await lockUnchangedAccount(tx, account.id, account.password_hash))) return null;
      await clearFailures(tx, attempt);
      const sessionId = randomUUID();
      await insertSession(tx, { id: sessionId, accountId: account.id, at: request.at, address: request.address });
      return {
        pair: await newPair(tx, deps, account.id, sessionId, request.at),
        account: await viewMe(tx, account.id),
      };
    });
    if (opened === null) throw new Problem('BAD_CREDENTIALS');
    return opened;
  });
}

const queueKey = ({ loginKey: key, address }: { loginKey: string; address: string }): string => `${key}\n${address}`;

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
    const accountId = await accountOfOpenSession(tx, found.session_id);
    if (accountId === null || Date.parse(found.expires_at) <= request.at.getTime()) return 'REFRESH_INVALID';
    await markRefreshTokenUsed(tx, hash, request.at);
    return newPair(tx, deps, accountId, found.session_id, request.at);
  });
  if (typeof outcome === 'string') throw new Problem(outcome);
  return outcome;
}

async function newPair(
  tx: Tx,
  { tokens, sessionIdleHours }: SignInDeps,
  accountId: string,
  sessionId: string,
  at: Date,
): Promise<TokenPair> {
  const refreshToken = randomBytes(32).toString('base64url');
  await insertRefreshToken(tx, {
    hash: hashOf(refreshToken),
    sessionId,
    expiresAt: new Date(at.getTime() + sessionIdleHours * 3_600_000),
  });
  return { ...tokens.issue(accountId, sessionId, at), refreshToken };
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
  const attempt = { loginKey: actor.login, address: request.address, at: request.at };
  const audit = auditOf('auth.password', request);
  return deps.queue(queueKey(attempt), async () => {
    const { failureId, account } = await asSystem(db, 'sign-in', audit, async (tx) => ({
      failureId: await countAttempt(tx, attempt),
      account: await accountById(tx, actor.accountId),
    }));
    const right = await undoAttemptOnError(db, audit, failureId, () =>
      passwords.verify(account.password_hash, given.oldPassword),
    );
    const errors: ProblemError[] = [...(right ? [] : [WRONG_PASSWORD]), ...newPasswordErrors(given, actor.login)];
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
  login: string,
): ProblemError[] {
  const code = newPassword === oldPassword ? 'PASSWORD_UNCHANGED' : passwordWeakness(newPassword, login);
  if (code === null) return [];
  const params =
    code === 'TOO_SHORT'
      ? { min: PASSWORD_MIN_CHARACTERS }
      : code === 'TOO_LONG'
        ? { max: PASSWORD_MAX_CHARACTERS }
        : {};
  return [{ path: 'newPassword', code, params }];
}
