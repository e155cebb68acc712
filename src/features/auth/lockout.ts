import { asSystem, type Deed } from '../../data/as-actor.ts';
import type { Db, Tx } from '../../data/database.ts';
import {
  LOGIN_FAILURES_MAX_PER_ADDRESS,
  LOGIN_FAILURES_MAX_PER_LOGIN,
  LOGIN_FAILURE_WINDOW_MINUTES,
} from '../../domain/limits.ts';
import { Problem } from '../../http/problem.ts';
import { deleteFailure, deleteFailures, insertFailure, lockFailures, nthLatestFailure } from './auth.queries.ts';

const WINDOW_MS = LOGIN_FAILURE_WINDOW_MINUTES * 60_000;

/** Somebody who tries a password: for which login, from where. */
export interface Attempt {
  readonly loginKey: string;
  readonly address: string;
  readonly at: Date;
}

/**
 * Counts an attempt as failed before its password is looked at, so that however many come at once, from however many
 * processes, no more than the limits are looked at. Success takes it back.
 *
 * @returns the id of the failure, for `forgive`
 * @throws Problem ACCOUNT_LOCKED with Retry-After, and counts nothing
 */
export async function countAttempt(tx: Tx, { loginKey, address, at }: Attempt): Promise<bigint> {
  await lockFailures(tx, loginKey);
  const since = new Date(at.getTime() - WINDOW_MS);
  const here = await nthLatestFailure(tx, loginKey, address, since, LOGIN_FAILURES_MAX_PER_ADDRESS);
  const anywhere = await nthLatestFailure(tx, loginKey, null, since, LOGIN_FAILURES_MAX_PER_LOGIN);
  const until = Math.max(...[here, anywhere].map((oldest) => (oldest === null ? 0 : Date.parse(oldest) + WINDOW_MS)));
  if (until > at.getTime()) {
    const seconds = Math.ceil((until - at.getTime()) / 1000);
    throw new Problem('ACCOUNT_LOCKED', { params: { seconds }, headers: { 'Retry-After': String(seconds) } });
  }
  return insertFailure(tx, loginKey, address, at);
}

/** After a right password: the failures of this login from this address are forgotten. */
export async function clearFailures(tx: Tx, { loginKey, address }: Attempt): Promise<void> {
  await deleteFailures(tx, loginKey, address);
}

/** Runs the look at the password; when there was none (too many wait), the attempt was no failure. */
export async function looked<T>(db: Db, deed: Deed, failureId: bigint, look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    await asSystem(db, 'sign-in', deed, (tx) => deleteFailure(tx, failureId));
    throw error;
  }
}
