-- Imports: uploaded sheets, what was found in them, and the rows as they will be filed. An import and its rows are
-- visible to the bank (or the auditors) that uploaded it, and to nobody else.

create trigger touch_version before update on import
for each row execute function touch_version();
create trigger audit_insert after insert on import referencing new table as new_rows
for each statement execute function audit_insert('import', 'id', 'sha256', '');
create trigger audit_update after update on import referencing old table as old_rows new table as new_rows
for each statement execute function audit_update('import', 'id', 'sha256', '');
create trigger audit_delete after delete on import referencing old table as old_rows
for each statement execute function audit_delete('import', 'id', 'sha256', '');
create trigger audit_truncate before truncate on import
for each statement execute function audit_truncate();

-- The account behind an import, in the form of session_open. An import continues after its session has ended, but not
-- after its account was disabled or got another role, bank or region. Security definer: the service's own role reads no
-- table.
create function import_open(p_import uuid)
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
    null::text, null::text, a.regions, a.must_change_password
  from import i
  join account a on a.id = i.account_id
  where i.id = p_import
    and not a.disabled
    and a.bank_code is not distinct from i.bank_code
    and a.regions is not distinct from i.regions
    and a.role = case when i.kind = 'filings' then 'officer' else 'auditor' end;
end $$;
grant execute on function import_open(uuid) to zhidai_app;

-- The end of an import that was filed in bulk, without locks. It locks the firms of its rows FOR KEY SHARE in code
-- order, so that their qualifications cannot change any more, and computes the outdated links of its filings again.
-- Security definer: no role may write links; it changes filings of the import's own bank only.
create function import_relink(p_import uuid) returns integer
language plpgsql volatile security definer
set search_path = public, pg_temp
set enable_seqscan = off
as $$
declare
  relinked integer;
begin
  if not exists (select from import i where i.id = p_import and i.bank_code = app_setting('bank')) then return 0; end if;
  perform from firm f
  where f.uscc in (select r.uscc from import_row r where r.import_id = p_import and r.verdict = 'valid')
  order by f.uscc
  for key share;
  update filing f
  set links = link_of(f.uscc, f.disbursed_on)
  from import_row r
  where r.import_id = p_import
    and r.verdict = 'valid'
    and f.id = r.record_id::uuid
    and f.links is distinct from link_of(f.uscc, f.disbursed_on);
  get diagnostics relinked = row_count;
  return relinked;
end $$;
grant execute on function import_relink(uuid) to zhidai_officer;

-- Whether a first loan claimed and accepted in the import is contradicted by another such claim that was committed
-- meanwhile. First it locks the firms of its claims FOR NO KEY UPDATE, in code order, so that no further claim can be
-- committed. Security definer: it reads across banks and returns yes or no.
create function import_first_loan_contradicted(p_import uuid) returns boolean
language plpgsql volatile security definer
set search_path = public, pg_temp
set enable_seqscan = off
as $$
begin
  if not exists (select from import i where i.id = p_import and i.bank_code = app_setting('bank')) then
    return false;
  end if;
  perform from firm m
  where m.uscc in (
    select f.uscc
    from import_row r
    join filing f on f.id = r.record_id::uuid
    where r.import_id = p_import and r.verdict = 'valid' and f.first_loan
  )
  order by m.uscc
  for no key update;
  return exists (
    select
    from import_row r
    join filing c on c.id = r.record_id::uuid
    join filing f on f.uscc = c.uscc and f.disbursed_on <= c.disbursed_on
    where r.import_id = p_import
      and r.verdict = 'valid'
      and c.first_loan
      and c.state = 'accepted'
      and f.first_loan
      and f.state = 'accepted'
      -- Written by another transaction: rows of the import itself were checked one after another.
      and f.xmin <> pg_current_xact_id()::xid
      and not (f.bank_code = c.bank_code and f.contract_key = c.contract_key)
      and not c.flags @> '[{"rule": "FIRST_LOAN_CONTRADICTED"}]'
      and not c.flags_other @> '[{"rule": "FIRST_LOAN_CONTRADICTED"}]'
  );
end $$;
grant execute on function import_first_loan_contradicted(uuid) to zhidai_officer;

-- Those of the given filing numbers that are taken. Security definer: numbers are unique over all regions; it returns
-- only numbers that it was given.
create function filing_numbers_taken(p_numbers text[]) returns table (number text)
language plpgsql stable security definer
set search_path = public, pg_temp
set enable_seqscan = off
as $$
begin
  perform require_acting_as('zhidai_auditor');
  return query select f.number from filing f where f.number = any (p_numbers);
end $$;
grant execute on function filing_numbers_taken(text[]) to zhidai_auditor;

-- ---- row-level security: an import belongs to a bank, or to the bureau and its auditors' regions ----

alter table import enable row level security;
create policy officer_all on import for all to zhidai_officer
using (bank_code = (select app_setting('bank')))
with check (bank_code = (select app_setting('bank')));
create policy auditor_all on import for all to zhidai_auditor
using (
  bank_code is null
  and (
    (select app_setting('regions')) = '*'
    or regions is not null and regions <@ string_to_array((select app_setting('regions')), ',')
  )
)
with check (
  bank_code is null
  and (
    (select app_setting('regions')) = '*'
    or regions is not null and regions <@ string_to_array((select app_setting('regions')), ',')
  )
);
create policy system_all on import for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));

-- Rows of visible imports. The visible imports are read once in a statement.
alter table import_progress enable row level security;
create policy officer_all on import_progress for all to zhidai_officer
using (import_id = any ((select array(select i.id from import i))::uuid[]))
with check (import_id = any ((select array(select i.id from import i))::uuid[]));
create policy auditor_all on import_progress for all to zhidai_auditor
using (import_id = any ((select array(select i.id from import i))::uuid[]))
with check (import_id = any ((select array(select i.id from import i))::uuid[]));
create policy system_all on import_progress for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));

alter table import_chunk enable row level security;
create policy officer_all on import_chunk for all to zhidai_officer
using (import_id = any ((select array(select i.id from import i))::uuid[]))
with check (import_id = any ((select array(select i.id from import i))::uuid[]));
create policy auditor_all on import_chunk for all to zhidai_auditor
using (import_id = any ((select array(select i.id from import i))::uuid[]))
with check (import_id = any ((select array(select i.id from import i))::uuid[]));
create policy system_all on import_chunk for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));

alter table import_row enable row level security;
create policy officer_all on import_row for all to zhidai_officer
using (import_id = any ((select array(select i.id from import i))::uuid[]))
with check (import_id = any ((select array(select i.id from import i))::uuid[]));
create policy auditor_all on import_row for all to zhidai_auditor
using (import_id = any ((select array(select i.id from import i))::uuid[]))
with check (import_id = any ((select array(select i.id from import i))::uuid[]));
create policy system_all on import_row for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));

alter table import_mend enable row level security;
create policy officer_all on import_mend for all to zhidai_officer
using (import_id = any ((select array(select i.id from import i))::uuid[]))
with check (import_id = any ((select array(select i.id from import i))::uuid[]));
create policy auditor_all on import_mend for all to zhidai_auditor
using (import_id = any ((select array(select i.id from import i))::uuid[]))
with check (import_id = any ((select array(select i.id from import i))::uuid[]));
create policy system_all on import_mend for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));

alter table import_column enable row level security;
create policy officer_all on import_column for all to zhidai_officer
using (bank_code = (select app_setting('bank')))
with check (bank_code = (select app_setting('bank')));
create policy auditor_all on import_column for all to zhidai_auditor
using (bank_code = '')
with check (bank_code = '');
create policy system_all on import_column for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));

alter table import_answer enable row level security;
create policy officer_all on import_answer for all to zhidai_officer
using (bank_code = (select app_setting('bank')))
with check (bank_code = (select app_setting('bank')));
create policy auditor_all on import_answer for all to zhidai_auditor
using (bank_code = '')
with check (bank_code = '');
create policy system_all on import_answer for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));

grant select, insert, update, delete
on import, import_progress, import_chunk, import_row, import_mend, import_column, import_answer
to zhidai_officer, zhidai_auditor, zhidai_system;
