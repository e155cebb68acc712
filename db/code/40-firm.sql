-- Firms, and what each reader may know of them. Readers use the view firm_seen, which hides the name of an unlisted
-- firm that only another bank has given.

create trigger touch_version before update on firm
for each row execute function touch_version();
create trigger audit_insert after insert on firm referencing new table as new_rows
for each statement execute function audit_insert('firm', 'uscc', 'name_key,initials,named_on', '');
create trigger audit_update after update on firm referencing old table as old_rows new table as new_rows
for each statement execute function audit_update('firm', 'uscc', 'name_key,initials,named_on', '');
create trigger audit_delete after delete on firm referencing old table as old_rows
for each statement execute function audit_delete('firm', 'uscc', 'name_key,initials,named_on', '');
create trigger audit_truncate before truncate on firm
for each statement execute function audit_truncate();
create trigger refuse_code_change before update on firm
for each row when (new.uscc is distinct from old.uscc) execute function refuse_code_change();
create trigger refuse_delete before delete on firm
for each row execute function refuse_code_change();

-- A firm that gets another name keeps the one it had, with its period. A rename that does not state the first day of the
-- new name takes effect today; another spelling of the same name is no rename. Security definer: no role may write
-- firm_name otherwise; it writes what the row had.
create function keep_former_name() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
begin
  if new.name_key = old.name_key then return new; end if;
  if new.named_on is not distinct from old.named_on then new.named_on := shanghai_day(app_now()); end if;
  insert into firm_name (uscc, version, name, name_key, initials, named_on, until_day, entered_by_bank)
  values (
    old.uscc, old.version, old.name, old.name_key, old.initials, old.named_on, new.named_on - 1, old.entered_by_bank
  );
  return new;
end $$;
create trigger keep_former_name before update on firm
for each row execute function keep_former_name();

-- Locks the rows of firms until the end of the transaction, in code order, so that what is read afterwards holds until
-- then. Security definer: a bank may lock a firm, which discloses nothing, but may not update one.

-- For changes of qualifications: concurrent filings of these firms wait.
create function lock_firms(firms text[]) returns void
language plpgsql volatile security definer
set search_path = public, pg_temp
as $$
begin
  perform require_acting_as('zhidai_auditor', 'zhidai_system');
  perform from firm f where f.uscc = any (firms) order by f.uscc for update;
end $$;
grant execute on function lock_firms(text[]) to zhidai_auditor, zhidai_system;

-- For filings that claim a first loan: concurrent claims for the same firm wait, all other filings do not.
create function lock_firms_for_first_loan(firms text[]) returns void
language plpgsql volatile security definer
set search_path = public, pg_temp
as $$
begin
  perform require_acting_as('zhidai_officer', 'zhidai_auditor', 'zhidai_system');
  perform from firm f where f.uscc = any (firms) order by f.uscc for no key update;
end $$;
grant execute on function lock_firms_for_first_loan(text[]) to zhidai_officer, zhidai_auditor, zhidai_system;

alter table firm enable row level security;

-- Firms on the public lists, and the bank's own customers. A firm that is on no list and was named by another bank
-- first is visible through firm_seen only, without the name that the other bank gave.
create policy officer_select on firm for select to zhidai_officer
using (
  listed
  or (entered_by_bank is null or entered_by_bank = (select app_setting('bank')))
    and exists (select from filing f where f.uscc = firm.uscc and f.bank_code = (select app_setting('bank')))
);

create policy auditor_select on firm for select to zhidai_auditor
using (
  listed
  or (select app_setting('regions')) = '*'
  or region_code = any (string_to_array((select app_setting('regions')), ','))
  or exists (select from filing f where f.uscc = firm.uscc)
);
create policy auditor_insert on firm for insert to zhidai_auditor
with check (
  (select app_setting('regions')) = '*'
  or region_code = any (string_to_array((select app_setting('regions')), ','))
);
create policy auditor_update on firm for update to zhidai_auditor
using (
  (select app_setting('regions')) = '*'
  or region_code = any (string_to_array((select app_setting('regions')), ','))
)
with check (
  (select app_setting('regions')) = '*'
  or region_code = any (string_to_array((select app_setting('regions')), ','))
);

create policy firm_select on firm for select to zhidai_firm
using (uscc = (select app_setting('uscc')));

create policy admin_select on firm for select to zhidai_admin, zhidai_security_admin
using ((select acting_as('zhidai_admin', 'zhidai_security_admin')));

create policy system_all on firm for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));

grant select (uscc, name, name_key, initials, region_code, industry_code, listed, version) on firm
to zhidai_officer, zhidai_firm;
grant select (uscc, name, name_key) on firm to zhidai_admin, zhidai_security_admin;
grant select, insert, update on firm to zhidai_auditor, zhidai_system;

-- The key by which names of firms are compared: nameKey of src/domain/values/text.ts, of which a test compares the
-- results: NFKC, without white space and invisible characters, upper case, one kind of brackets.
create function name_key(name text) returns text
language plpgsql immutable parallel safe
as $$
begin
  return upper(translate(
    regexp_replace(normalize(name, nfkc), '[\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]', '', 'g'),
    '[]〔〕【】', '()()()'
  ));
end $$;
grant execute on function name_key(text) to zhidai_officer;

-- Firms that another bank named first, with the name and region of this bank's own first filing, which they
-- would have without the other bank. Security definer: these firms' rows are hidden from the reader; it returns only what the reader's bank has filed itself. Initials
-- derive from the name, so they are returned only if both banks use the same name.
create function firms_as_filed()
returns table (uscc text, name text, name_key text, initials text, region_code text)
language plpgsql stable security definer
set search_path = public, pg_temp
as $$
declare
  own constant text := app_setting('bank');
begin
  if app_setting('role') is distinct from 'officer' then return; end if;
  return query
  select distinct on (f.uscc) f.uscc, g.firm_name, k.name_key,
    case when k.name_key = f.name_key then f.initials else '' end, g.region_code
  from firm f
  join filing g on g.uscc = f.uscc and g.bank_code = own
  cross join lateral (select name_key(g.firm_name)) k (name_key)
  where not f.listed
    and f.entered_by_bank <> own
  order by f.uscc, g.submitted_at, g.id;
end $$;
grant execute on function firms_as_filed() to zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_system;

create view firm_seen with (security_invoker = true) as
select uscc, name, name_key, initials, region_code, industry_code, listed, version
from firm
union all
select uscc collate "C", name, name_key collate "C", initials collate "C", region_code collate "C", null, false, 1
from firms_as_filed();
comment on view firm_seen is 'firms as the reader may know them';
grant select on firm_seen to zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_system;

-- Former names of visible firms; those that a bank gave, for that bank and the bureau alone.
alter table firm_name enable row level security;
create policy officer_select on firm_name for select to zhidai_officer
using (
  (entered_by_bank is null or entered_by_bank = (select app_setting('bank')))
  and exists (select from firm f where f.uscc = firm_name.uscc)
);
create policy auditor_select on firm_name for select to zhidai_auditor
using (exists (select from firm f where f.uscc = firm_name.uscc));
create policy firm_select on firm_name for select to zhidai_firm
using (uscc = (select app_setting('uscc')) and entered_by_bank is null);
create policy system_all on firm_name for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));
grant select (uscc, version, name, name_key, initials, named_on, until_day) on firm_name to zhidai_officer, zhidai_firm;
grant select on firm_name to zhidai_auditor, zhidai_system;
