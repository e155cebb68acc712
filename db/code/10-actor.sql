-- Who acts. The opening statement of a transaction (src/data/as-actor.ts) seals the actor: database role, account, bank,
-- firm, regions, action, instant and so on, as one text in the setting app.acting, after a hash of this text, the
-- connection, the start of the transaction and a key that no role can read. Policies, triggers and functions read the
-- actor by acting(), app_setting() and acting_as(), which know of none unless the seal is that of this transaction. So
-- any SQL may write app.acting, or become another role, and is nobody then.

grant usage on schema public
to zhidai_app, zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_admin, zhidai_system_admin, zhidai_security_admin,
  zhidai_audit_admin, zhidai_system;

-- Security definer: no role may read the key. Declared immutable although it reads a table: the row never changes, so
-- the plans of a connection keep the key instead of reading it for every check. Nobody is granted it.
create function actor_key() returns bytea
language plpgsql immutable parallel safe security definer
set search_path = public, pg_temp
as $$
begin
  return (select key from actor_key);
end $$;

-- The seal of an actor in this transaction. The key stands at both ends, so that no longer text can be derived from the
-- hash of a shorter one. The bytes of the instant do not depend on DateStyle or TimeZone. Called by definers only.
create function actor_seal(actor text) returns text
language sql stable parallel restricted
as $$
  select encode(
    sha256(
      actor_key() || int4send(pg_backend_pid()) || timestamptz_send(transaction_timestamp())
      || convert_to(actor, 'UTF8') || actor_key()
    ),
    'hex'
  )
$$;

-- Security definer: it compares with the key. Raises for whoever does not know it.
create function require_actor_key(p_key text) returns void
language plpgsql stable security definer
set search_path = public, pg_temp
as $$
begin
  if p_key is distinct from encode(actor_key(), 'hex') then
    raise exception 'actors are sealed by the service alone' using errcode = '42501';
  end if;
end $$;

-- An actor with its seal, to be set as app.acting. Security definer: it reads the key, for those who know it.
create function actor_sealed(p_key text, p_actor text) returns text
language plpgsql stable security definer
set search_path = public, pg_temp
as $$
begin
  perform require_actor_key(p_key);
  return actor_seal(p_actor) || p_actor;
end $$;
grant execute on function actor_sealed(text, text) to zhidai_app;

-- The actor of this transaction, or null. The owner of the tables, whom no seal could stop, announces itself by plain
-- settings (migrations). Security definer: it reads the key; it shows the caller its own actor only.
create function acting() returns text
language plpgsql stable parallel restricted security definer
set search_path = public, pg_temp
as $$
declare
  sealed constant text := current_setting('app.acting', true);
begin
  if left(sealed, 64) = actor_seal(substr(sealed, 65)) then return substr(sealed, 65); end if;
  if current_setting('role') = 'none' and pg_has_role(session_user, current_user, 'member') then
    return (
      select E'\x1fdatabase_role=owner'
        || string_agg(E'\x1f' || name || '=' || coalesce(current_setting('app.' || name, true), ''), '')
        || E'\x1f'
      from unnest(
        array['account', 'actor', 'role', 'bank', 'uscc', 'regions', 'action', 'reason', 'now', 'request', 'bulk']
      ) name
    );
  end if;
  return null;
end $$;
grant execute on function acting()
to zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_admin, zhidai_system_admin, zhidai_security_admin,
  zhidai_audit_admin, zhidai_system;

-- A member of an actor, or null: database_role, role, account, bank, uscc, regions ('*' for all), now, sign_in, bulk,
-- request, action, actor, reason. An actor is a text of members, each after a unit separator (U+001F) and its name, always
-- all and in this order: of two of one name, the first counts.
create function actor_member(actor text, name text) returns text
language sql immutable parallel safe
as $$
  select nullif(split_part(split_part(actor, E'\x1f' || name || '=', 2), E'\x1f', 1), '')
$$;
grant execute on function actor_member(text, text)
to zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_admin, zhidai_system_admin, zhidai_security_admin,
  zhidai_audit_admin, zhidai_system;

create function app_setting(name text) returns text
language sql stable parallel restricted
as $$
  select actor_member(acting(), name)
$$;
grant execute on function app_setting(text)
to zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_admin, zhidai_system_admin, zhidai_security_admin,
  zhidai_audit_admin, zhidai_system;

-- Whether the actor is one of these database roles. Policies name the role that they are for, because a statement may run
-- as another role than that of its actor.
create function acting_as(variadic roles text[]) returns boolean
language sql stable parallel restricted
as $$
  select coalesce(actor_member(acting(), 'database_role') = any (roles || array['owner']), false)
$$;
grant execute on function acting_as(text[])
to zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_admin, zhidai_system_admin, zhidai_security_admin,
  zhidai_audit_admin, zhidai_system;

-- The first statement of functions that run with their owner's rights: any role may become one that is granted them.
create function require_acting_as(variadic roles text[]) returns void
language plpgsql stable
as $$
begin
  if not acting_as(variadic roles) then
    raise exception 'only % may do this', array_to_string(roles, ', ') using errcode = '42501';
  end if;
end $$;

-- The time of the transaction. It is set, not read from the clock: history and demonstration data have times of their
-- own.
create function app_now() returns timestamptz
language sql stable parallel restricted
as $$
  select actor_member(acting(), 'now')::timestamptz
$$;
grant execute on function app_now()
to zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_admin, zhidai_system_admin, zhidai_security_admin,
  zhidai_audit_admin, zhidai_system;

create function shanghai_day(instant timestamptz) returns date
language sql immutable parallel safe
as $$
  select (instant at time zone 'Asia/Shanghai')::date
$$;
grant execute on function shanghai_day(timestamptz)
to zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_admin, zhidai_system_admin, zhidai_security_admin,
  zhidai_audit_admin, zhidai_system;

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
to zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_admin, zhidai_system_admin, zhidai_security_admin,
  zhidai_audit_admin, zhidai_system;

-- Read by the readiness check.
grant select on kysely_migration, code_version to zhidai_system;
