-- The audit trail: who changed what, when, as which role and why. Statement-level triggers write one event per changed
-- row, in the statement that makes the change, with the actor that the transaction announced; a change without one is
-- refused.
--
-- An audited table has the four triggers audit_insert, audit_update, audit_delete and audit_truncate, with arguments:
--   1. the type of its records in the trail
--   2. the columns of its key, separated by commas
--   3. the columns that never reach the trail (hashes, derived columns)
--   4. the columns whose values only auditors may read there (trail.restricted), as they disclose filings of other banks
-- Events take bank_code, uscc and region_code from the row, where it has them.

create function refuse_trail_change() returns trigger
language plpgsql
as $$
begin
  raise exception 'the audit trail is append-only' using errcode = 'ZD003';
end $$;
create trigger trail_append_only before update or delete on trail
for each row execute function refuse_trail_change();
create trigger trail_no_truncate before truncate on trail
for each statement execute function refuse_trail_change();

create function audit_truncate() returns trigger
language plpgsql
as $$
begin
  raise exception 'TRUNCATE of % would leave no audit trail', tg_table_name using errcode = 'ZD003';
end $$;

create function require_actor(tbl text, who text) returns void
language plpgsql stable
as $$
begin
  if (actor_member(who, 'actor') || actor_member(who, 'role') || actor_member(who, 'action') || actor_member(who, 'now')) is null then
    raise exception 'a change of % needs an announced actor, role, action and instant', tbl using errcode = 'ZD001';
  end if;
end $$;

-- The key of a record as one text: its columns joined by slashes.
create function audit_record_id(record jsonb, keys text[]) returns text
language sql immutable parallel safe
as $$
  select string_agg(record ->> key, '/' order by place) from unnest(keys) with ordinality k (key, place)
$$;

-- The named members of a record.
create function audit_members(record jsonb, names text[]) returns jsonb
language sql immutable parallel safe
as $$
  select jsonb_object_agg(name, record -> name) from unnest(names) name
$$;

-- The three functions below are security definer because no role may write the trail itself: it could forge events.
-- Each writes only the rows that its statement changed.

-- "offset 0" makes PostgreSQL convert each row to JSON once, and not for every column that is taken from it.
create function audit_insert() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
declare
  keys constant text[] := string_to_array(tg_argv[1], ',');
  restricted_columns constant text[] := string_to_array(tg_argv[3], ',');
  left_out constant text[] := string_to_array(tg_argv[2], ',') || restricted_columns || array['version'];
  who constant text := acting();
begin
  if not exists (select from new_rows) then return null; end if;
  perform require_actor(tg_table_name, who);
  insert into trail (
    at, actor_id, actor, role, action, reason, request_id, type, record_id, version, bank_code, uscc, region_code, after,
    restricted
  )
  select actor_member(who, 'now')::timestamptz, actor_member(who, 'account')::uuid, actor_member(who, 'actor'), actor_member(who, 'role'), actor_member(who, 'action'),
    actor_member(who, 'reason'), actor_member(who, 'request'), tg_argv[0],
    case when cardinality(keys) = 1 then n.record ->> keys[1] else audit_record_id(n.record, keys) end,
    (n.record ->> 'version')::integer, n.record ->> 'bank_code', n.record ->> 'uscc', n.record ->> 'region_code',
    jsonb_strip_nulls(n.record - left_out),
    case when restricted_columns <> '{}' then
      jsonb_build_object('after', (select jsonb_object_agg(name, n.record -> name) from unnest(restricted_columns) name))
    end
  from (select to_jsonb(r) as record from new_rows r offset 0) n;
  return null;
end $$;

-- Rows are paired by hashing: a plan made for few rows, which a session keeps, would compare each with each later.
create function audit_update() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
set enable_nestloop = off
set enable_mergejoin = off
as $$
declare
  keys constant text[] := string_to_array(tg_argv[1], ',');
  hidden_columns constant text[] := string_to_array(tg_argv[2], ',');
  restricted_columns constant text[] := string_to_array(tg_argv[3], ',');
  left_out constant text[] := hidden_columns || restricted_columns || array['version'];
  who constant text := acting();
begin
  if not exists (select from new_rows) then return null; end if;
  perform require_actor(tg_table_name, who);
  insert into trail (
    at, actor_id, actor, role, action, reason, request_id, type, record_id, version, bank_code, uscc, region_code, before,
    after, restricted
  )
  select actor_member(who, 'now')::timestamptz, actor_member(who, 'account')::uuid, actor_member(who, 'actor'), actor_member(who, 'role'), actor_member(who, 'action'),
    actor_member(who, 'reason'), actor_member(who, 'request'), tg_argv[0], n.record_id, (n.record ->> 'version')::integer,
    n.record ->> 'bank_code', n.record ->> 'uscc', n.record ->> 'region_code', changed.before, changed.after,
    case when restricted.changed then
      jsonb_build_object(
        'before', audit_members(o.record, restricted_columns),
        'after', audit_members(n.record, restricted_columns)
      )
    end
  from (
    select audit_record_id(r.record, keys) as record_id, r.record
    from (select to_jsonb(n) as record from new_rows n offset 0) r
    offset 0
  ) n
  join (
    select audit_record_id(r.record, keys) as record_id, r.record
    from (select to_jsonb(o) as record from old_rows o offset 0) r
    offset 0
  ) o using (record_id)
  cross join lateral (
    select jsonb_object_agg(e.key, o.record -> e.key) as before, jsonb_object_agg(e.key, e.value) as after
    from jsonb_each(n.record - left_out) e
    where e.value is distinct from o.record -> e.key
  ) changed
  cross join lateral (
    select coalesce(bool_or(n.record -> name is distinct from o.record -> name), false) as changed
    from unnest(restricted_columns) name
  ) restricted
  cross join lateral (
    select coalesce(bool_or(n.record -> name is distinct from o.record -> name), false) as changed
    from unnest(hidden_columns) name
  ) hidden
  where changed.after is not null
    or restricted.changed
    -- A change of hidden columns alone is an event, though without values.
    or hidden.changed;
  return null;
end $$;

create function audit_delete() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
declare
  keys constant text[] := string_to_array(tg_argv[1], ',');
  left_out constant text[] := string_to_array(tg_argv[2], ',') || string_to_array(tg_argv[3], ',') || array['version'];
  who constant text := acting();
begin
  if not exists (select from old_rows) then return null; end if;
  perform require_actor(tg_table_name, who);
  insert into trail (
    at, actor_id, actor, role, action, reason, request_id, type, record_id, version, bank_code, uscc, region_code, before
  )
  select actor_member(who, 'now')::timestamptz, actor_member(who, 'account')::uuid, actor_member(who, 'actor'), actor_member(who, 'role'), actor_member(who, 'action'),
    actor_member(who, 'reason'), actor_member(who, 'request'), tg_argv[0], audit_record_id(o.record, keys),
    (o.record ->> 'version')::integer, o.record ->> 'bank_code', o.record ->> 'uscc', o.record ->> 'region_code',
    jsonb_strip_nulls(o.record - left_out)
  from (select to_jsonb(r) as record from old_rows r offset 0) o;
  return null;
end $$;

alter table trail enable row level security;

create policy officer_select on trail for select to zhidai_officer
using (type = 'filing' and bank_code = (select app_setting('bank')));

-- A regional auditor reads the whole history of the filings and firms that are visible now, and of public records.
create policy auditor_select on trail for select to zhidai_auditor
using (
  (select app_setting('regions')) = '*'
  or (select acting_as('zhidai_auditor'))
    and (
      type = 'filing'
        and exists (select from filing f where f.id = (case when type = 'filing' then record_id end)::uuid)
      or type = 'amendment'
        and exists (select from amendment a where a.id = (case when type = 'amendment' then record_id end)::uuid)
      or type = 'firm'
        and exists (select from firm m where m.uscc = record_id)
      or type in ('qualification', 'waiting_certificate', 'qualification_kind', 'programme_rule', 'lpr', 'holiday')
    )
);

-- Of amendments a firm learns what was accepted.
create policy firm_select on trail for select to zhidai_firm
using (
  type = 'filing'
  and uscc = (select app_setting('uscc'))
  and action not in ('amendment.propose', 'amendment.refuse', 'amendment.withdraw')
);

create policy admin_select on trail for select to zhidai_admin
using ((select acting_as('zhidai_admin')) and actor_id = (select app_setting('account')::uuid));

-- The kinds of records that belong to administration. All others, also kinds to come, are the work of banks and bureau.
create function is_administration(type text) returns boolean
language sql immutable parallel safe
as $$
  select type in (
    'account', 'session', 'bank', 'region', 'programme_rule', 'lpr', 'holiday', 'qualification_kind', 'registry',
    'signing_key'
  )
$$;
grant execute on function is_administration(text) to zhidai_audit_admin;

create policy audit_admin_select on trail for select to zhidai_audit_admin
using ((select acting_as('zhidai_audit_admin')) and is_administration(type));

create policy system_all on trail for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));

grant select on trail to zhidai_auditor, zhidai_system;
grant select (
  id, at, actor, role, action, reason, type, record_id, version, bank_code, uscc, region_code, before, after
) on trail to zhidai_officer, zhidai_admin;
grant select (
  id, at, actor, role, action, reason, request_id, type, record_id, version, before, after
) on trail to zhidai_audit_admin;
-- Firms read no names of people.
grant select (
  id, at, role, action, reason, type, record_id, version, bank_code, uscc, region_code, before, after
) on trail to zhidai_firm;

-- The audit trail as the audit administrator may know it, in two views: one statement over both would read all events
-- before it finds the newest.
create view trail_of_administration with (security_invoker = true) as
select id, at, actor, role, action, reason, request_id, type, record_id, version, before, after, null::jsonb as restricted
from trail;
grant select on trail_of_administration to zhidai_audit_admin;

-- Of the work of banks and bureau: who did what, and when. The view has its owner's rights, because the audit
-- administrator may not read these rows: what was changed, why, and in which record can name a firm or an amount. The rows
-- that it leaves out are visible to its reader anyway, so it needs no security barrier.
create view trail_of_work as
select id, at, actor, role, action, null::text as reason, request_id, type, null::text as record_id, version,
  null::jsonb as before, null::jsonb as after, null::jsonb as restricted
from trail
where (select acting_as('zhidai_audit_admin'))
  and not is_administration(type);
grant select on trail_of_work to zhidai_audit_admin;
