-- Closed years, and how their figures have moved since. A closing changes nothing else: later changes of its filings stay
-- possible, and the bridge lists them.

create trigger touch_version before update on closing
for each row execute function touch_version();
create trigger audit_insert after insert on closing referencing new table as new_rows
for each statement execute function audit_insert('closing', 'id', 'answer', '');
create trigger audit_update after update on closing referencing old table as old_rows new table as new_rows
for each statement execute function audit_update('closing', 'id', 'answer', '');
create trigger audit_delete after delete on closing referencing old table as old_rows
for each statement execute function audit_delete('closing', 'id', 'answer', '');
create trigger audit_truncate before truncate on closing
for each statement execute function audit_truncate();

-- A proposal is closed or withdrawn, a closed year reopened; what was closed does not change, and people sign for
-- themselves.
create function closing_guard() returns trigger
language plpgsql
as $$
declare
  own_account constant uuid := app_setting('account');
begin
  if tg_op = 'INSERT' then
    if new.state <> 'proposed' or new.proposed_by <> own_account then
      raise exception 'a closing begins as the proposal of who acts' using errcode = 'ZD002';
    end if;
    return new;
  end if;
  if (old.state, new.state) not in (('proposed', 'closed'), ('proposed', 'withdrawn'), ('closed', 'reopened'))
    or (new.id, new.year, new.basis, new.proposed_by, new.proposed_at)
      is distinct from (old.id, old.year, old.basis, old.proposed_by, old.proposed_at)
    or old.state = 'closed' and (new.closed_by, new.closed_at, new.posting_no, new.definition, new.digest, new.answer::text)
      is distinct from (old.closed_by, old.closed_at, old.posting_no, old.definition, old.digest, old.answer::text)
    or own_account is distinct from (case new.state when 'closed' then new.closed_by else new.ended_by end)
  then
    raise exception 'a % closing does not become % in this way', old.state, new.state using errcode = 'ZD002';
  end if;
  return new;
end $$;
create trigger closing_guard before insert or update on closing
for each row execute function closing_guard();

-- Whether the totals of a year are closed. Security definer: officers and auditors of regions see no closings, but a
-- closed year takes two auditors for each amendment.
create function year_is_closed(p_year integer, p_basis text) returns boolean
language plpgsql stable security definer
set search_path = public, pg_temp
as $$
begin
  return exists (select from closing c where c.year = p_year and c.basis = p_basis and c.state = 'closed');
end $$;
grant execute on function year_is_closed(integer, text) to zhidai_officer, zhidai_auditor, zhidai_system;

-- What moved the totals of a year after a posting, and up to another one (null: up to now). One row for each version of
-- a filing that began, ceased or changed to count, with its effect by status. p_closed_on: a filing of an earlier day, or
-- one filed after the year in which it counts, was added late.
create function bridge_changes(p_year integer, p_basis text, p_after bigint, p_to bigint, p_closed_on date)
returns table (
  step text, posting_no bigint, filing_id uuid, version integer, status text, filings bigint, amount_fen bigint
)
language sql stable
as $$
  with entry as (
    select e.posting_no, e.line::bigint as line, e.filing_id, e.version, e.status, e.filed_on, e.disbursed_on,
      e.amount_fen, e.sign, e.action
    from ledger_entry e
    where e.posting_no > p_after
      and (p_to is null or e.posting_no <= p_to)
    union all
    select null, p.id, p.filing_id, p.version, p.status, p.filed_on, p.disbursed_on, p.amount_fen, p.sign, p.action
    from ledger_pending p
    where p_to is null
  ),
  moved as (
    select filing_id, version, min(posting_no) as posting_no, sum(sign) as signs, min(action) as action,
      min(filed_on) as filed_on
    from entry
    group by 1, 2
  )
  select
    case
      when m.signs < 0 then 'voided'
      when m.signs = 0 and m.action like 'amendment.%' then 'amended'
      when m.signs = 0 then 'relinked'
      when m.filed_on < p_closed_on or date_part('year', m.filed_on) > p_year then 'added_late'
      else 'filed'
    end,
    m.posting_no, e.filing_id, e.version, e.status, sum(e.sign), sum(e.sign * e.amount_fen)::bigint
  from entry e
  join moved m using (filing_id, version)
  where date_part('year', case p_basis when 'filed' then e.filed_on else e.disbursed_on end) = p_year
  group by m.signs, m.action, m.filed_on, m.posting_no, e.filing_id, e.version, e.status
$$;
grant execute on function bridge_changes(integer, text, bigint, bigint, date) to zhidai_auditor;

-- ---- who may read and do what ----

-- A year is closed for the whole registry, so by auditors of all regions.
alter table closing enable row level security;
create policy auditor_all on closing for all to zhidai_auditor
using ((select app_setting('regions')) = '*')
with check ((select app_setting('regions')) = '*');
create policy system_all on closing for select to zhidai_system
using ((select acting_as('zhidai_system')));
grant select, insert, update on closing to zhidai_auditor;
grant select on closing to zhidai_system;

-- Codes are made and looked up by the service: whoever holds a document may check its code, and nobody lists others'.
alter table proof enable row level security;
create policy auditor_select on proof for select to zhidai_auditor
using (
  kind = 'figure'
  and (
    (select app_setting('regions')) = '*'
    or regions <@ string_to_array((select app_setting('regions')), ',')
  )
);
create policy auditor_insert on proof for insert to zhidai_auditor
with check (
  kind = 'figure'
  and account_id = (select app_setting('account')::uuid)
  and coalesce(array_to_string(regions, ','), '*') = (select app_setting('regions'))
);
create policy system_all on proof for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));
grant select, insert on proof to zhidai_auditor;
grant select, insert on proof to zhidai_system;

create trigger audit_insert after insert on proof referencing new table as new_rows
for each statement execute function audit_insert('proof', 'code', '', '');
create trigger audit_update after update on proof referencing old table as old_rows new table as new_rows
for each statement execute function audit_update('proof', 'code', '', '');
create trigger audit_delete after delete on proof referencing old table as old_rows
for each statement execute function audit_delete('proof', 'code', '', '');
create trigger audit_truncate before truncate on proof
for each statement execute function audit_truncate();

create function refuse_proof_change() returns trigger
language plpgsql
as $$
begin
  raise exception 'a code stays as it was issued' using errcode = 'ZD002';
end $$;
create trigger proof_unchanged before update or delete on proof
for each row execute function refuse_proof_change();
