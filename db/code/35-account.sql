-- Accounts, sessions, failed sign-ins, idempotency keys and export links. Password and token hashes are readable by the
-- system actor only, and never reach the audit trail.

-- The account behind a live session; no row when the session has ended or the account is disabled. Security definer:
-- the service's own role reads no table; it learns of the one session whose id it was given.
create function session_open(session_id uuid)
returns table (
  account_id uuid, login text, role text, display_name text, bank_code text, bank_name text, uscc text, firm_name text,
  regions text[], must_change_password boolean
)
language plpgsql stable security definer
set search_path = public, pg_temp
as $$
begin
  return query
  select a.id, a.login, a.role, a.display_name, a.bank_code, (select b.name from bank b where b.code = a.bank_code),
    a.uscc, (select f.name from firm f where f.uscc = a.uscc), a.regions, a.must_change_password
  from session s
  join account a on a.id = s.account_id
  where s.id = session_id
    and s.ended_at is null
    and not a.disabled;
end $$;
grant execute on function session_open(uuid) to zhidai_app;

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
create policy admin_all on account for all to zhidai_admin
using (true)
with check (true);
create policy system_all on account for all to zhidai_system
using (true)
with check (true);
grant select (
  id, login, role, display_name, bank_code, uscc, regions, must_change_password, password_changed_at, disabled, version
) on account to zhidai_admin;
grant insert, update on account to zhidai_admin;
grant select, insert, update on account to zhidai_system;

-- ---- session and refresh_token ----

create trigger touch_version before update on session
for each row execute function touch_version();
create trigger audit_insert after insert on session referencing new table as new_rows
for each statement execute function audit_insert('session', 'id', '', '');
create trigger audit_update after update on session referencing old table as old_rows new table as new_rows
for each statement execute function audit_update('session', 'id', '', '');
create trigger audit_delete after delete on session referencing old table as old_rows
for each statement execute function audit_delete('session', 'id', '', '');
create trigger audit_truncate before truncate on session
for each statement execute function audit_truncate();

alter table session enable row level security;
create policy admin_all on session for all to zhidai_admin
using (true)
with check (true);
create policy system_all on session for all to zhidai_system
using (true)
with check (true);
grant select, update on session to zhidai_admin;
grant select, insert, update on session to zhidai_system;

alter table refresh_token enable row level security;
create policy system_all on refresh_token for all to zhidai_system
using (true)
with check (true);
grant select, insert, update, delete on refresh_token to zhidai_system;

-- ---- sign_in_failure ----

alter table sign_in_failure enable row level security;
create policy admin_all on sign_in_failure for all to zhidai_admin
using (true)
with check (true);
create policy system_all on sign_in_failure for all to zhidai_system
using (true)
with check (true);
grant select, delete on sign_in_failure to zhidai_admin;
grant select, insert, delete on sign_in_failure to zhidai_system;

-- ---- idempotency_key: everybody their own ----

-- The answer that is stored under a key of the transaction's account, if there is one. An advisory lock (7308), held
-- until the end of the transaction, makes requests with the same key wait for each other. It is taken in a statement
-- before the SELECT, so that a request that has waited finds the answer of the one before.
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
    and k.route = p_route
    and k.key = p_key
    and k.created_at >= p_kept_since;
end $$;
grant execute on function idempotency_answer(text, text, timestamptz)
to zhidai_officer, zhidai_auditor, zhidai_admin, zhidai_system;

alter table idempotency_key enable row level security;
create policy officer_all on idempotency_key for all to zhidai_officer
using (account_id = (select app_setting('account')::uuid))
with check (account_id = (select app_setting('account')::uuid));
create policy auditor_all on idempotency_key for all to zhidai_auditor
using (account_id = (select app_setting('account')::uuid))
with check (account_id = (select app_setting('account')::uuid));
create policy admin_all on idempotency_key for all to zhidai_admin
using (account_id = (select app_setting('account')::uuid))
with check (account_id = (select app_setting('account')::uuid));
create policy system_all on idempotency_key for all to zhidai_system
using (true)
with check (true);
grant select, insert, update, delete on idempotency_key to zhidai_officer, zhidai_auditor, zhidai_admin, zhidai_system;

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
using (true)
with check (true);
grant insert (id, hash, account_id, session_id, what, format, filters, language, created_at, expires_at) on export_link
to zhidai_officer, zhidai_auditor, zhidai_firm;
grant select, update (used_at) on export_link to zhidai_system;
