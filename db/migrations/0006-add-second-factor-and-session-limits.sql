-- A second factor for accounts; sessions with an absolute and an idle limit, and the device that opened them; one-time
-- passwords that work once. What exists already gets the limits of its session from the defaults.

alter table account add column one_time_used_at timestamptz;
comment on column account.one_time_used_at is 'when the one-time password was used to sign in; null for a new one';

alter table session
  add column device text,
  add column max_hours integer not null default 12 check (max_hours > 0),
  add column idle_minutes integer not null default 30 check (idle_minutes > 0);
comment on column session.device is 'browser and system in words, from the User-Agent of the sign-in';

-- Apart from session, whose changes are audited. Updated often: room for the new versions of a row on its own page.
create table session_use (
  session_id uuid primary key references session,
  used_at timestamptz not null
) with (fillfactor = 50);
comment on table session_use is 'the last request of a session, recorded at most once in half a minute';

create table second_factor (
  account_id uuid primary key references account,
  secret bytea not null,
  key_id text collate "C" not null,
  begun_at timestamptz not null,
  confirmed_at timestamptz,
  recovery_codes_left integer not null default 0 check (recovery_codes_left >= 0),
  version integer not null default 1
);
comment on table second_factor is 'the TOTP secret of an account; in use once it is confirmed';
comment on column second_factor.secret is 'encrypted with a key derived from the signing key that key_id names';

-- Apart from second_factor, whose changes are audited.
create table second_factor_use (
  account_id uuid primary key references account,
  last_step bigint not null
);
comment on table second_factor_use is 'the time step of the last code that was accepted; codes of it and of earlier steps are refused';

create table recovery_code (
  account_id uuid not null references account,
  hash bytea not null,
  primary key (account_id, hash)
);
comment on table recovery_code is 'unused recovery codes, as SHA-256 of a random code of 80 bits; a used one is deleted';
