/** The numeric limits of the API, each with its unit in its name; those of a filing's fields are in filing/fields.ts. Lengths of text are in code points, after trimming. */

export const CERTIFICATE_NO_MAX_CHARACTERS = 64;
/** Names of firms, banks, regions, programmes and people. */
export const NAME_MIN_CHARACTERS = 2;
export const NAME_MAX_CHARACTERS = 200;
export const REASON_MIN_CHARACTERS = 1;
export const REASON_MAX_CHARACTERS = 1000;
/** Numbers taken over from before may have any form. */
export const FILING_NUMBER_MAX_CHARACTERS = 64;
/** Filings that a bank's system sends at once, and what it calls each of them. */
export const FILING_BATCH_MAX_ITEMS = 500;
export const FILING_BATCH_MAX_BYTES = 2_097_152;
export const CLIENT_REF_MAX_CHARACTERS = 64;
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
/** Filings on the page of a firm, the newest. */
export const STATUS_FILINGS_MAX_ITEMS = 200;
export const LIST_LIMIT_DEFAULT_ITEMS = 50;
export const CURSOR_MAX_CHARACTERS = 2048;
export const FILTER_MAX_WORDS = 100;
export const ACCOUNT_REGIONS_MAX_ITEMS = 200;
export const TOTALS_MAX_YEARS = 50;
/** Rows of one answer; who asks for more narrows the years or the columns. */
export const TOTALS_MAX_ROWS = 20_000;
/** A posting follows within a second or two; after this long something is wrong. */
export const PENDING_ALARM_SECONDS = 10;

/** What a programme may set as the longest term: fifty years. */
export const TERM_MAX_MONTHS = 600;
export const OVER_LPR_MAX_BASIS_POINTS = 3600;
export const QUALIFICATION_KINDS_MAX = 50;
export const KIND_HEADINGS_MAX = 20;
export const KIND_POSITION_MAX = 1000;
export const KIND_VALIDITY_MAX_MONTHS = 600;
export const NUMBER_PATTERN_MAX_CHARACTERS = 100;
export const FILING_DEADLINE_MAX_MONTHS = 120;

export const BODY_MAX_BYTES = 262_144;
/** Of a body that is refused by its length: so much is let run out, so that the answer reaches its sender. */
export const UNREAD_MAX_BYTES = 268_435_456;
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

/** An uploaded spreadsheet: its size, and what it may hold when it is unpacked. */
export const UPLOAD_MAX_BYTES = 52_428_800;
/** Of all uploads that a bank (or the bureau) keeps at a time. */
export const UPLOADS_MAX_BYTES = 1_073_741_824;
export const UPLOADS_KEPT_DAYS = 30;
/** Without a byte for so long an upload is given up. */
export const UPLOAD_STALLED_SECONDS = 30;
/** Received by one process at a time; who comes next is asked to try again. */
export const UPLOADS_AT_ONCE = 8;
export const FILE_NAME_MAX_CHARACTERS = 255;
export const IMPORT_MAX_ROWS = 100_000;
/** Of a sheet; a row of it that goes further is refused, empty cells or not. */
export const IMPORT_MAX_COLUMNS = 200;
/** Rows of a sheet, empty ones too. */
export const SHEET_MAX_ROWS_READ = 1_048_576;
export const CELL_MAX_CHARACTERS = 4_000;
export const ZIP_MAX_ENTRIES = 2_000;
/** Of the parts of a workbook that are read, unpacked. */
export const UNPACKED_MAX_BYTES = 1_073_741_824;
/** How many times larger than its packed form a part of a workbook may be; small ones may be anything. */
export const UNPACKED_MAX_RATIO = 200;
export const UNPACKED_FREE_BYTES = 16_777_216;
/** Characters of the list of merged cells of a sheet: some 25,000 of them. */
export const SHEET_MERGES_MAX_CHARACTERS = 1_000_000;
export const SHARED_STRINGS_MAX = 1_000_000;
export const SHARED_STRINGS_MAX_CHARACTERS = 16_000_000;
/** Rows above the heading. */
export const HEADER_WITHIN_ROWS = 30;
/** How often an import is begun anew when the process that ran it has died. */
export const IMPORT_MAX_ATTEMPTS = 3;
export const IMPORT_EVENTS_MAX_MINUTES = 30;
/** Rows that repeat one another and are judged together when one of them is mended. */
export const IMPORT_MENDED_TOGETHER_MAX = 500;
/** Comments on one sheet of a workbook; cells beyond it are red all the same. Each is kept in memory until its sheet is written. */
export const SHEET_COMMENTS_MAX = 20_000;

/** Files that one process makes at a time, each with a database connection of its own; others wait their turn. */
export const DOWNLOADS_AT_ONCE = 4;
export const DOWNLOADS_AT_ONCE_PER_SESSION = 2;
export const DOWNLOADS_WAITING_MAX = 100;
export const DOWNLOAD_WAIT_MAX_SECONDS = 10;
/** A reader that takes no byte for so long has gone. (The database gives an idle transaction a minute.) */
export const DOWNLOAD_STALLED_SECONDS = 30;
export const DOWNLOAD_MAX_MINUTES = 30;
/** A link to a file can be used once, and not for long. */
export const EXPORT_LINK_SECONDS = 60;
