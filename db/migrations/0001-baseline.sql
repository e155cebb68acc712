-- The tables of the registry, their constraints, indexes and first rows. Run once; later changes are migrations of
-- their own. Functions, triggers, views, policies and grants are in db/code. db/README.md explains both.
--
-- Conventions: codes and keys are compared byte by byte (collate "C"); money is bigint fen; rates are ten-thousandths of
-- a per cent a year; days are Shanghai calendar dates; instants are timestamptz; states are text with a check, because
-- enums cannot use an index under row-level security.

create extension if not exists btree_gist;

-- The hash of the texts in db/code that this database carries.
create table code_version (
  only_row boolean primary key default true check (only_row),
  hash text not null,
  applied_at timestamptz not null
);

-- ---- the audit trail ----

create table trail (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  actor_id uuid,
  actor text not null,
  role text not null,
  action text not null,
  reason text,
  request_id text,
  type text not null,
  record_id text collate "C" not null,
  version integer,
  bank_code text collate "C",
  uscc text collate "C",
  region_code text collate "C",
  before jsonb,
  after jsonb,
  restricted jsonb
);
comment on table trail is 'the audit trail: one append-only event per change of a record';
comment on column trail.at is 'the acting instant that the transaction announced';
comment on column trail.restricted is 'values that rest on another bank''s filings: readable by auditors only';
create index trail_record on trail (type, record_id, id);
create index trail_actor on trail (actor, id);
create index trail_at on trail using brin (at);
-- Nearly all events are of filings; this finds the newest of the other types, and costs filings nothing.
create index trail_type on trail (type, id) where type <> 'filing';

-- ---- reference data ----

create table registry (
  only_row boolean primary key default true check (only_row),
  demo boolean not null default false,
  lpr_checked_until date,
  version integer not null default 1
);
comment on table registry is 'settings of the whole registry, one row';
comment on column registry.demo is 'holds the demonstration world; start refuses it';

create table region (
  code text collate "C" primary key check (code ~ '^[0-9]{6}$'),
  name text not null,
  valid_from date,
  valid_to date,
  version integer not null default 1,
  check (valid_to >= valid_from)
);
comment on column region.code is 'GB/T 2260';

create table bank (
  code text collate "C" primary key check (code ~ '^[A-Z0-9]{2,20}$'),
  name text not null,
  valid_from date,
  valid_to date,
  version integer not null default 1,
  check (valid_to >= valid_from)
);

create table programme_rule (
  code text collate "C" primary key,
  name text not null,
  region_prefix text collate "C" not null check (region_prefix ~ '^[0-9]{0,6}$'),
  valid_from date not null,
  valid_to date,
  review_all boolean not null default false,
  limits jsonb not null default '{}',
  version integer not null default 1,
  check (valid_to >= valid_from)
);
comment on table programme_rule is 'programme versions (办法版本): the limits in force for a region over a period';

create table lpr (
  from_day date primary key,
  one_year_e4 integer not null check (one_year_e4 between 0 and 360000),
  five_year_e4 integer check (five_year_e4 between 0 and 360000),
  version integer not null default 1
);
comment on column lpr.one_year_e4 is 'ten-thousandths of a per cent a year: 3.45 % is 34500';

-- ---- firms and their qualifications ----

create table qualification_kind (
  code text collate "C" primary key check (code ~ '^[a-z][a-z_]{0,38}$'),
  name_zh text not null,
  name_en text not null
);

create table firm (
  uscc text collate "C" primary key check (length(uscc) = 18),
  name text not null,
  name_key text collate "C" not null,
  initials text collate "C" not null,
  region_code text collate "C" references region,
  industry_code text,
  registered_by_hand boolean not null default false,
  entered_by_bank text collate "C" references bank,
  listed boolean not null default false,
  version integer not null default 1
);
comment on column firm.name_key is 'the name for comparison, see nameKey in src/domain/values/text.ts';
comment on column firm.region_code is 'null until somebody states it: a published list names no district';
comment on column firm.registered_by_hand is 'an auditor vouched for a code whose check character fails';
comment on column firm.entered_by_bank is 'the bank whose filing named the firm first; null once the bureau or a list has';
comment on column firm.listed is 'ever held a qualification: the lists are public, so every bank may see the firm';
create index firm_initials on firm (initials);
create index firm_region on firm (region_code);
create index firm_of_one_bank on firm (uscc) where not listed and entered_by_bank is not null;

create table qualification (
  kind text collate "C" not null references qualification_kind,
  certificate_no text collate "C" not null,
  uscc text collate "C" not null references firm,
  valid_from date not null,
  valid_to date not null,
  revoked boolean not null default false,
  revoked_on date,
  period daterange not null generated always as (
    case
      when not revoked then daterange(valid_from, valid_to + 1)
      when revoked_on is null or revoked_on <= valid_from then 'empty'::daterange
      else daterange(valid_from, least(valid_to + 1, revoked_on))
    end
  ) stored,
  version integer not null default 1,
  primary key (kind, certificate_no),
  check (valid_to >= valid_from),
  check (revoked or revoked_on is null),
  constraint qualification_overlap exclude using gist (uscc with =, kind with =, period with &&)
);
comment on column qualification.valid_to is 'the last valid day';
comment on column qualification.revoked_on is 'the first invalid day; null with revoked: the whole period falls';
comment on column qualification.period is 'the days on which it counts, half-open; empty when the whole period was revoked';
-- A link is computed from this index alone.
create index qualification_held on qualification (uscc) include (kind, certificate_no, valid_from, period);

-- ---- accounts and sessions ----

create table account (
  id uuid primary key,
  login text collate "C" not null unique,
  role text collate "C" not null check (role in ('officer', 'auditor', 'firm', 'admin')),
  display_name text not null,
  bank_code text collate "C" references bank,
  uscc text collate "C" references firm,
  regions text[],
  password_hash text not null,
  must_change_password boolean not null default true,
  password_changed_at timestamptz not null,
  disabled boolean not null default false,
  unlocked_at timestamptz,
  version integer not null default 1,
  check ((role = 'officer') = (bank_code is not null)),
  check ((role = 'firm') = (uscc is not null)),
  check (role = 'auditor' or regions is null),
  check (cardinality(regions) > 0)
);
comment on column account.regions is 'the regions an auditor is limited to; null: all';
comment on column account.unlocked_at is 'when an administrator last unlocked it; a column, so that the audit trail shows it';

create table session (
  id uuid primary key,
  account_id uuid not null references account,
  started_at timestamptz not null,
  address text,
  ended_at timestamptz,
  end_reason text,
  version integer not null default 1
);
comment on table session is 'one sign-in: a family of refresh tokens';
create index session_account on session (account_id) where ended_at is null;

create table refresh_token (
  hash bytea primary key,
  session_id uuid not null references session,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index refresh_token_session on refresh_token (session_id);

create table sign_in_failure (
  id bigint generated always as identity primary key,
  login_key text collate "C" not null,
  address text collate "C" not null,
  failed_at timestamptz not null
);
create index sign_in_failure_login on sign_in_failure (login_key, failed_at);

-- No foreign key to account: it would lock the row of the account for each of its requests. Accounts are never deleted.
create table idempotency_key (
  account_id uuid not null,
  route text collate "C" not null,
  key text collate "C" not null,
  body_hash bytea not null,
  status integer not null,
  headers jsonb not null,
  body text not null,
  created_at timestamptz not null,
  primary key (account_id, route, key)
);
comment on table idempotency_key is 'the first answer to a request with an Idempotency-Key, for its repetitions';
create index idempotency_key_age on idempotency_key (created_at);

create table export_link (
  id uuid primary key,
  hash bytea not null unique check (length(hash) = 32),
  account_id uuid not null references account,
  session_id uuid not null references session,
  what text collate "C" not null,
  format text collate "C" not null check (format in ('csv', 'xlsx')),
  filters jsonb not null,
  language text collate "C" not null check (language in ('zh-CN', 'en')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  version integer not null default 1
);
comment on table export_link is 'one-time links by which a browser fetches a file without a token in the address';
comment on column export_link.what is 'an exportable table of a feature, by the word that it is registered with';
comment on column export_link.hash is 'of the secret in the link; the secret itself is not stored';

-- ---- filings ----

create sequence filing_number;

-- What the columns may hold is checked by filing_guard: PostgreSQL prepares check constraints anew for every statement,
-- a third of the time of a single filing. Bank, firm and region are looked up there too, because foreign keys would lock
-- rows that all filings share; those rows can be neither deleted nor renamed.
create table filing (
  id uuid primary key,
  number text collate "C" unique,
  state text collate "C" not null,
  state_reason text,
  state_changed_at timestamptz not null,
  bank_code text collate "C" not null,
  uscc text collate "C" not null,
  firm_name text not null,
  region_code text collate "C" not null,
  contract_no text not null,
  contract_key text collate "C" not null,
  receipt_no text not null,
  receipt_key text collate "C" not null,
  amount_fen bigint not null,
  annual_rate_e4 integer not null,
  disbursed_on date not null,
  due_on date not null,
  guarantee text collate "C" not null default 'credit',
  knowledge_grade text collate "C",
  first_loan boolean,
  renewal boolean not null default false,
  renewal_of uuid references filing,
  branch text,
  remarks text,
  submitted_at timestamptz not null,
  filed_on date,
  links jsonb not null default '{}',
  status text collate "C" not null generated always as (
    case
      when links ? 'high_tech' then case when links ? 'tech_sme' then 'both' else 'highTechOnly' end
      when links ? 'tech_sme' then 'techSmeOnly'
      else 'neither'
    end
  ) stored,
  flags jsonb not null default '[]',
  flags_other jsonb not null default '[]',
  in_review boolean not null generated always as (flags_other <> '[]') stored,
  flagged boolean not null generated always as (flags_other <> '[]' or flags <> '[]') stored,
  filed_sort date not null generated always as (coalesce(filed_on, '0001-01-01')) stored,
  version integer not null default 1
);
comment on column filing.firm_name is 'the name as filed';
comment on column filing.contract_key is 'contract_no for comparison: NFKC, without white space, in upper case';
comment on column filing.receipt_key is 'receipt_no for comparison: NFKC, without white space, in upper case';
comment on column filing.amount_fen is 'fen, a hundredth of a yuan';
comment on column filing.annual_rate_e4 is 'ten-thousandths of a per cent a year';
comment on column filing.filed_on is 'the Shanghai date of acceptance';
comment on column filing.links is 'for each kind the qualification that covered disbursed_on; written by the database only';
comment on column filing.flags_other is 'flags that rest on what another bank filed: readable by auditors only';
create unique index filing_receipt_taken on filing (receipt_key, bank_code) where state in ('submitted', 'accepted', 'returned');
create index filing_receipt_freed on filing (receipt_key) where state in ('withdrawn', 'voided');
create index filing_contract on filing (contract_key);
-- What totals and first-loan checks read of a firm's filings is answered from this index alone.
-- The bank is in the key for officers: row-level security asks for it, and without statistics (after a first import) the
-- planner would else intersect this index with that of the bank's filings, once for each firm.
create index filing_firm on filing (uscc, disbursed_on, bank_code)
  include (id, state, filed_on, region_code, status, first_loan);
create index filing_bank_submitted on filing (bank_code, submitted_at, id);
create index filing_submitted on filing (submitted_at, id);
create index filing_filed on filing (filed_sort, id);
create index filing_disbursed on filing (disbursed_on, id);
create index filing_amount on filing (amount_fen, id);
create index filing_state_changed on filing (state_changed_at, id);
create index filing_waiting on filing (submitted_at, id) where state in ('submitted', 'returned');
create index filing_renewal on filing (renewal_of) where renewal_of is not null;

-- ---- totals as a ledger ----

-- What counts of an accepted filing, with a sign: +1 when it begins to count so, -1 when it ceases to.
create table ledger_pending (
  id bigint generated always as identity,
  filing_id uuid not null,
  version integer not null,
  uscc text collate "C" not null,
  bank_code text collate "C" not null,
  region_code text collate "C" not null,
  status text collate "C" not null,
  filed_on date not null,
  disbursed_on date not null,
  renewal boolean not null,
  first_loan boolean not null,
  amount_fen bigint not null,
  annual_rate_e4 integer not null,
  sign smallint not null,
  action text not null,
  written_at timestamptz not null default clock_timestamp()
  -- Every posting empties the table; what it leaves behind costs each reader of totals until it is vacuumed.
) with (autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0);
comment on table ledger_pending is 'ledger entries that are committed and not posted yet';
comment on column ledger_pending.version is 'of the filing, by the change that caused the entry: (filing_id, version) is its audit event';

create table ledger_entry (
  posting_no bigint not null,
  line integer not null,
  filing_id uuid not null,
  version integer not null,
  uscc text collate "C" not null,
  bank_code text collate "C" not null,
  region_code text collate "C" not null,
  status text collate "C" not null,
  filed_on date not null,
  disbursed_on date not null,
  renewal boolean not null,
  first_loan boolean not null,
  amount_fen bigint not null,
  annual_rate_e4 integer not null,
  sign smallint not null,
  action text not null
);
comment on table ledger_entry is 'posted ledger entries; append-only';
create index ledger_entry_posting on ledger_entry using brin (posting_no) with (autosummarize = on);

create table posting (
  no bigint primary key check (no > 0),
  at timestamptz not null,
  format smallint not null,
  entries integer not null,
  events integer not null,
  event_ids int8multirange not null,
  head bytea not null check (length(head) = 32)
);
comment on table posting is 'numbered moments without gaps: the entries and audit events committed since the one before; append-only';
comment on column posting.at is 'later than the commit of everything in it; never before the posting before';
comment on column posting.format is 'of the texts that the hash chain is computed over';
comment on column posting.event_ids is 'trail.id of its audit events';
comment on column posting.head is 'SHA-256 over the head of the posting before and everything in this one';

create table journal_pending (
  event_id bigint not null
) with (autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0);
comment on table journal_pending is 'trail.id of audit events that are committed and in no posting yet';

-- Cells: totals as of the last posting, by basis and grain. An empty code stands for all. Cells of grain ever are kept
-- once, under the basis filed.
create table total_sum (
  basis text collate "C" not null check (basis in ('filed', 'disbursed')),
  grain text collate "C" not null check (grain in ('ever', 'year', 'month')),
  period integer not null,
  bank_code text collate "C" not null,
  region_code text collate "C" not null,
  status text collate "C" not null,
  entries bigint not null,
  filings bigint not null,
  amount_fen bigint not null,
  renewals bigint not null,
  renewal_amount_fen bigint not null,
  first_loans bigint not null,
  first_loan_amount_fen bigint not null,
  amount_rate numeric not null,
  primary key (basis, grain, region_code, bank_code, period, status)
) with (fillfactor = 80);
comment on table total_sum is 'sums by bank, and by bank and region; those of all banks are added up from them';
comment on column total_sum.period is 'year times 100 plus month; 0 for what the grain does not tell apart';
comment on column total_sum.entries is 'how many ledger entries the cell consists of';
comment on column total_sum.amount_rate is 'sum of amount_fen times annual_rate_e4';

create table total_firms (
  basis text collate "C" not null check (basis in ('filed', 'disbursed')),
  grain text collate "C" not null check (grain in ('ever', 'year', 'month')),
  period integer not null,
  bank_code text collate "C" not null,
  region_code text collate "C" not null,
  statuses integer not null,
  firms integer not null,
  primary key (basis, grain, region_code, bank_code, period, statuses)
) with (fillfactor = 80);
comment on table total_firms is 'distinct firms by the statuses of the filings that they have in the cell';
comment on column total_firms.statuses is 'status_bits of these filings, together';

-- ---- imports ----

create table import (
  id uuid primary key,
  kind text collate "C" not null check (kind in ('filings', 'qualifications', 'firms', 'history')),
  mode text collate "C" not null check (mode in ('check', 'commit')),
  partial boolean not null,
  state text collate "C" not null
    check (state in ('reading', 'asking', 'checked', 'committing', 'committed', 'failed')),
  bank_code text collate "C" references bank,
  regions text[],
  account_id uuid not null references account,
  file_name text not null,
  format text collate "C" not null check (format in ('xlsx', 'csv')),
  bytes bigint not null,
  sha256 bytea not null,
  same_file_as uuid,
  mapping jsonb,
  acting_at timestamptz not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  failure jsonb,
  mended integer not null default 0,
  version integer not null default 1
);
comment on column import.bank_code is 'null for an import of the bureau';
comment on column import.regions is 'those of the auditor who began it; null: all';
comment on column import.acting_at is 'the instant of the request being carried out; a resumed import still files as of then';
comment on column import.mended is 'how many rows were corrected by hand; a column, so that the audit trail shows it';
-- One import at a time for each bank, and one for the bureau.
create unique index import_running on import (coalesce(bank_code, '')) where state in ('reading', 'committing');
create index import_created on import (bank_code, created_at, id);
create index import_file on import (sha256);
create index import_age on import (created_at);

create table import_progress (
  import_id uuid primary key references import on delete cascade,
  share real not null default 0,
  seconds_left integer,
  rows_read integer not null default 0,
  valid integer not null default 0,
  invalid integer not null default 0,
  flagged integer not null default 0,
  filed integer not null default 0,
  found jsonb,
  report jsonb,
  attempts integer not null default 0
);
comment on table import_progress is 'what changes many times while an import runs; not audited';

create table import_chunk (
  import_id uuid not null references import on delete cascade,
  n integer not null,
  bytes bytea not null,
  primary key (import_id, n)
);
comment on table import_chunk is 'the uploaded bytes, so that any process can take an import up again';
alter table import_chunk alter column bytes set storage external;

create table import_row (
  import_id uuid not null references import on delete cascade,
  n integer not null,
  cells json not null,
  draft json not null,
  errors json,
  flags json,
  verdict text collate "C" not null
    check (verdict in ('valid', 'invalid', 'filed', 'new', 'changed', 'unchanged', 'refused')),
  record_id text collate "C",
  receipt_key text collate "C",
  uscc text collate "C",
  contract_key text collate "C",
  disbursed_on date,
  primary key (import_id, n)
);
comment on column import_row.receipt_key is 'what may occur once in a file: a receipt number, a certificate, a code';
comment on column import_row.disbursed_on is 'of a loan, as contract_key: while the import is committed, first-loan checks of other filings count the row';
create index import_row_bad on import_row (import_id, n) where verdict in ('invalid', 'refused');
create index import_row_receipt on import_row (import_id, receipt_key);
create index import_row_firm on import_row (import_id, uscc);

create table import_mend (
  import_id uuid not null references import on delete cascade,
  n integer not null,
  cells json not null,
  primary key (import_id, n)
);
comment on table import_mend is 'cells that were corrected by hand, by field; they hold also when the file is read again';

create table import_column (
  bank_code text collate "C" not null,
  kind text collate "C" not null,
  header text collate "C" not null,
  field text collate "C",
  amount_unit text collate "C",
  primary key (bank_code, kind, header)
);
comment on table import_column is 'what a bank (the bureau: an empty code) said that a heading means';

-- ---- first rows: what a new registry starts with; administrators may change it ----

insert into qualification_kind (code, name_zh, name_en) values
  ('high_tech', '高新技术企业', 'high-tech enterprise'),
  ('tech_sme', '科技型中小企业', 'technology SME');

insert into registry (lpr_checked_until) values ('2026-08-31');

insert into lpr (from_day, one_year_e4, five_year_e4) values
  ('2022-01-20', 37000, 46000),
  ('2022-05-20', 37000, 44500),
  ('2022-08-22', 36500, 43000),
  ('2023-06-20', 35500, 42000),
  ('2023-08-21', 34500, 42000),
  ('2024-02-20', 34500, 39500),
  ('2024-07-22', 33500, 38500),
  ('2024-10-21', 31000, 36000),
  ('2025-05-20', 30000, 35000);

insert into programme_rule (code, name, region_prefix, valid_from, valid_to, limits) values
  ('hunan-2022', '湖南省知识价值信用贷款（2022 版，示例）', '43', '2022-01-01', '2025-06-15',
    '{"amount": {"max": "10000000.00", "onBreach": "flag"}, "term": {"max": 12, "onBreach": "flag"},
      "eligibleAnyOf": {"statuses": ["high_tech", "tech_sme"], "onBreach": "flag"}}'),
  ('hunan-2025', '湖南省知识价值信用贷款（2025 版，示例）', '43', '2025-06-16', null,
    '{"amount": {"max": "10000000.00", "onBreach": "flag"}, "term": {"max": 36, "onBreach": "refuse"}}'),
  ('hubei-2025', '湖北省知识价值信用贷款（2025 版，示例）', '42', '2025-01-01', null,
    '{"amount": {"max": "10000000.00", "onBreach": "flag"}, "term": {"max": 36, "onBreach": "refuse"},
      "rate": {"overLprBasisPoints": 150, "onBreach": "refuse"}}');
