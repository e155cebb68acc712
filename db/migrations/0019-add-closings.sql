-- Years whose totals two auditors have closed, and codes by which printed figures and receipts can be checked.

create table closing (
  id uuid primary key,
  year integer not null check (year between 1900 and 2999),
  basis text collate "C" not null check (basis in ('filed', 'disbursed')),
  state text collate "C" not null check (state in ('proposed', 'closed', 'withdrawn', 'reopened')),
  note text,
  proposed_by uuid not null references account,
  proposed_name text not null,
  proposed_at timestamptz not null,
  closed_by uuid references account,
  closed_name text,
  closed_at timestamptz,
  posting_no bigint references posting,
  definition integer,
  answer json,
  digest bytea check (length(digest) = 32),
  ended_by uuid references account,
  ended_name text,
  ended_at timestamptz,
  end_reason text,
  version integer not null default 1,
  constraint closing_by_two check (closed_by <> proposed_by),
  constraint closing_complete check (
    num_nulls(closed_by, closed_name, closed_at, posting_no, definition, answer, digest) = case
      when state in ('closed', 'reopened') then 0
      else 7
    end
    and num_nulls(ended_by, ended_name, ended_at, end_reason) = case when state in ('withdrawn', 'reopened') then 0 else 4 end
  )
);
comment on table closing is 'closings of years: proposed by one auditor, closed by another; a reopened year is closed again by a new row';
comment on column closing.proposed_name is 'the display name of then, for documents';
comment on column closing.posting_no is 'the posting that the closed totals stand on';
comment on column closing.definition is 'the version of the definition of the figures';
comment on column closing.answer is 'the totals by year, month, bank, region and status, as text';
comment on column closing.digest is 'SHA-256 of that text';
create unique index closing_open on closing (year, basis) where state in ('proposed', 'closed');

create table proof (
  code text collate "C" primary key check (code ~ '^[0-9A-HJKMNP-TV-Z]{12}$'),
  kind text collate "C" not null check (kind in ('figure', 'export', 'print', 'receipt')),
  created_at timestamptz not null,
  account_id uuid not null references account,
  posting_no bigint not null references posting,
  bank_code text collate "C" references bank,
  regions text[],
  uscc text collate "C" references firm,
  query jsonb,
  doc_no text,
  published_on date,
  text text,
  filing_id uuid references filing,
  filing_version integer,
  check ((kind = 'receipt') = (filing_id is not null) and (kind = 'receipt') = (query is null)),
  check ((kind = 'figure') = (doc_no is not null))
);
comment on table proof is 'codes on published, exported and printed totals and on receipts';
comment on column proof.posting_no is 'the posting that the figures or the receipt stand on';
comment on column proof.query is 'of the totals: years, basis, columns, filters';
comment on column proof.bank_code is 'with regions and uscc: whose totals these are, the row scope of the account that asked';
create unique index proof_receipt on proof (filing_id, filing_version) where kind = 'receipt';
create index proof_figures on proof (created_at, code) where kind = 'figure';
