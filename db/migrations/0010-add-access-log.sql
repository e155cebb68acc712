-- Who tried what, and who looked at what: requests that change nothing and so are not in the audit trail.
create table access_log (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  kind text collate "C" not null check (kind in ('sign_in', 'refused', 'foreign', 'export', 'check', 'look')),
  outcome text collate "C" not null,
  account_id uuid,
  actor text collate "C",
  role text collate "C",
  bank_code text collate "C",
  regions text[],
  address text collate "C" not null,
  route text collate "C" not null,
  object text collate "C",
  request_id text collate "C" not null
);
comment on table access_log is 'requests worth knowing that change nothing; append-only, kept for ACCESS_LOG_DAYS';
comment on column access_log.kind is 'failed sign-in, refusal, 404 of a record that others may see, file, check of a loan, look at a single filing';
comment on column access_log.outcome is 'OK, ABORTED (the client hung up), or the code of the problem';
comment on column access_log.actor is 'the login; null for a sign-in with an unknown one, whose text may be a password';
comment on column access_log.bank_code is 'of the account at that time';
comment on column access_log.regions is 'where the object lies, or what the account is limited to; null: no region';
comment on column access_log.object is 'type/id of the record, or file/name';
create index access_log_kind on access_log (kind, id);
create index access_log_actor on access_log (actor, id);
create index access_log_bank on access_log (bank_code, id) where bank_code is not null;
create index access_log_object on access_log (object, id) where object is not null;
create index access_log_address on access_log (address, id);
create index access_log_at on access_log (at);
