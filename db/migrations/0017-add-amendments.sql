-- Corrections of accepted filings: proposed by one person, accepted by another. The old values count until then.
create table amendment (
  id uuid primary key,
  filing_id uuid not null references filing,
  bank_code text collate "C" not null,
  uscc text collate "C" not null,
  state text collate "C" not null check (state in ('proposed', 'accepted', 'refused', 'withdrawn')),
  before jsonb not null,
  after jsonb not null,
  reason text not null,
  flags jsonb not null default '[]',
  flags_other jsonb not null default '[]',
  in_review boolean not null generated always as (flags_other <> '[]') stored,
  proposed_by uuid not null references account,
  proposer text collate "C" not null,
  proposer_role text collate "C" not null,
  proposed_at timestamptz not null,
  first_accepted_by uuid references account,
  first_accepter text collate "C",
  first_accepted_at timestamptz,
  decided_by uuid references account,
  decider text collate "C",
  decided_at timestamptz,
  decision_reason text,
  version integer not null default 1
);
comment on column amendment.bank_code is 'of the filing, as is uscc; written by the database';
comment on column amendment.before is 'the changed columns of the filing as they were; written by the database';
comment on column amendment.after is 'the changed columns of the filing as they are to be';
comment on column amendment.flags is 'what the check of the amended filing has found, at the proposal or at its acceptance';
comment on column amendment.flags_other is 'flags that rest on what another bank filed: readable by auditors only';
comment on column amendment.proposer is 'the login; the account is proposed_by';
comment on column amendment.first_accepted_by is 'the first of two auditors, for a filing that counts in a closed year';
create unique index amendment_open on amendment (filing_id) where state = 'proposed';
create index amendment_filing on amendment (filing_id, proposed_at);
create index amendment_newest on amendment (proposed_at, id);

alter table filing
  add column pending_amendment uuid,
  add column amended_at timestamptz;
comment on column filing.pending_amendment is 'the amendment that awaits a decision; written by the database only';
comment on column filing.amended_at is 'when the latest amendment was accepted; written by the database only';
