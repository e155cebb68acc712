import { asSystem, type Actor } from '../../data/as-actor.ts';
import { deleteSecondFactor } from '../../data/second-factor.queries.ts';
import type { Db, Tx } from '../../data/database.ts';
import { SECOND_FACTOR_ENROLMENT_MINUTES } from '../../domain/limits.ts';
import { invalid, Problem, type ProblemError } from '../../http/problem.ts';
import type { Tokens } from '../../http/tokens.ts';
import { accountThatSignsIn, deleteFailure, endSessions } from './auth.queries.ts';
import type { Passwords } from './hashing.ts';
import type { createKeyedQueue } from './keyed-queue.ts';
import { clearFailures, countAttempt, undoAttemptOnError } from './lockout.ts';
import {
  confirmFactor,
  factorsOfOtherKeys,
  insertFactor,
  lockFactor,
  replaceRecoveryCodes,
  replaceSecret,
  useRecoveryCode,
  useStep,
  type StoredFactor,
} from './second-factor.queries.ts';
import {
  hashOfRecoveryCode,
  newRecoveryCodes,
  newSecret,
  openSecret,
  sealSecret,
  stepOfCode,
  type SealingKeys,
} from './totp.ts';
import type { Limits } from '../../http/limits.ts';
import type { Devices } from './device-cookie.ts';
import { attemptOf, auditOf, queueKey, type Request } from './request.ts';

export interface SecondFactorDeps {
  readonly db: Db;
  readonly tokens: Tokens;
  readonly passwords: Passwords;
  readonly queue: ReturnType<typeof createKeyedQueue>;
  readonly devices: Devices;
  readonly limits: Pick<Limits, 'settings'>;
}

/** What a person gives as the second factor: the code of an app, or one of the recovery codes. */
export interface Proof {
  readonly code?: string | null | undefined;
  readonly recoveryCode?: string | null | undefined;
}
const path = ({ code }: Proof): string => (code == null ? 'recoveryCode' : 'code');
export const wrongProof = (proof: Proof): ProblemError => ({ path: path(proof), code: 'WRONG_CODE' });

/**
 * Checks a proof and uses it up: each code works once. To be called in the transaction that does what it proves.
 *
 * @returns false if it is wrong or used
 */
export async function useProof(tx: Tx, tokens: Tokens, factor: StoredFactor, proof: Proof, at: Date): Promise<boolean> {
  if (proof.code == null) {
    return useRecoveryCode(tx, factor.account_id, hashOfRecoveryCode(proof.recoveryCode ?? ''));
  }
  const secret = openSecret(tokens, factor.account_id, factor);
  const step = secret === null ? null : stepOfCode(secret, proof.code, at);
  return step !== null && useStep(tx, factor.account_id, step);
}

/** Refuses a body with both kinds of proof. @throws Problem VALIDATION_FAILED */
export function requireOneProof({ code, recoveryCode }: Proof): void {
  if (code != null && recoveryCode != null) throw invalid({ path: 'recoveryCode', code: 'NOT_ALLOWED' });
}

/**
 * Begins the enrolment of a second factor.
 *
 * @returns the secret, and the URI that authenticator apps read from a QR code
 * @throws Problem VALIDATION_FAILED for a wrong password, STATE_CONFLICT if a second factor is in use
 */
export async function beginEnrolment(
  deps: SecondFactorDeps,
  actor: Actor,
  given: { password: string },
  request: Request,
): Promise<{ secret: string; uri: string }> {
  return withPassword(deps, actor, given.password, 'auth.second-factor.begin', request, async (tx) => {
    const made = newSecret(actor.login);
    const sealed = sealSecret(deps.tokens, actor.accountId, made.secret);
    if (!(await insertFactor(tx, actor.accountId, sealed, request.at)))
      throw new Problem('STATE_CONFLICT', { detail: IN_USE });
    return made;
  });
}

/**
 * Confirms an enrolment with a first code and ends all other sessions of the account.
 *
 * @returns the recovery codes, which are not shown again
 * @throws Problem VALIDATION_FAILED for a wrong code, STATE_CONFLICT without an enrolment
 */
export function confirmEnrolment(
  { db, tokens }: SecondFactorDeps,
  actor: Actor,
  { code }: { code: string },
  request: Request,
): Promise<string[]> {
  const audit = { ...auditOf('auth.second-factor.confirm', request), onBehalfOf: actor };
  return asSystem(db, 'sign-in', audit, async (tx) => {
    const factor = await lockFactor(tx, actor.accountId);
    if (factor === null || factor.confirmed_at !== null || isOverdue(factor, request.at))
      throw new Problem('STATE_CONFLICT', { detail: factor?.confirmed_at ? IN_USE : NOT_BEGUN });
    if (!(await useProof(tx, tokens, factor, { code }, request.at))) throw invalid(wrongProof({ code }));
    await confirmFactor(tx, actor.accountId, request.at);
    await endSessions(tx, actor.accountId, request.at, 'second factor set up', actor.sessionId);
    return storeRecoveryCodes(tx, actor.accountId);
  });
}

function isOverdue({ begun_at }: StoredFactor, at: Date): boolean {
  return at.getTime() - Date.parse(begun_at) > SECOND_FACTOR_ENROLMENT_MINUTES * 60_000;
}

async function storeRecoveryCodes(tx: Tx, accountId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  await replaceRecoveryCodes(tx, accountId, codes.map(hashOfRecoveryCode));
  return codes;
}

/**
 * Encrypts secrets with the present signing key that are encrypted with an earlier one, while both are known.
 *
 * @returns how many were encrypted again, and how many cannot be read
 */
export function resealSecrets(
  db: Db,
  tokens: SealingKeys,
  at: Date,
): Promise<{ readonly resealed: number; readonly unreadable: number }> {
  return asSystem(db, 'housekeeping', { action: 'second-factor.reseal', at }, async (tx) => {
    const factors = await factorsOfOtherKeys(tx, tokens.keyId);
    let resealed = 0;
    for (const factor of factors) {
      const secret = openSecret(tokens, factor.account_id, factor);
      if (secret === null) continue;
      await replaceSecret(tx, factor.account_id, sealSecret(tokens, factor.account_id, secret));
      resealed += 1;
    }
    return { resealed, unreadable: factors.length - resealed };
  });
}

/** Removes one's own second factor. @throws Problem VALIDATION_FAILED, STATE_CONFLICT, ACCOUNT_LOCKED */
export async function removeSecondFactor(
  deps: SecondFactorDeps,
  actor: Actor,
  given: { password: string } & Proof,
  request: Request,
): Promise<void> {
  await withProof(deps, actor, given, 'auth.second-factor.remove', request, (tx) =>
    deleteSecondFactor(tx, actor.accountId),
  );
}

/** Replaces the recovery codes. @throws Problem VALIDATION_FAILED, STATE_CONFLICT, ACCOUNT_LOCKED */
export function renewRecoveryCodes(
  deps: SecondFactorDeps,
  actor: Actor,
  given: { password: string } & Proof,
  request: Request,
): Promise<string[]> {
  return withProof(deps, actor, given, 'auth.second-factor.recovery-codes', request, (tx) =>
    storeRecoveryCodes(tx, actor.accountId),
  );
}

/** Runs `work` after password and second factor were verified. A wrong one counts as a failed sign-in. */
function withProof<T>(
  deps: SecondFactorDeps,
  actor: Actor,
  given: { password: string } & Proof,
  action: string,
  request: Request,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  requireOneProof(given);
  if (given.code == null && given.recoveryCode == null) throw invalid({ path: 'code', code: 'REQUIRED' });
  return withPassword(deps, actor, given.password, action, request, async (tx) => {
    const factor = await lockFactor(tx, actor.accountId);
    if (factor === null || factor.confirmed_at === null) throw new Problem('STATE_CONFLICT', { detail: NONE });
    if (!(await useProof(tx, deps.tokens, factor, given, request.at))) throw invalid(wrongProof(given));
    return work(tx);
  });
}

/**
 * Runs `work` in one transaction after the actor's password was verified. A wrong password counts as a failed sign-in,
 * and so does VALIDATION_FAILED from `work`, for a wrong code.
 */
function withPassword<T>(
  deps: SecondFactorDeps,
  actor: Actor,
  password: string,
  action: string,
  request: Request,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const { db, passwords, queue } = deps;
  const attempt = attemptOf(deps, actor.login, request);
  const audit = { ...auditOf(action, request), signIn: actor.login };
  return queue(queueKey(attempt), async () => {
    const { failureId, account } = await asSystem(db, 'sign-in', audit, async (tx) => ({
      failureId: await countAttempt(tx, attempt),
      account: await accountThatSignsIn(tx),
    }));
    const right = await undoAttemptOnError(db, audit, failureId, () =>
      account ? passwords.verify(account.password_hash, password) : passwords.verifyUnknownLogin(password),
    );
    if (!right) throw invalid({ path: 'password', code: 'WRONG_PASSWORD' });
    try {
      return await asSystem(db, 'sign-in', { ...audit, onBehalfOf: actor }, async (tx) => {
        const result = await work(tx);
        await clearFailures(tx, attempt);
        return result;
      });
    } catch (error) {
      const wrongCode = error instanceof Problem && error.code === 'VALIDATION_FAILED';
      if (!wrongCode) await asSystem(db, 'sign-in', audit, (tx) => deleteFailure(tx, failureId));
      throw error;
    }
  });
}

const IN_USE = {
  'zh-CN': '本账号已绑定验证器；如需更换，请先解除绑定。',
  en: 'A second factor is in use. Remove it first to set up another.',
};
const NOT_BEGUN = {
  'zh-CN': '没有待确认的绑定，或已超过一小时。请重新开始绑定。',
  en: 'There is no enrolment to confirm, or it is more than an hour old. Begin again.',
};
const NONE = {
  'zh-CN': '本账号尚未绑定验证器。',
  en: 'This account has no second factor.',
};
