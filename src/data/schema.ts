/**
 * The tables and columns as TypeScript knows them. Change it together with a migration: a test compares it with the
 * database.
 */
import type { ColumnType, Generated, Selectable } from 'kysely';
import {
  describeField,
  FILING_FIELD_NAMES,
  type FILING_FIELDS,
  isNullable,
  type ColumnOf,
  type FilingField,
  type StoredValue,
} from '../domain/filing/fields.ts';
import type { Awaiting, Confirmation } from '../domain/account/confirmation.ts';
import type { AccessKind } from '../domain/access-log.ts';
import type { Validity } from '../domain/firm/qualification-kind.ts';
import type { WaitingState } from '../domain/firm/waiting.ts';
import type { StoredFlag } from '../domain/filing/row.ts';
import type { Role } from '../domain/roles.ts';
import type { ImportKind, ImportState, RowVerdict } from '../domain/sheet/import-words.ts';
import {
  bool,
  bytes,
  column,
  day,
  dayOrNull,
  derived,
  instant,
  instantOrNull,
  int,
  int8,
  json,
  jsonText,
  preset,
  text,
  textOrNull,
  uuid,
  uuidOrNull,
  type Column,
} from './schema-columns.ts';

export interface Link {
  certificateNo: string;
  validFrom: string;
  validTo: string;
}

/** What a ledger entry records of a filing: its "image" as it was when it began or ceased to count. */
const image = {
  filing_id: uuid,
  version: int,
  uscc: text,
  bank_code: text,
  region_code: text,
  status: text,
  filed_on: day,
  disbursed_on: day,
  renewal: bool,
  first_loan: bool,
  amount_fen: int8,
  annual_rate_e4: int,
  sign: column<1 | -1>('smallint'),
  action: text,
};
/** The key of a stored total. */
const cell = { basis: text, grain: text, period: int, bank_code: text, region_code: text };

/** The columns of the fields of a filing. */
const filingColumns = Object.fromEntries(
  FILING_FIELD_NAMES.map((name) => {
    const field = describeField(name);
    const whenAbsent = field.whenAbsent === undefined ? undefined : 'optional';
    return [field.column, column(field.type, isNullable(field), whenAbsent)];
  }),
) as {
  [F in FilingField as ColumnOf<F>]: Column<StoredValue<F>> &
    ((typeof FILING_FIELDS)[F] extends { whenAbsent: unknown } ? { written: 'optional' } : unknown);
};

export const TABLES = {
  registry: {
    only_row: preset(bool),
    demo: preset(bool),
    lpr_checked_until: dayOrNull,
    separate_duties: preset(bool),
    version: preset(int),
  },
  signing_key: { only_row: preset(bool), key_id: text, version: preset(int) },
  region: { code: text, name: text, valid_from: dayOrNull, valid_to: dayOrNull, version: preset(int) },
  bank: { code: text, name: text, valid_from: dayOrNull, valid_to: dayOrNull, version: preset(int) },
  programme_rule: {
    code: text,
    name: text,
    region_prefix: text,
    valid_from: day,
    valid_to: dayOrNull,
    review_all: preset(bool),
    limits: preset(json<any>()),
    version: preset(int),
  },
  lpr: { from_day: day, one_year_e4: int, five_year_e4: column<number | null>('integer', true), version: preset(int) },
  trail: {
    id: derived(int8),
    at: instant,
    xid: preset(column<string>('xid8')),
    actor_id: uuidOrNull,
    actor: text,
    role: text,
    action: text,
    reason: textOrNull,
    request_id: textOrNull,
    type: text,
    record_id: text,
    version: column<number | null>('integer', true),
    bank_code: textOrNull,
    uscc: textOrNull,
    region_code: textOrNull,
    before: json<Record<string, any> | null>(true),
    after: json<Record<string, any> | null>(true),
    restricted: json<{ before?: Record<string, any>; after?: Record<string, any> } | null>(true),
  },
  qualification_kind: {
    code: text,
    name_zh: text,
    name_en: text,
    short_zh: text,
    short_en: text,
    number_title_zh: text,
    number_title_en: text,
    number_pattern: textOrNull,
    headings: preset(column<string[]>('ARRAY')),
    validity: preset(column<Validity>('text')),
    validity_months: column<number | null>('integer', true),
    position: preset(int),
    in_two_by_two: preset(bool),
    version: preset(int),
  },
  firm: {
    uscc: text,
    name: text,
    name_key: text,
    initials: text,
    region_code: textOrNull,
    industry_code: textOrNull,
    registered_by_hand: preset(bool),
    entered_by_bank: textOrNull,
    listed: preset(bool),
    named_on: dayOrNull,
    version: preset(int),
  },
  firm_name: {
    uscc: text,
    version: int,
    name: text,
    name_key: text,
    initials: text,
    named_on: dayOrNull,
    until_day: day,
    entered_by_bank: textOrNull,
  },
  qualification: {
    kind: text,
    certificate_no: text,
    uscc: text,
    valid_from: day,
    valid_to: day,
    revoked: preset(bool),
    revoked_on: dayOrNull,
    period: derived(column<string>('daterange')),
    version: preset(int),
  },
  waiting_certificate: {
    id: uuid,
    kind: text,
    certificate_no: text,
    name: text,
    name_key: text,
    valid_from: day,
    valid_to: day,
    doc_no: textOrNull,
    announced_on: dayOrNull,
    import_id: uuidOrNull,
    created_at: instant,
    state: preset(column<WaitingState>('text')),
    uscc: textOrNull,
    version: preset(int),
  },
  account: {
    id: uuid,
    login: text,
    role: column<Role>('text'),
    display_name: text,
    bank_code: textOrNull,
    uscc: textOrNull,
    regions: column<string[] | null>('ARRAY', true),
    password_hash: text,
    must_change_password: preset(bool),
    password_changed_at: instant,
    disabled: preset(bool),
    unlocked_at: instantOrNull,
    version: preset(int),
    confirmation: column<Confirmation | null>('text', true),
    awaits: column<Awaiting | null>('text', true),
    awaits_regions: column<string[] | null>('ARRAY', true),
    asked_by: uuidOrNull,
    asked_at: instantOrNull,
    confirmed_by: uuidOrNull,
    one_time_used_at: instantOrNull,
  },
  session: {
    id: uuid,
    account_id: uuid,
    started_at: instant,
    address: textOrNull,
    ended_at: instantOrNull,
    end_reason: textOrNull,
    version: preset(int),
    device: textOrNull,
    max_hours: preset(int),
    idle_minutes: preset(int),
  },
  session_use: { session_id: uuid, used_at: instant },
  second_factor: {
    account_id: uuid,
    secret: bytes,
    key_id: text,
    begun_at: instant,
    confirmed_at: instantOrNull,
    recovery_codes_left: preset(int),
    version: preset(int),
  },
  second_factor_use: { account_id: uuid, last_step: int8 },
  recovery_code: { account_id: uuid, hash: bytes },
  refresh_token: { hash: bytes, session_id: uuid, expires_at: instant, used_at: instantOrNull },
  actor_key: { only_row: preset(bool), key: bytes },
  sign_in_failure: { id: derived(int8), login_key: text, address: text, failed_at: instant, device: textOrNull },
  idempotency_key: {
    account_id: uuid,
    belongs_to: text,
    route: text,
    key: text,
    body_hash: bytes,
    status: int,
    headers: json<Record<string, string>>(),
    body: text,
    created_at: instant,
  },
  filing: {
    id: uuid,
    number: textOrNull,
    state: column<'submitted' | 'accepted' | 'returned' | 'withdrawn' | 'voided'>('text'),
    state_reason: textOrNull,
    state_changed_at: preset(instant),
    bank_code: text,
    ...filingColumns,
    contract_key: text,
    receipt_key: text,
    submitted_at: preset(instant),
    filed_on: dayOrNull,
    links: preset(json<Record<string, Link>>()),
    status: derived(column<'both' | 'highTechOnly' | 'techSmeOnly' | 'neither'>('text')),
    flags: preset(json<StoredFlag[]>()),
    flags_other: preset(json<StoredFlag[]>()),
    in_review: derived(bool),
    flagged: derived(bool),
    filed_sort: derived(day),
    version: preset(int),
  },
  import: {
    id: uuid,
    kind: column<ImportKind>('text'),
    mode: column<'check' | 'commit'>('text'),
    partial: bool,
    state: column<ImportState>('text'),
    bank_code: textOrNull,
    regions: column<string[] | null>('ARRAY', true),
    account_id: uuid,
    file_name: text,
    format: column<'xlsx' | 'csv'>('text'),
    bytes: int8,
    sha256: bytes,
    same_file_as: uuidOrNull,
    mapping: json<any>(true),
    acting_at: instant,
    created_at: instant,
    finished_at: instantOrNull,
    failure: json<any>(true),
    mended: preset(int),
    version: preset(int),
  },
  import_progress: {
    import_id: uuid,
    share: preset(column<number>('real')),
    seconds_left: column<number | null>('integer', true),
    rows_read: preset(int),
    valid: preset(int),
    invalid: preset(int),
    flagged: preset(int),
    filed: preset(int),
    found: json<any>(true),
    report: json<any>(true),
    attempts: preset(int),
    token: preset(int),
    leased_until: instantOrNull,
  },
  import_chunk: { import_id: uuid, n: int, bytes },
  import_row: {
    import_id: uuid,
    n: int,
    cells: jsonText<any>(),
    draft: jsonText<any>(),
    errors: jsonText<any>(true),
    flags: jsonText<any>(true),
    verdict: column<RowVerdict>('text'),
    record_id: textOrNull,
    receipt_key: textOrNull,
    uscc: textOrNull,
    contract_key: textOrNull,
    disbursed_on: dayOrNull,
  },
  /** Cells that were corrected by hand. */
  import_mend: { import_id: uuid, n: int, cells: jsonText<Record<string, string | null>>() },
  import_column: { bank_code: text, kind: text, header: text, field: textOrNull, amount_unit: textOrNull },
  export_link: {
    id: uuid,
    hash: bytes,
    account_id: uuid,
    session_id: uuid,
    what: text,
    format: column<'csv' | 'xlsx'>('text'),
    filters: json<Record<string, string>>(),
    language: column<'zh-CN' | 'en'>('text'),
    created_at: instant,
    expires_at: instant,
    used_at: instantOrNull,
    version: preset(int),
  },
  filing_number_secret: { only_row: preset(bool), secret: bytes },
  access_log: {
    id: derived(int8),
    at: instant,
    kind: column<AccessKind>('text'),
    outcome: text,
    account_id: uuidOrNull,
    actor: textOrNull,
    role: textOrNull,
    bank_code: textOrNull,
    regions: column<string[] | null>('ARRAY', true),
    address: text,
    route: text,
    object: textOrNull,
    request_id: text,
  },
  checked_firm: { account_id: uuid, day, uscc: text },
  ledger_pending: { id: derived(int8), ...image, written_at: preset(instant) },
  ledger_entry: { posting_no: int8, line: int, ...image },
  posting: {
    no: int8,
    at: instant,
    format: column<number>('smallint'),
    entries: int,
    events: int,
    event_ids: column<string>('int8multirange'),
    head: bytes,
  },
  journal_pending: { event_id: int8 },
  total_sum: {
    ...cell,
    status: text,
    entries: int8,
    filings: int8,
    amount_fen: int8,
    renewals: int8,
    renewal_amount_fen: int8,
    first_loans: int8,
    first_loan_amount_fen: int8,
    amount_rate: column<string>('numeric'),
  },
  total_firms: { ...cell, statuses: int, firms: int },
} as const;

type Stored<C> =
  C extends Column<infer T>
    ? C extends { written: 'never' }
      ? ColumnType<T, never, never>
      : null extends T
        ? T
        : C extends { written: 'optional' }
          ? Generated<T>
          : T
    : never;
type Table<T> = { [K in keyof T]: Stored<T[K]> };

/** The columns of the view of firms, a subset of the table's. */
export const FIRM_SEEN = [
  'uscc',
  'name',
  'name_key',
  'initials',
  'region_code',
  'industry_code',
  'listed',
  'version',
] as const;

/** The columns of the audit trail that are shown, and of its views for the audit administrator (db/code/20-audit-trail.sql). */
export const TRAIL_COLUMNS = [
  'id',
  'at',
  'actor',
  'role',
  'action',
  'reason',
  'request_id',
  'type',
  'record_id',
  'version',
  'before',
  'after',
  'restricted',
] as const;
export type TrailRow = Pick<Selectable<Table<(typeof TABLES)['trail']>>, (typeof TRAIL_COLUMNS)[number]>;

export type Database = { [K in keyof typeof TABLES]: Table<(typeof TABLES)[K]> } & {
  firm_seen: Table<Pick<(typeof TABLES)['firm'], (typeof FIRM_SEEN)[number]>>;
};
