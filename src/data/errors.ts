/** What PostgreSQL said, by SQLSTATE. https://www.postgresql.org/docs/current/errcodes-appendix.html */
interface DatabaseError {
  code?: string;
  constraint?: string;
}

const asDatabaseError = (error: unknown): DatabaseError => (typeof error === 'object' && error !== null ? error : {});

/**
 * Nothing was done, and the same transaction may be tried again: deadlock, serialisation failure, or a receipt number
 * that somebody took between the look and the write (the next look will see whose it is). So it is with the number of a
 * filing, which history that is taken over in this moment may hold already.
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

/** The database cannot be reached or is too busy now; the request may be repeated later. */
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

/** The named unique or exclusion constraint refused a row. */
export function violates(error: unknown, constraint: string): boolean {
  const { code, constraint: name } = asDatabaseError(error);
  return (code === '23505' || code === '23P01' || code === '23503') && name === constraint;
}

/** A policy or a grant refused it. */
export function isForbidden(error: unknown): boolean {
  return asDatabaseError(error).code === '42501';
}
