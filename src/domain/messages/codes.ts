/** Codes of problems, errors and flags. They are part of the API, and flag rules are stored: add, do not rename. */
import { LIMIT_CAUSES, LIMIT_RULES } from '../programme/limits/registry.ts';
import { IMPORT_CODES } from '../sheet/import-codes.ts';

export { LIMIT_RULES } from '../programme/limits/registry.ts';
export type { LimitRule } from '../programme/limits/registry.ts';

/** The codes of a problem as a whole (RFC 9457 `code`). */
export const PROBLEM_CODES = [
  'UNAUTHENTICATED',
  'BAD_CREDENTIALS',
  'ACCOUNT_LOCKED',
  'REFRESH_INVALID',
  'REFRESH_REUSED',
  'FORBIDDEN',
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'VALIDATION_FAILED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'TOO_MANY_REQUESTS',
  'PRECONDITION_REQUIRED',
  'STALE_VERSION',
  'STATE_CONFLICT',
  'DUPLICATE_RECEIPT',
  'QUALIFICATION_OVERLAP',
  'IDEMPOTENCY_KEY_REUSED',
  'CONFLICT',
  'INTERNAL',
  'UNAVAILABLE',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** Reasons for a review; never errors. */
const REVIEW_RULES = [
  'FIRM_NAME_DIFFERS',
  'USCC_INNER_CHECK',
  'USCC_NOT_COMPANY',
  'CERTIFICATE_WAITING',
  'FIRST_LOAN_CONTRADICTED',
  'BRANCH_NUMBER_CHECK',
  'NO_PROGRAMME',
  ...LIMIT_CAUSES,
] as const;

/** Rules that can flag a filing. Stored. */
export const FLAG_RULES = [...REVIEW_RULES, ...LIMIT_RULES] as const;
export type FlagRule = (typeof FLAG_RULES)[number];

/** Rules in responses: officers see IN_REVIEW instead of a restricted rule. Never stored. */
export const SHOWN_FLAG_RULES = [...FLAG_RULES, 'IN_REVIEW'] as const;
export type ShownFlagRule = (typeof SHOWN_FLAG_RULES)[number];

/** The codes that occur inside `errors` of a problem. */
export const ERROR_CODES = [
  'REQUIRED',
  'NOT_A_STRING',
  'FORMAT',
  'TOO_SHORT',
  'TOO_LONG',
  'CONTROL_CHARACTER',
  'TOO_MANY_DECIMALS',
  'ZERO',
  'TOO_LARGE',
  'TOO_SMALL',
  'UNKNOWN_WORD',
  'UNKNOWN_FIELD',
  'NOT_A_BOOLEAN',
  'NOT_AN_INTEGER',
  'NOT_A_DATE',
  'NOT_AN_OBJECT',
  'NOT_AN_ARRAY',
  'REPEATED',
  'INVALID_JSON',
  'INVALID_CURSOR',
  'TOO_DEEP',
  'TOO_MANY_KEYS',
  'WRONG_PASSWORD',
  'PASSWORD_TOO_WEAK',
  'PASSWORD_UNCHANGED',
  'ONE_TIME_PASSWORD_SPENT',
  'SECOND_FACTOR_REQUIRED',
  'WRONG_CODE',
  'UNKNOWN_BANK',
  'UNKNOWN_FIRM',
  'UNKNOWN_REGION',
  'NOT_ALLOWED',
  'RANGE_REVERSED',
  'NOT_POSTED',
  'USCC_SHAPE',
  'USCC_CHECK',
  'FUTURE_DATE',
  'DUE_NOT_AFTER_DISBURSED',
  'RENEWAL_NOT_FOUND',
  'NOTHING_CHANGED',
  ...LIMIT_RULES,
  ...IMPORT_CODES,
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** All codes of errors and flags. */
export const FIELD_CODES = [...ERROR_CODES, ...REVIEW_RULES, 'IN_REVIEW'] as const;
export type FieldCode = (typeof FIELD_CODES)[number];
