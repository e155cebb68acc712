-- The access log: written in the background by the system, read by auditors, changed by nobody.

-- No entry changes, and none goes before its time: 180 days whatever the setting says, by the clock of the server.
create function refuse_access_log_change() returns trigger
language plpgsql
as $$
begin
  if tg_op = 'DELETE' then
    if old.at < now() - interval '180 days' then return old; end if;
  end if;
  raise exception 'the access log is append-only' using errcode = 'ZD003';
end $$;
create trigger access_log_append_only before update or delete on access_log
for each row execute function refuse_access_log_change();
create trigger access_log_no_truncate before truncate on access_log
for each statement execute function refuse_access_log_change();

-- Appends entries in the order of their n. An entry of kind foreign is a request that was answered with "not found". It
-- is kept only if the record exists and the account may not see it; the conditions at the end must match the policies (in
-- order: filings, imports, firms for a firm, for a bank, for an auditor). This runs after the answer was sent, so the time
-- of an answer does not show whether the record exists. A
-- failed sign-in names its account where there is one.
create function access_log_write(p_entries json) returns void
language plpgsql volatile
set enable_seqscan = off
as $$
begin
  insert into access_log (
    at, kind, outcome, account_id, actor, role, bank_code, regions, address, route, object, request_id
  )
  select e.at, e.kind, e.outcome, coalesce(e.account_id, a.id), coalesce(e.actor, a.login), coalesce(e.role, a.role),
    coalesce(e.bank_code, a.bank_code),
    coalesce(
      nullif(array_remove(array[f.region_code, m.region_code, e.region_code], null), '{}'),
      i.regions, e.regions, a.regions
    ),
    e.address, e.route, e.type || '/' || e.object_id, e.request_id
  from json_to_recordset(p_entries) e (
    n integer, at timestamptz, kind text, outcome text, account_id uuid, actor text, login text, role text, bank_code text, uscc text,
    regions text[], address text, route text, type text, object_id text, region_code text, request_id text
  )
  left join lateral (
    select a.id, a.login, a.role, a.bank_code, a.regions from account a where a.login = e.login
  ) a on true
  left join lateral (
    select f.bank_code, f.uscc, f.region_code
    from filing f
    where f.id = case when e.type = 'filing' then e.object_id::uuid end
  ) f on true
  left join lateral (
    select m.uscc, m.region_code, m.listed from firm m where e.type = 'firm' and m.uscc = e.object_id
  ) m on true
  left join lateral (
    select i.id, i.bank_code, i.regions
    from import i
    where i.id = case when e.type = 'import' then e.object_id::uuid end
  ) i on true
  where e.kind <> 'foreign'
    or case
      when f.bank_code is not null then
        f.bank_code <> e.bank_code or f.uscc <> e.uscc or not f.region_code = any (e.regions)
      when i.id is not null then
        i.bank_code is distinct from e.bank_code or not coalesce(i.regions <@ e.regions, e.regions is null)
      when e.uscc is not null then m.uscc <> e.uscc
      when e.bank_code is not null then
        not m.listed
        and not exists (select from filing g where g.uscc = m.uscc and g.bank_code = e.bank_code)
      else
        not m.listed
        and not m.region_code = any (e.regions)
        and not exists (select from filing g where g.uscc = m.uscc and g.region_code = any (e.regions))
    end
  order by e.n;
end $$;
grant execute on function access_log_write(json) to zhidai_system;

-- Deletes the entries from before an instant. Security definer: no role may delete entries; it deletes none before its time
-- (refuse_access_log_change).
create function access_log_forget(p_before timestamptz) returns void
language plpgsql volatile security definer
set search_path = public, pg_temp
as $$
begin
  perform require_acting_as('zhidai_system');
  delete from access_log where at < p_before;
end $$;
grant execute on function access_log_forget(timestamptz) to zhidai_system;

alter table access_log enable row level security;
-- A regional auditor reads what belongs to one of the own regions, or to none.
create policy auditor_select on access_log for select to zhidai_auditor
using (
  (select app_setting('regions')) = '*'
  or regions is null
  or regions && string_to_array((select app_setting('regions')), ',')
);
-- The audit administrator reads all of it: it names records by their keys, and holds nothing of their contents.
create policy audit_admin_select on access_log for select to zhidai_audit_admin
using ((select acting_as('zhidai_audit_admin')));
create policy system_select on access_log for select to zhidai_system
using ((select acting_as('zhidai_system')));
create policy system_insert on access_log for insert to zhidai_system
with check ((select acting_as('zhidai_system')));
grant select on access_log to zhidai_auditor, zhidai_audit_admin;
grant select, insert on access_log to zhidai_system;
