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
  year integer not null,
  month integer not null,
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
  primary key (basis, grain, region_code, bank_code, year, month, status)
) with (fillfactor = 80);
comment on table total_sum is 'sums by bank, and by bank and region; those of all banks are added up from them';
comment on column total_sum.entries is 'how many ledger entries the cell consists of';
comment on column total_sum.amount_rate is 'sum of amount_fen times annual_rate_e4';

create table total_firms (
  basis text collate "C" not null check (basis in ('filed', 'disbursed')),
  grain text collate "C" not null check (grain in ('ever', 'year', 'month')),
  year integer not null,
  month integer not null,
  bank_code text collate "C" not null,
  region_code text collate "C" not null,
  statuses integer not null,
  firms integer not null,
  primary key (basis, grain, region_code, bank_code, year, month, statuses)
) with (fillfactor = 80);
comment on table total_firms is 'distinct firms by the statuses of the filings that they have in the cell';
comment on column total_firms.statuses is 'status_bits of these filings, together';
