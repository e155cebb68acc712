-- What one bank could learn of another: by the numbers of its filings, by an answer that is kept for repetitions after its
-- account has moved, by checks of firms that it does not finance.

-- filing_number counts; what is shown is a permutation of the count (filing_serial) in nine digits. Numbers from before
-- have six, so none comes twice.
alter sequence filing_number maxvalue 900000000;
create table filing_number_secret (
  only_row boolean primary key default true check (only_row),
  secret bytea not null check (length(secret) = 32)
);
comment on table filing_number_secret is 'the secret that permutes filing numbers; never changes, and no role may read it';
insert into filing_number_secret (secret)
values (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));

alter table idempotency_key add column belongs_to text collate "C";
update idempotency_key k
set belongs_to = concat_ws(' ', a.role, a.bank_code, a.uscc, array_to_string(a.regions, ','))
from account a
where a.id = k.account_id;
delete from idempotency_key where belongs_to is null;
alter table idempotency_key
  drop constraint idempotency_key_pkey,
  add primary key (account_id, belongs_to, route, key);
comment on column idempotency_key.belongs_to is 'role, bank, firm and regions of the account at that time: it is answered again to the same alone';

create table checked_firm (
  account_id uuid not null,
  day date not null,
  uscc text collate "C" not null,
  primary key (account_id, day, uscc)
);
comment on table checked_firm is 'the firms that an account has checked filings of on a day, to limit how many; kept for that day';
