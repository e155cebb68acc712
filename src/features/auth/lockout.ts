import { asSystem, type AuditContext } from '../../data/as-actor.ts';
import type { Db, Tx } from '../../data/database.ts';
import {
  LOGIN_FAILURES_MAX_PER_ADDRESS,
  LOGIN_FAILURES_MAX_PER_LOGIN,
  LOGIN_FAILURE_WINDOW_MINUTES,
} from '../../domain/limits.ts';
import { Problem } from '../../http/problem.ts';
import { deleteFailure, deleteFailures, insertFailure, lockFailures, nthLatestFailure } from './auth.queries.ts';

const WINDOW_MS = LOGIN_FAILURE_WINDOW_MINUTES * 60_000;

/** An attempt to verify a password. */
export interface Attempt {
  readonly loginKey: string;
  /** IP address of the client. */
  readonly address: string;
  readonly at: Date;
}

/**
 * Records an attempt as failed before its password is verified, so that concurrent attempts (also in other processes)
 * cannot exceed the limits. A success removes the record.
 *
 * @returns the id of the failure, for `undoAttemptOnError`
 * @throws Problem ACCOUNT_LOCKED with Retry-After; nothing is recorded then
 */
export async function countAttempt(tx: Tx, { loginKey, address, at }: Attempt): Promise<bigint> {
  await lockFailures(tx, loginKey);
  const since = new Date(at.getTime() - WINDOW_MS);
  const ofAddress = await nthLatestFailure(tx, loginKey, address, since, LOGIN_FAILURES_MAX_PER_ADDRESS);
  const ofAll = await nthLatestFailure(tx, loginKey, null, since, LOGIN_FAILURES_MAX_PER_LOGIN);
  const lockedUntil = Math.max(
    ...[ofAddress, ofAll].map((oldest) => (oldest === null ? 0 : Date.parse(oldest) + WINDOW_MS)),
  );
  if (lockedUntil > at.getTime()) {
    const seconds = Math.ceil((lockedUntil - at.getTime()) / 1000);
    throw new Problem('ACCOUNT_LOCKED', { params: { seconds }, headers: { 'Retry-After': String(seconds) } });
  }
  return insertFailure(tx, loginKey, address, at);
}

/** Deletes the failures of the login from this address, after a right password. */
export async function clearFailures(tx: Tx, { loginKey, address }: Attempt): Promise<void> {
  await deleteFailures(tx, loginKey, address);
}

/** Runs `hash`. If it throws (the queue of hashing is full), deletes the failure that countAttempt recorded. */
export async function undoAttemptOnError<T>(
  db: Db,
  audit: AuditContext,
  failureId: bigint,
  hash: () => Promise<T>,
): Promise<T> {
  try {
    return await hash();
  } catch (error) {
    await asSystem(db, 'sign-in', audit, (tx) => deleteFailure(tx, failureId));
    throw error;
  }
}
