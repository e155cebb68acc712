-- Accounts, sessions, second factors, failed sign-ins, idempotency keys and export links. Password and
-- token hashes are readable by the system actor only, and never reach the audit trail.

-- Whether a session is within its limits: its hours since the start, and its minutes since the last request. A request
-- is recorded at most once in half a minute (SESSION_USE_RECORDED_SECONDS), so the second limit is as much longer.
create function session_live(s session, at timestamptz) returns boolean
language sql stable
as $$
  select at < s.started_at + make_interval(hours => s.max_hours)
    and at <= coalesce((select u.used_at from session_use u where u.session_id = s.id), s.started_at)
      + make_interval(mins => s.idle_minutes, secs => 30)
$$;
grant execute on function session_live(session, timestamptz) to zhidai_system;

-- The account behind a session; no row when the session has ended or is beyond its limits, or the account is disabled.
-- Security definer: the service's own role reads no table; it learns of the one session whose id it was given.
create function session_open(session_id uuid, at timestamptz)
returns table (
  account_id uuid, login text, role text, display_name text, bank_code text, bank_name text, uscc text, firm_name text,
  regions text[], must_change_password boolean, second_factor boolean
)
language plpgsql stable security definer
set search_path = public, pg_temp
as $$
begin
  return query
  select a.id, a.login, acting_role(a.role), a.display_name, a.bank_code, (select b.name from bank b where b.code = a.bank_code),
    a.uscc, (select f.name from firm f where f.uscc = a.uscc), a.regions, a.must_change_password,
    exists (select from second_factor f where f.account_id = a.id and f.confirmed_at is not null)
  from session s
  join account a on a.id = s.account_id
  where s.id = session_id
    and s.ended_at is null
    and session_live(s, at)
    and not a.disabled;
end $$;
grant execute on function session_open(uuid, timestamptz) to zhidai_app;

-- ---- account ----

create trigger touch_version before update on account
for each row execute function touch_version();
create trigger audit_insert after insert on account referencing new table as new_rows
for each statement execute function audit_insert('account', 'id', 'password_hash', '');
create trigger audit_update after update on account referencing old table as old_rows new table as new_rows
for each statement execute function audit_update('account', 'id', 'password_hash', '');
create trigger audit_delete after delete on account referencing old table as old_rows
for each statement execute function audit_delete('account', 'id', 'password_hash', '');
create trigger audit_truncate before truncate on account
for each statement execute function audit_truncate();

alter table account enable row level security;
create policy admin_all on account for all to zhidai_admin, zhidai_security_admin
using ((select acting_as('zhidai_admin', 'zhidai_security_admin')))
with check ((select acting_as('zhidai_admin', 'zhidai_security_admin')));
create policy system_all on account for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));
grant select (
  id, login, role, display_name, bank_code, uscc, regions, must_change_password, password_changed_at, one_time_used_at,
  disabled, version, confirmation, awaits, awaits_regions, asked_by, asked_at, confirmed_by
) on account to zhidai_admin, zhidai_security_admin;
-- What they may write of a row is limited by the guards in 36-duties.sql.
grant insert, update on account to zhidai_admin, zhidai_security_admin;
grant insert, update on account to zhidai_system;
-- Nobody reads hashes of passwords but by sign_in_account, one by one.
grant select (
  id, login, role, display_name, bank_code, uscc, regions, must_change_password, password_changed_at, one_time_used_at,
  disabled, unlocked_at, version, confirmation, awaits, awaits_regions, asked_by, asked_at, confirmed_by
) on account to zhidai_system;

-- The account that signs in, or confirms its password, in this transaction: of the login that its actor was sealed with,
-- and of no other. Security definer: no role may read hashes of passwords.
create function sign_in_account()
returns table (id uuid, password_hash text, disabled boolean)
language plpgsql stable security definer
set search_path = public, pg_temp
as $$
begin
  perform require_acting_as('zhidai_system');
  return query
  select a.id, a.password_hash, a.disabled from account a where a.login = app_setting('sign_in');
end $$;
grant execute on function sign_in_account() to zhidai_system;

-- Whether the account that signs in is enabled and still has this hash; its row is locked until the end of the
-- transaction. Locked before it is compared: the comparison sees what a concurrent change has committed. Security
-- definer: no role may read hashes of passwords.
create function sign_in_confirm(p_hash text) returns boolean
language plpgsql volatile security definer
set search_path = public, pg_temp
as $$
begin
  perform require_acting_as('zhidai_system');
  perform from account a where a.login = app_setting('sign_in') for no key update;
  return exists (
    select from account a
    where a.login = app_setting('sign_in')
      and a.password_hash = p_hash
      and not a.disabled
  );
end $$;
grant execute on function sign_in_confirm(text) to zhidai_system;

-- ---- session and refresh_token ----

create trigger touch_version before update on session
for each row execute function touch_version();
create trigger audit_insert after insert on session referencing new table as new_rows
for each statement execute function audit_insert('session', 'id', 'max_hours,idle_minutes', '');
create trigger audit_update after update on session referencing old table as old_rows new table as new_rows
for each statement execute function audit_update('session', 'id', 'max_hours,idle_minutes', '');
create trigger audit_delete after delete on session referencing old table as old_rows
for each statement execute function audit_delete('session', 'id', 'max_hours,idle_minutes', '');
create trigger audit_truncate before truncate on session
for each statement execute function audit_truncate();

alter table session enable row level security;
create policy admin_all on session for all to zhidai_admin, zhidai_security_admin
using ((select acting_as('zhidai_admin', 'zhidai_security_admin')))
with check ((select acting_as('zhidai_admin', 'zhidai_security_admin')));
create policy system_all on session for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));
-- Housekeeping removes what has ended.
create policy system_delete on session as restrictive for delete to zhidai_system
using (ended_at is not null);
grant select, update on session to zhidai_admin, zhidai_security_admin;
grant select, insert, update, delete on session to zhidai_system;

alter table refresh_token enable row level security;
create policy system_all on refresh_token for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));
grant select, insert, update, delete on refresh_token to zhidai_system;

alter table session_use enable row level security;
create policy system_all on session_use for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));
grant select, insert, update, delete on session_use to zhidai_system;

-- ---- second_factor, second_factor_use and recovery_code: administrators may remove, not read a secret ----

create trigger touch_version before update on second_factor
for each row execute function touch_version();
create trigger audit_insert after insert on second_factor referencing new table as new_rows
for each statement execute function audit_insert('second_factor', 'account_id', 'secret', '');
create trigger audit_update after update on second_factor referencing old table as old_rows new table as new_rows
for each statement execute function audit_update('second_factor', 'account_id', 'secret', '');
create trigger audit_delete after delete on second_factor referencing old table as old_rows
for each statement execute function audit_delete('second_factor', 'account_id', 'secret', '');
create trigger audit_truncate before truncate on second_factor
for each statement execute function audit_truncate();

alter table second_factor enable row level security;
create policy admin_all on second_factor for all to zhidai_admin, zhidai_security_admin
using ((select acting_as('zhidai_admin', 'zhidai_security_admin')))
with check ((select acting_as('zhidai_admin', 'zhidai_security_admin')));
create policy system_all on second_factor for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));
grant select (account_id, confirmed_at), delete on second_factor to zhidai_admin, zhidai_security_admin;
grant select, insert, update, delete on second_factor to zhidai_system;

alter table second_factor_use enable row level security;
create policy admin_all on second_factor_use for all to zhidai_admin, zhidai_security_admin
using ((select acting_as('zhidai_admin', 'zhidai_security_admin')))
with check ((select acting_as('zhidai_admin', 'zhidai_security_admin')));
create policy system_all on second_factor_use for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));
grant select (account_id), delete on second_factor_use to zhidai_admin, zhidai_security_admin;
grant select, insert, update, delete on second_factor_use to zhidai_system;

alter table recovery_code enable row level security;
create policy admin_all on recovery_code for all to zhidai_admin, zhidai_security_admin
using ((select acting_as('zhidai_admin', 'zhidai_security_admin')))
with check ((select acting_as('zhidai_admin', 'zhidai_security_admin')));
create policy system_all on recovery_code for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));
grant select (account_id), delete on recovery_code to zhidai_admin, zhidai_security_admin;
grant select, insert, update, delete on recovery_code to zhidai_system;

-- ---- sign_in_failure ----

alter table sign_in_failure enable row level security;
create policy admin_all on sign_in_failure for all to zhidai_admin, zhidai_security_admin
using ((select acting_as('zhidai_admin', 'zhidai_security_admin')))
with check ((select acting_as('zhidai_admin', 'zhidai_security_admin')));
create policy system_all on sign_in_failure for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));
grant select, delete on sign_in_failure to zhidai_admin, zhidai_security_admin;
grant select, insert, delete on sign_in_failure to zhidai_system;

-- ---- idempotency_key: everybody their own ----

-- Whom a stored answer belongs to besides its account: an account that has moved to another bank starts anew.
-- It reads the actor, and so checks the seal, once: storing an answer asks for it by several policies.
create function idempotency_owner() returns text
language plpgsql stable parallel restricted
as $$
declare
  who constant text := acting();
begin
  return concat_ws(
    ' ', actor_member(who, 'role'), actor_member(who, 'bank'), actor_member(who, 'uscc'), actor_member(who, 'regions')
  );
end $$;
grant execute on function idempotency_owner()
to zhidai_officer, zhidai_auditor, zhidai_admin, zhidai_system_admin, zhidai_security_admin, zhidai_system;

-- The answer that is stored under a key of the transaction's account, if there is one. An advisory lock (7308), held
-- until the end of the transaction, makes requests with the same key wait for each other. It is taken in a statement
-- before the SELECT, so that a request that has waited finds the answer of the one before.
--
-- The transaction that stored the answer may be visible without being on a synchronous standby (its wait was cancelled, or
-- the server was restarted meanwhile). The empty message makes the commit of the repeated request wait for it.
create function idempotency_answer(p_route text, p_key text, p_kept_since timestamptz)
returns table (body_hash bytea, status integer, headers jsonb, body text)
language plpgsql volatile
as $$
declare
  own_account constant uuid := app_setting('account');
begin
  perform pg_advisory_xact_lock(7308, hashtext(concat_ws(' ', own_account, p_route, p_key)));
  return query
  select k.body_hash, k.status, k.headers, k.body
  from idempotency_key k
  where k.account_id = own_account
    and k.belongs_to = idempotency_owner()
    and k.route = p_route
    and k.key = p_key
    and k.created_at >= p_kept_since;
  if found then
    perform pg_logical_emit_message(true, 'zhidai', ''::text);
  end if;
end $$;
grant execute on function idempotency_answer(text, text, timestamptz)
to zhidai_officer, zhidai_auditor, zhidai_admin, zhidai_system_admin, zhidai_security_admin, zhidai_system;

alter table idempotency_key enable row level security;
create policy officer_all on idempotency_key for all to zhidai_officer
using (account_id = (select app_setting('account')::uuid) and belongs_to = (select idempotency_owner()))
with check (account_id = (select app_setting('account')::uuid) and belongs_to = (select idempotency_owner()));
create policy auditor_all on idempotency_key for all to zhidai_auditor
using (account_id = (select app_setting('account')::uuid) and belongs_to = (select idempotency_owner()))
with check (account_id = (select app_setting('account')::uuid) and belongs_to = (select idempotency_owner()));
create policy admin_all on idempotency_key for all to zhidai_admin, zhidai_system_admin, zhidai_security_admin
using (account_id = (select app_setting('account')::uuid) and belongs_to = (select idempotency_owner()))
with check (account_id = (select app_setting('account')::uuid) and belongs_to = (select idempotency_owner()));
create policy system_all on idempotency_key for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));
grant select, insert, update, delete on idempotency_key
to zhidai_officer, zhidai_auditor, zhidai_admin, zhidai_system_admin, zhidai_security_admin, zhidai_system;

-- ---- export_link: who took which table away, and when ----

create trigger touch_version before update on export_link
for each row execute function touch_version();
create trigger audit_insert after insert on export_link referencing new table as new_rows
for each statement execute function audit_insert('export', 'id', 'hash,session_id', '');
create trigger audit_update after update on export_link referencing old table as old_rows new table as new_rows
for each statement execute function audit_update('export', 'id', 'hash,session_id', '');
create trigger audit_delete after delete on export_link referencing old table as old_rows
for each statement execute function audit_delete('export', 'id', 'hash,session_id', '');
create trigger audit_truncate before truncate on export_link
for each statement execute function audit_truncate();

alter table export_link enable row level security;
create policy officer_insert on export_link for insert to zhidai_officer
with check (account_id = (select app_setting('account')::uuid));
create policy auditor_insert on export_link for insert to zhidai_auditor
with check (account_id = (select app_setting('account')::uuid));
create policy firm_insert on export_link for insert to zhidai_firm
with check (account_id = (select app_setting('account')::uuid));
create policy system_all on export_link for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));
grant insert (id, hash, account_id, session_id, what, format, filters, language, created_at, expires_at) on export_link
to zhidai_officer, zhidai_auditor, zhidai_firm;
grant select, update (used_at), delete on export_link to zhidai_system;
