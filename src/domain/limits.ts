/** The numeric limits of the API, each with its unit in its name. Lengths of text are in code points, after trimming. */

export const CONTRACT_NO_MAX_CHARACTERS = 64;
export const RECEIPT_NO_MAX_CHARACTERS = 64;
export const CERTIFICATE_NO_MAX_CHARACTERS = 64;
/** Names of firms, banks, regions, programmes and people. */
export const NAME_MIN_CHARACTERS = 2;
export const NAME_MAX_CHARACTERS = 200;
export const REASON_MIN_CHARACTERS = 1;
export const REASON_MAX_CHARACTERS = 1000;
export const REMARKS_MIN_CHARACTERS = 0;
export const REMARKS_MAX_CHARACTERS = 1000;
export const BRANCH_MIN_CHARACTERS = 1;
export const BRANCH_MAX_CHARACTERS = 100;
/** Id or number of the earlier filing; numbers taken over from before may have any form. */
export const RENEWAL_OF_MIN_CHARACTERS = 1;
export const RENEWAL_OF_MAX_CHARACTERS = 64;
export const LOGIN_MIN_CHARACTERS = 2;
export const LOGIN_MAX_CHARACTERS = 64;
export const PASSWORD_MIN_CHARACTERS = 12;
export const PASSWORD_MAX_CHARACTERS = 128;
export const PASSWORD_MIN_CLASSES = 3;
/** GB/T 4754: a letter and up to four digits. */
export const INDUSTRY_CODE_MAX_CHARACTERS = 5;
export const SEARCH_MIN_CHARACTERS = 1;
export const SEARCH_MAX_CHARACTERS = 100;

export const LIST_LIMIT_MIN_ITEMS = 1;
export const LIST_LIMIT_MAX_ITEMS = 200;
export const LIST_LIMIT_DEFAULT_ITEMS = 50;
export const CURSOR_MAX_CHARACTERS = 2048;
export const FILTER_MAX_WORDS = 100;
export const ACCOUNT_REGIONS_MAX_ITEMS = 200;
export const TOTALS_MAX_YEARS = 50;
/** Rows of one answer; who asks for more narrows the years or the columns. */
export const TOTALS_MAX_ROWS = 20_000;

export const TERM_MAX_MONTHS = 36;
export const OVER_LPR_MAX_BASIS_POINTS = 3600;
export const FILING_DEADLINE_MAX_MONTHS = 120;

export const BODY_MAX_BYTES = 262_144;
export const JSON_MAX_DEPTH = 10;
export const URL_MAX_CHARACTERS = 8192;
export const IDEMPOTENCY_KEY_MAX_CHARACTERS = 255;
export const IDEMPOTENCY_KEY_KEPT_HOURS = 24;

/** Failures for a login from one address, after which the next try is refused. */
export const LOGIN_FAILURES_MAX_PER_ADDRESS = 5;
/** The cap over all addresses, for guesses that come from many. */
export const LOGIN_FAILURES_MAX_PER_LOGIN = 50;
export const LOGIN_FAILURE_WINDOW_MINUTES = 15;
export const ACCESS_TOKEN_MAX_MINUTES = 15;
