/**
 * What an error of PostgreSQL means for the caller: retry, unavailable, a violated constraint. Constraints are
 * recognised by their names in db/.
 */

/** An error of PostgreSQL; `code` is its SQLSTATE. https://www.postgresql.org/docs/current/errcodes-appendix.html */
interface DatabaseError {
  code?: string;
  constraint?: string;
}

const asDatabaseError = (error: unknown): DatabaseError => (typeof error === 'object' && error !== null ? error : {});

/**
 * Whether the transaction was rolled back and may be retried: deadlock, serialisation failure, or a receipt or filing
 * number that another transaction took after it was read as free (the retry finds the filing that holds it).
 */
export function isRetryable(error: unknown): boolean {
  const { code } = asDatabaseError(error);
  return (
    code === '40P01' ||
    code === '40001' ||
    violates(error, 'filing_receipt_taken') ||
    violates(error, 'filing_number_key')
  );
}

/** Whether the database cannot be reached or is too busy; the request may be repeated later. */
export function isUnavailable(error: unknown): boolean {
  const { code } = asDatabaseError(error);
  const message = error instanceof Error ? error.message : '';
  return (
    isRetryable(error) ||
    /^(08|53|57P0)/.test(code ?? '') ||
    code === '55P03' ||
    code === '57014' ||
    code === 'ECONNREFUSED' ||
    code === 'ENOENT' ||
    code === 'ECONNRESET' ||
    message === 'timeout exceeded when trying to connect' ||
    message.startsWith('Connection terminated') ||
    message.startsWith('Client has encountered a connection error')
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
