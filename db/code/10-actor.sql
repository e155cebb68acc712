-- Who acts. A transaction announces actor, role, bank, firm, regions, action, reason and instant as settings named
-- app.*; policies, triggers and the audit trail read them here. src/data/as-actor.ts announces them. Policies trust
-- these settings: only definer functions that have checked a session, and the service's transactions, may set them.

grant usage on schema public
to zhidai_app, zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_admin, zhidai_system;

-- A setting of the transaction, or null. After "set local" a pooled connection returns '' instead of null.
create function app_setting(name text) returns text
language sql stable parallel safe
as $$
  select nullif(current_setting('app.' || name, true), '')
$$;
grant execute on function app_setting(text)
to zhidai_app, zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_admin, zhidai_system;

-- The time of the transaction. It is set, not read from the clock: history and demonstration data have times of their
-- own.
create function app_now() returns timestamptz
language sql stable parallel safe
as $$
  select nullif(current_setting('app.now', true), '')::timestamptz
$$;
grant execute on function app_now()
to zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_admin, zhidai_system;

create function shanghai_day(instant timestamptz) returns date
language sql immutable parallel safe
as $$
  select (instant at time zone 'Asia/Shanghai')::date
$$;
grant execute on function shanghai_day(timestamptz)
to zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_admin, zhidai_system;

create function touch_version() returns trigger
language plpgsql
as $$
begin
  new.version := old.version + 1;
  return new;
end $$;

-- Triggers that refuse changes of codes to which other tables refer without a foreign key.
create function refuse_code_change() returns trigger
language plpgsql
as $$
begin
  raise exception 'the code of a % cannot change, nor can its row be deleted', tg_table_name using errcode = 'ZD002';
end $$;

-- Refuses REPEATABLE READ: a row lock protects what is read after it only if every statement has a snapshot of its own.
create function require_read_committed() returns void
language plpgsql stable
as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'filings and qualifications are written in READ COMMITTED, or their links could be wrong'
      using errcode = 'ZD004';
  end if;
end $$;
grant execute on function require_read_committed()
to zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_admin, zhidai_system;

-- Read by the readiness check.
grant select on kysely_migration, code_version to zhidai_system;
