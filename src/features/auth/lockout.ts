import { asSystem, type AuditContext } from '../../data/as-actor.ts';
import type { Db, Tx } from '../../data/database.ts';
import {
  LOGIN_FAILURES_MAX_PER_ADDRESS,
  LOGIN_FAILURES_MAX_PER_DEVICE,
  LOGIN_FAILURES_MAX_PER_LOGIN,
  LOGIN_FAILURE_WINDOW_MINUTES,
} from '../../domain/limits.ts';
import { Problem } from '../../http/problem.ts';
import { tooManyRequests } from '../../http/slots.ts';
import {
  deleteFailure,
  deleteFailures,
  insertFailure,
  lockFailures,
  nthLatestFailure,
  type FailuresOf,
} from './auth.queries.ts';

const WINDOW_MS = LOGIN_FAILURE_WINDOW_MINUTES * 60_000;

/** An attempt to verify a password. */
export interface Attempt {
  readonly loginKey: string;
  /** IP address of the client; for IPv6 its network of 64 bits (`networkOf`). */
  readonly address: string;
  /** A device that has signed in with this login before; null for others. */
  readonly device: string | null;
  readonly at: Date;
  /** Failures of any login from the address before the next attempt is refused. */
  readonly maxFailuresOfAddress: number;
}

/**
 * Records an attempt as failed before its password is verified, so that concurrent attempts (also in other processes)
 * cannot exceed the limits. A success removes the record.
 *
 * A login is locked for an address after some failures from there, and for all unknown devices after many from anywhere.
 * A known device has a count of its own instead of the latter. The failures of an address with any logins are limited, too;
 * attempts for different logins at the same time may exceed that limit by their number.
 *
 * @returns the id of the failure, for `undoAttemptOnError`
 * @throws Problem ACCOUNT_LOCKED, TOO_MANY_REQUESTS, both with Retry-After; nothing is recorded then
 */
export async function countAttempt(
  tx: Tx,
  { loginKey, address, device, at, maxFailuresOfAddress }: Attempt,
): Promise<bigint> {
  await lockFailures(tx, loginKey);
  const since = new Date(at.getTime() - WINDOW_MS);
  const secondsUntilFree = async (of: FailuresOf, max: number): Promise<number> => {
    const oldest = await nthLatestFailure(tx, of, since, max);
    return oldest === null ? 0 : Math.ceil((Date.parse(oldest) + WINDOW_MS - at.getTime()) / 1000);
  };
  const locked = Math.max(
    await secondsUntilFree({ loginKey, address }, LOGIN_FAILURES_MAX_PER_ADDRESS),
    device === null
      ? await secondsUntilFree({ loginKey, device }, LOGIN_FAILURES_MAX_PER_LOGIN)
      : await secondsUntilFree({ loginKey, device }, LOGIN_FAILURES_MAX_PER_DEVICE),
  );
  if (locked > 0)
    throw new Problem('ACCOUNT_LOCKED', { params: { seconds: locked }, headers: { 'Retry-After': String(locked) } });
  const refused = await secondsUntilFree({ address }, maxFailuresOfAddress);
  if (refused > 0) throw tooManyRequests(refused);
  return insertFailure(tx, { loginKey, address, device, at });
}

/** Deletes the failures of the login from this address, and from this device, after a right password. */
export async function clearFailures(tx: Tx, { loginKey, address, device }: Attempt): Promise<void> {
  await deleteFailures(tx, { loginKey, address });
  if (device !== null) await deleteFailures(tx, { loginKey, device });
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
