/**
 * The numeric limits of the API, with units in their names; those of a filing's fields are in filing/fields.ts. Lengths
 * of text are in code points, after trimming. Raising a limit is safe for clients, lowering one is not; the console
 * repeats some of them in its inputs.
 */

export const CERTIFICATE_NO_MAX_CHARACTERS = 64;
/** The number of a document (文号). */
export const DOC_NO_MAX_CHARACTERS = 100;
/** Certificates of high-tech enterprises exist since 2008. */
export const FIRST_LIST_YEAR = 2000;
/** Names of firms, banks, regions, programmes and people. */
export const NAME_MIN_CHARACTERS = 2;
export const NAME_MAX_CHARACTERS = 200;
export const REASON_MIN_CHARACTERS = 1;
export const REASON_MAX_CHARACTERS = 1000;
/** Numbers of imported past filings may have any form. */
export const FILING_NUMBER_MAX_CHARACTERS = 64;
/** A batch of filings; `clientRef` names an item. */
export const FILING_BATCH_MAX_ITEMS = 500;
export const FILING_BATCH_MAX_BYTES = 2_097_152;
/** Filings that an auditor accepts in one step. */
export const ACCEPT_MAX_ITEMS = 200;
export const CLIENT_REF_MAX_CHARACTERS = 64;
/** Distinct firms that an account may check on a day, unless CHECK_FIRMS_PER_DAY says otherwise. */
export const CHECK_FIRMS_PER_DAY = 1_000;
export const LOGIN_MIN_CHARACTERS = 2;
export const LOGIN_MAX_CHARACTERS = 64;
export const PASSWORD_MIN_CHARACTERS = 12;
export const PASSWORD_MAX_CHARACTERS = 128;
/** GB/T 4754: a letter and up to four digits. */
export const INDUSTRY_CODE_MAX_CHARACTERS = 5;
export const SEARCH_MIN_CHARACTERS = 1;
export const SEARCH_MAX_CHARACTERS = 100;

export const LIST_LIMIT_MIN_ITEMS = 1;
export const LIST_LIMIT_MAX_ITEMS = 200;
/** How many of its filings (the newest) the status of a firm lists. */
export const STATUS_FILINGS_MAX_ITEMS = 200;
export const LIST_LIMIT_DEFAULT_ITEMS = 50;
export const CURSOR_MAX_CHARACTERS = 2048;
export const FILTER_MAX_WORDS = 100;
export const ACCOUNT_REGIONS_MAX_ITEMS = 200;
export const TOTALS_MAX_YEARS = 50;
/** Rows of one response; a query with more is refused. */
export const TOTALS_MAX_ROWS = 20_000;
/** Changes of filings that one answer of a bridge lists. */
export const BRIDGE_DETAIL_MAX_ITEMS = 20_000;
export const NOTE_MAX_CHARACTERS = 1000;
export const FIGURE_TEXT_MAX_CHARACTERS = 2000;
/** Checks of verification codes by one address, so that nobody finds codes by trying. */
export const VERIFICATIONS_PER_ADDRESS_PER_MINUTE = 30;
/** A posting run follows within two seconds; entries pending for longer than this are reported as late. */
export const PENDING_ALARM_SECONDS = 10;

/** The longest term that a programme may allow: fifty years. */
export const TERM_MAX_MONTHS = 600;
export const RATE_ADD_MAX_BASIS_POINTS = 3600;
export const QUALIFICATION_KINDS_MAX = 50;
export const KIND_HEADINGS_MAX = 20;
export const KIND_POSITION_MAX = 1000;
export const KIND_POSITION_DEFAULT = 100;
export const KIND_VALIDITY_MAX_MONTHS = 600;
export const NUMBER_PATTERN_MAX_CHARACTERS = 100;
export const FILING_DEADLINE_MAX_MONTHS = 120;
export const FILING_DEADLINE_MAX_DAYS = 3650;
export const FILING_DEADLINE_MAX_WORKING_DAYS = 1000;
/** Days of one public holiday. */
export const HOLIDAY_MAX_DAYS = 31;
export const HOLIDAY_SOURCE_MAX_CHARACTERS = 200;

/** A request that has not answered by then is ended with 503; downloads, uploads and event streams have limits of their own. */
export const REQUEST_MAX_SECONDS = 28;

export const BODY_MAX_BYTES = 262_144;
/** How much of an oversized body is read and discarded, so that the client can read the response. */
export const UNREAD_MAX_BYTES = 268_435_456;
/** A body of /auth: a login and two passwords fit many times over. */
export const AUTH_BODY_MAX_BYTES = 16_384;
export const JSON_MAX_DEPTH = 10;
/** Members of a JSON object, and parameters of a query. More are refused before any of them is validated. */
export const OBJECT_MAX_KEYS = 64;
/** Errors that one problem lists; it says how many there are besides. */
export const ERRORS_MAX_ITEMS = 50;
/** Errors of all items of a batch; after so many each item lists its first one. */
export const BATCH_ERRORS_MAX_ITEMS = 2_000;
export const URL_MAX_CHARACTERS = 8192;
export const IDEMPOTENCY_KEY_MAX_CHARACTERS = 255;
export const IDEMPOTENCY_KEY_KEPT_HOURS = 24;

/** Failed sign-ins of a login from one address before the next one is refused. */
export const LOGIN_FAILURES_MAX_PER_ADDRESS = 5;
/** Failed sign-ins of a login from all addresses. */
export const LOGIN_FAILURES_MAX_PER_LOGIN = 50;
/** Failed sign-ins of a login from a device that has signed in with it before. */
export const LOGIN_FAILURES_MAX_PER_DEVICE = 5;
/** Failed sign-ins of any login from one address. */
export const LOGIN_FAILURES_MAX_PER_NETWORK = 300;
export const LOGIN_FAILURE_WINDOW_MINUTES = 15;
/** How long a device is known after its last sign-in. */
export const DEVICE_KNOWN_DAYS = 180;
export const ACCESS_TOKEN_MAX_MINUTES = 15;
/** Entries of the access log are kept for so long, unless ACCESS_LOG_DAYS says more or less; never for less than the minimum. */
export const ACCESS_LOG_DAYS = 365;
export const ACCESS_LOG_MIN_DAYS = 180;

// Of one account, or of one address (IPv6: of one network of 64 bits), in one process; all can be set.
export const REQUESTS_PER_ACCOUNT_PER_MINUTE = 60_000;
export const REQUESTS_PER_ADDRESS_PER_MINUTE = 120_000;
export const SIGN_INS_PER_ADDRESS_PER_MINUTE = 600;
/** Totals that no cached answer holds. */
export const TOTALS_PER_ACCOUNT_PER_MINUTE = 3_000;
export const TOTALS_AT_ONCE_PER_ACCOUNT = 4;
export const EVENT_STREAMS_PER_ACCOUNT = 2;
export const UPLOADS_PER_ACCOUNT = 2;
export const EXPORTS_PER_ACCOUNT = 2;
/** Requests that wait until one of those of their account has ended: how many for each of these limits, and for how long. */
export const WAITING_FOR_SLOT_MAX = 200;
export const WAIT_FOR_SLOT_MAX_SECONDS = 10;

/** Open connections of one process; further ones are closed at once. */
export const CONNECTIONS_MAX = 4_000;
/** A connection that has not sent the head of a request for so long is closed, from its first moment on. */
export const REQUEST_HEAD_MAX_SECONDS = 20;
/** The same for a request with its body: an upload of 50 MB needs a line of 1.5 Mbit/s. */
export const REQUEST_RECEIPT_MAX_SECONDS = 300;
/** Longer than that of usual proxies, so that a proxy never reuses a closed connection. */
export const KEEP_ALIVE_SECONDS = 65;
/** A connection on which nothing moves during a request, in either direction. Event streams send something every 15 seconds. */
export const SOCKET_IDLE_MAX_SECONDS = 180;
/** A one-time password that was not used by then is refused. */
export const ONE_TIME_PASSWORD_HOURS = 24;
/** A session ends after this time, however much it is used. */
export const SESSION_MAX_HOURS = 12;
/** Without a request a session ends after SESSION_IDLE_MINUTES, a setting between these. */
export const SESSION_IDLE_MIN_MINUTES = 5;
export const SESSION_IDLE_MAX_MINUTES = 720;
/** How often the last request of a session is recorded; session_live (db/code/35-account.sql) adds it to the idle limit. */
export const SESSION_USE_RECORDED_SECONDS = 30;
export const USER_AGENT_MAX_CHARACTERS = 512;
/** A code of an authenticator app is good for its time step of 30 seconds, the one before and the one after. */
export const TOTP_WINDOW_STEPS = 1;
export const RECOVERY_CODES = 10;
/** An enrolment that is not confirmed by then has to begin again. */
export const SECOND_FACTOR_ENROLMENT_MINUTES = 60;

/** The size of an uploaded spreadsheet. */
export const UPLOAD_MAX_BYTES = 52_428_800;
/** All stored uploads of a bank (or of the bureau). */
export const UPLOADS_MAX_BYTES = 1_073_741_824;
export const UPLOADS_KEPT_DAYS = 30;
/** An upload without a byte for this long is aborted. */
export const UPLOAD_STALLED_SECONDS = 30;
/** Concurrent uploads of one process; more are answered 429. */
export const UPLOADS_AT_ONCE = 8;
export const FILE_NAME_MAX_CHARACTERS = 255;
export const IMPORT_MAX_ROWS = 100_000;
/** Columns of a sheet; a row with more is refused, even if its cells are empty. */
export const IMPORT_MAX_COLUMNS = 200;
/** Rows of a sheet, empty ones included. */
export const SHEET_MAX_ROWS_READ = 1_048_576;
export const CELL_MAX_CHARACTERS = 4_000;
/** Spreadsheet programs write no longer cells; in a CSV a longer one is a fault, such as a missing line end. */
export const CSV_CELL_MAX_CHARACTERS = 32_767;
/** A cell that holds one value (a day, an amount, a code, a word); a longer one holds something else. */
export const VALUE_CELL_MAX_CHARACTERS = 200;
/** How much is read of a heading, of a line with the unit, and of the text above a table. */
export const HEADING_MAX_CHARACTERS = 200;
export const TITLE_MAX_CHARACTERS = 500;
export const SHEETS_MAX = 255;
/** Spreadsheet programs allow 31. */
export const SHEET_NAME_MAX_CHARACTERS = 255;
/** Nested elements of a part of a workbook; real ones have about ten. */
export const XML_MAX_DEPTH = 32;
/** Cell styles, fonts and number formats of a workbook (spreadsheet programs allow 65,490); further ones are general. */
export const CELL_STYLES_MAX = 100_000;
/** The code of a number format (ECMA-376 allows 255). */
export const FORMAT_CODE_MAX_CHARACTERS = 255;
/** Questions that are asked about a file at a time, and answers that an import may hold. */
export const IMPORT_QUESTIONS_MAX = 50;
export const IMPORT_ANSWERS_MAX = 500;
export const QUESTION_ID_MAX_CHARACTERS = 200;
/** Months by which the sum of an import is split; the earlier ones are left out. */
export const IMPORT_SUM_MONTHS_MAX = 600;
/** Rows with totals that are compared with the sum and reported. */
export const SHEET_TOTALS_MAX = 100;
export const ZIP_MAX_ENTRIES = 2_000;
/** Unpacked size of the parts of a workbook that are read. */
export const UNPACKED_MAX_BYTES = 1_073_741_824;
/** Over all parts of a workbook, each as often as it is read: a sheet is read up to four times. */
export const UNPACKED_TOTAL_MAX_BYTES = 4_294_967_296;
/** Ratio of unpacked to packed size of a part of a workbook; parts below UNPACKED_FREE_BYTES are exempt. */
export const UNPACKED_MAX_RATIO = 200;
export const UNPACKED_FREE_BYTES = 16_777_216;
/** Characters of the list of merged cells of a sheet (about 25,000 ranges). */
export const SHEET_MERGES_MAX_CHARACTERS = 1_000_000;
export const SHARED_STRINGS_MAX = 1_000_000;
export const SHARED_STRINGS_MAX_CHARACTERS = 16_000_000;
/** The header of a sheet must be within this many rows. */
export const HEADER_WITHIN_ROWS = 30;
/** How often an import is started again after its process has died. */
export const IMPORT_MAX_ATTEMPTS = 3;
/** How long an import may run in its worker: until it is read, and filed if that was asked for. 100,000 rows take about a minute. */
export const IMPORT_RUN_MAX_MINUTES = 20;
export const IMPORT_EVENTS_MAX_MINUTES = 30;
/** When a row is corrected, rows with its old or new key (possible duplicates) are checked again: at most this many. */
export const IMPORT_RECHECKED_ROWS_MAX = 500;
/** Comments on one sheet of a workbook; further cells are only coloured red. Comments are held in memory until the sheet is written. */
export const SHEET_COMMENTS_MAX = 20_000;

/** Concurrent downloads of one process, each with its own database connection; others wait. */
export const DOWNLOADS_AT_ONCE = 4;
/** A download whose reader takes no byte for this long is aborted. (PostgreSQL ends an idle transaction after a minute.) */
export const DOWNLOAD_STALLED_SECONDS = 30;
export const DOWNLOAD_MAX_MINUTES = 30;
/** A link to a file can be used once, within this time. */
export const EXPORT_LINK_SECONDS = 60;
