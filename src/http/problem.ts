/**
 * Error responses (RFC 9457). Each code has one status here and its texts in domain/messages; codes are part of the API
 * contract and are never renamed.
 */
import type { ErrorCode, ProblemCode } from '../domain/messages/codes.ts';
import { ERRORS_MAX_ITEMS } from '../domain/limits.ts';
import { message, type Language } from '../domain/messages/messages.ts';

/** HTTP status of each problem. */
export const STATUS_OF: Readonly<Record<ProblemCode, number>> = {
  UNAUTHENTICATED: 401,
  BAD_CREDENTIALS: 401,
  ACCOUNT_LOCKED: 429,
  REFRESH_INVALID: 401,
  REFRESH_REUSED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  VALIDATION_FAILED: 400,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  TOO_MANY_REQUESTS: 429,
  PRECONDITION_REQUIRED: 428,
  STALE_VERSION: 412,
  STATE_CONFLICT: 409,
  DUPLICATE_RECEIPT: 409,
  QUALIFICATION_OVERLAP: 409,
  IDEMPOTENCY_KEY_REUSED: 422,
  CONFLICT: 409,
  INTERNAL: 500,
  UNAVAILABLE: 503,
};

export interface ProblemError {
  readonly path: string;
  readonly code: ErrorCode;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** An error response. Thrown by handlers and everything below them; the error middleware renders it. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly more: {
      readonly params?: Readonly<Record<string, string | number>>;
      readonly errors?: readonly ProblemError[];
      readonly headers?: Readonly<Record<string, string>>;
      /** Further members of the problem object, such as the id of the first filing with a receipt number. */
      readonly members?: Readonly<Record<string, unknown>>;
      /** Replaces the general text of the code. */
      readonly detail?: Readonly<Record<Language, string>>;
    } = {},
  ) {
    super(code);
  }

  get status(): number {
    return STATUS_OF[this.code];
  }
}

/** A 400 with field errors. */
export const invalid = (...errors: ProblemError[]): Problem => new Problem('VALIDATION_FAILED', { errors });
/** Runs `work`; the paths of field errors that it throws stand under `prefix`. */
export function underPath<T>(prefix: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Problem && error.more.errors)
      throw invalid(
        ...error.more.errors.map((fieldError) => ({ ...fieldError, path: `${prefix}.${fieldError.path}` })),
      );
    throw error;
  }
}
export const notFound = (): Problem => new Problem('NOT_FOUND');

/** The body of an error response: RFC 9457 problem details. */
export function renderProblem(
  problem: Problem,
  language: Language,
  requestId: string,
  maxErrors = ERRORS_MAX_ITEMS,
): Record<string, unknown> {
  const { params = {}, errors = [], members = {}, detail } = problem.more;
  const listed = errors.slice(0, maxErrors);
  const omitted = errors.length - listed.length;
  const text = message(problem.code, omitted > 0 ? { ...params, listed: listed.length, omitted } : params, language);
  return {
    type: `urn:zhidai:problem:${problem.code.toLowerCase().replaceAll('_', '-')}`,
    title: text.title,
    status: problem.status,
    detail: detail?.[language] ?? text.detail,
    code: problem.code,
    requestId,
    errors: listed.map((error) => ({
      path: error.path,
      code: error.code,
      message: message(error.code, error.params ?? {}, language),
    })),
    ...(omitted > 0 ? { errorsOmitted: omitted } : {}),
    ...members,
  };
}
