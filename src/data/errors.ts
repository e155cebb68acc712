/**
 * What an error of PostgreSQL means for the caller: retry, unavailable, a violated constraint. Constraints are
 * recognised by their names in db/.
 */

/** An error of PostgreSQL; `code` is its SQLSTATE. https://www.postgresql.org/docs/current/errcodes-appendix.html */
interface DatabaseError {
  code?: string;
  constraint?: string;
  message?: string;
  /** The function of PostgreSQL's source; messages are translated. */
  routine?: string;
}

const asDatabaseError = (error: unknown): DatabaseError => (typeof error === 'object' && error !== null ? error : {});

/** A transaction was ended because it had lasted too long. Whether it was committed is not known. */
export class DeadlineError extends Error {}

/**
 * A transaction was committed, but its wait for a synchronous standby was cancelled: a failover may lose it. Not
 * retryable; it must not be acknowledged.
 */
export class UnreplicatedError extends Error {}

/** A function or view was replaced while a statement used it: another process has upgraded the database. Not translated. */
const REPLACED = /^(cache lookup failed for|could not open relation with OID)/;

/**
 * Whether the transaction was rolled back and may be retried: deadlock, serialisation failure, a replaced function, or a
 * receipt or filing number that another transaction took after it was read as free (the retry finds the filing that holds
 * it).
 */
export function isRetryable(error: unknown): boolean {
  const { code, message = '' } = asDatabaseError(error);
  return (
    code === '40P01' ||
    code === '40001' ||
    (code === 'XX000' && REPLACED.test(message)) ||
    violates(error, 'filing_receipt_taken') ||
    violates(error, 'filing_number_key')
  );
}

/** Whether another transaction held a lock: a deadlock, or a wait beyond lock_timeout. */
export function isLockConflict(error: unknown): boolean {
  const { code } = asDatabaseError(error);
  return code === '40P01' || code === '55P03';
}

/** SQLSTATEs of a server that cannot serve now, though the same request may succeed later. */
const UNAVAILABLE_STATES: readonly string[] = [
  '25006', // read-only: a standby after a failover, or default_transaction_read_only
  '25P02', // an earlier statement of the transaction had failed
  '25P03', // idle in transaction for too long
  '25P04', // transaction_timeout
  '55P03', // lock not available
  '57014', // statement timeout, or cancelled by an administrator
  '3D000', // no such database: it is being restored
  '58030', // I/O error
];
/** Classes: connection exception, invalid authorization (a password is being changed), insufficient resources, shutdown. */
const UNAVAILABLE_CLASSES = /^(08|28|53|57P)/;
/** Errors of the operating system about a connection. */
const NETWORK_CODES: readonly string[] = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
];
/** Errors of pg, which have no code. */
const CLIENT_MESSAGES =
  /^(timeout exceeded when trying to connect|Query read timeout|Connection terminated|Client (has encountered a connection error|was closed)|Cannot use a pool after calling end|This socket has been ended|write after end)/;

/** Whether the database cannot be reached, is read-only or is too busy; the request may be repeated later. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DeadlineError || error instanceof UnreplicatedError || isRetryable(error)) return true;
  // Node reports several addresses that refuse as one error.
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  const { code = '', routine } = asDatabaseError(error);
  return (
    // The columns of a prepared statement have changed, by an upgrade too.
    (code === '0A000' && routine === 'RevalidateCachedQuery') ||
    UNAVAILABLE_CLASSES.test(code) ||
    UNAVAILABLE_STATES.includes(code) ||
    NETWORK_CODES.includes(code) ||
    (code === '' && error instanceof Error && CLIENT_MESSAGES.test(error.message))
  );
}

/** Whether the named unique, exclusion or foreign key constraint rejected a row. */
export function violates(error: unknown, constraint: string): boolean {
  const { code, constraint: name } = asDatabaseError(error);
  return (code === '23505' || code === '23P01' || code === '23503') && name === constraint;
}

/** Whether a policy or a missing grant rejected the statement. */
export function isForbidden(error: unknown): boolean {
  return asDatabaseError(error).code === '42501';
}
