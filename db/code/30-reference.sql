-- Reference data: everybody signed in may read it, the duty of the system administrator changes it. A new table of
-- reference data needs the same here: version and audit triggers, row-level security, policies, grants.

create trigger touch_version before update on registry
for each row execute function touch_version();
create trigger audit_insert after insert on registry referencing new table as new_rows
for each statement execute function audit_insert('registry', 'only_row', '', '');
create trigger audit_update after update on registry referencing old table as old_rows new table as new_rows
for each statement execute function audit_update('registry', 'only_row', '', '');
create trigger audit_delete after delete on registry referencing old table as old_rows
for each statement execute function audit_delete('registry', 'only_row', '', '');
create trigger audit_truncate before truncate on registry
for each statement execute function audit_truncate();

create trigger touch_version before update on signing_key
for each row execute function touch_version();
create trigger audit_insert after insert on signing_key referencing new table as new_rows
for each statement execute function audit_insert('signing_key', 'only_row', '', '');
create trigger audit_update after update on signing_key referencing old table as old_rows new table as new_rows
for each statement execute function audit_update('signing_key', 'only_row', '', '');
create trigger audit_delete after delete on signing_key referencing old table as old_rows
for each statement execute function audit_delete('signing_key', 'only_row', '', '');
create trigger audit_truncate before truncate on signing_key
for each statement execute function audit_truncate();

create trigger touch_version before update on region
for each row execute function touch_version();
create trigger audit_insert after insert on region referencing new table as new_rows
for each statement execute function audit_insert('region', 'code', '', '');
create trigger audit_update after update on region referencing old table as old_rows new table as new_rows
for each statement execute function audit_update('region', 'code', '', '');
create trigger audit_delete after delete on region referencing old table as old_rows
for each statement execute function audit_delete('region', 'code', '', '');
create trigger audit_truncate before truncate on region
for each statement execute function audit_truncate();
create trigger refuse_code_change before update on region
for each row when (new.code is distinct from old.code) execute function refuse_code_change();
create trigger refuse_delete before delete on region
for each row execute function refuse_code_change();

create trigger touch_version before update on bank
for each row execute function touch_version();
create trigger audit_insert after insert on bank referencing new table as new_rows
for each statement execute function audit_insert('bank', 'code', '', '');
create trigger audit_update after update on bank referencing old table as old_rows new table as new_rows
for each statement execute function audit_update('bank', 'code', '', '');
create trigger audit_delete after delete on bank referencing old table as old_rows
for each statement execute function audit_delete('bank', 'code', '', '');
create trigger audit_truncate before truncate on bank
for each statement execute function audit_truncate();
create trigger refuse_code_change before update on bank
for each row when (new.code is distinct from old.code) execute function refuse_code_change();
create trigger refuse_delete before delete on bank
for each row execute function refuse_code_change();

create trigger touch_version before update on programme_rule
for each row execute function touch_version();
create trigger audit_insert after insert on programme_rule referencing new table as new_rows
for each statement execute function audit_insert('programme_rule', 'code', '', '');
create trigger audit_update after update on programme_rule referencing old table as old_rows new table as new_rows
for each statement execute function audit_update('programme_rule', 'code', '', '');
create trigger audit_delete after delete on programme_rule referencing old table as old_rows
for each statement execute function audit_delete('programme_rule', 'code', '', '');
create trigger audit_truncate before truncate on programme_rule
for each statement execute function audit_truncate();

create trigger touch_version before update on lpr
for each row execute function touch_version();
create trigger audit_insert after insert on lpr referencing new table as new_rows
for each statement execute function audit_insert('lpr', 'from_day', '', '');
create trigger audit_update after update on lpr referencing old table as old_rows new table as new_rows
for each statement execute function audit_update('lpr', 'from_day', '', '');
create trigger audit_delete after delete on lpr referencing old table as old_rows
for each statement execute function audit_delete('lpr', 'from_day', '', '');
create trigger audit_truncate before truncate on lpr
for each statement execute function audit_truncate();

create trigger touch_version before update on holiday
for each row execute function touch_version();
create trigger audit_insert after insert on holiday referencing new table as new_rows
for each statement execute function audit_insert('holiday', 'from_day', '', '');
create trigger audit_update after update on holiday referencing old table as old_rows new table as new_rows
for each statement execute function audit_update('holiday', 'from_day', '', '');
create trigger audit_delete after delete on holiday referencing old table as old_rows
for each statement execute function audit_delete('holiday', 'from_day', '', '');
create trigger audit_truncate before truncate on holiday
for each statement execute function audit_truncate();

create trigger touch_version before update on qualification_kind
for each row execute function touch_version();
create trigger audit_insert after insert on qualification_kind referencing new table as new_rows
for each statement execute function audit_insert('qualification_kind', 'code', '', '');
create trigger audit_update after update on qualification_kind referencing old table as old_rows new table as new_rows
for each statement execute function audit_update('qualification_kind', 'code', '', '');
create trigger audit_delete after delete on qualification_kind referencing old table as old_rows
for each statement execute function audit_delete('qualification_kind', 'code', '', '');
create trigger audit_truncate before truncate on qualification_kind
for each statement execute function audit_truncate();
create trigger refuse_code_change before update on qualification_kind
for each row when (new.code is distinct from old.code) execute function refuse_code_change();
create trigger refuse_delete before delete on qualification_kind
for each row execute function refuse_code_change();

-- Administrators write; everybody reads.
alter table registry enable row level security;
create policy all_select on registry for select
to zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_security_admin, zhidai_audit_admin
using ((select acting_as(
  'zhidai_officer', 'zhidai_auditor', 'zhidai_firm', 'zhidai_security_admin', 'zhidai_audit_admin'
)));
create policy admin_all on registry for all to zhidai_admin, zhidai_system_admin
using ((select acting_as('zhidai_admin', 'zhidai_system_admin')))
with check ((select acting_as('zhidai_admin', 'zhidai_system_admin')));
create policy system_all on registry for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));
alter table signing_key enable row level security;
create policy system_all on signing_key for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));
alter table region enable row level security;
create policy all_select on region for select
to zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_security_admin, zhidai_audit_admin
using ((select acting_as(
  'zhidai_officer', 'zhidai_auditor', 'zhidai_firm', 'zhidai_security_admin', 'zhidai_audit_admin'
)));
create policy admin_all on region for all to zhidai_admin, zhidai_system_admin
using ((select acting_as('zhidai_admin', 'zhidai_system_admin')))
with check ((select acting_as('zhidai_admin', 'zhidai_system_admin')));
create policy system_all on region for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));
alter table bank enable row level security;
create policy all_select on bank for select
to zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_security_admin, zhidai_audit_admin
using ((select acting_as(
  'zhidai_officer', 'zhidai_auditor', 'zhidai_firm', 'zhidai_security_admin', 'zhidai_audit_admin'
)));
create policy admin_all on bank for all to zhidai_admin, zhidai_system_admin
using ((select acting_as('zhidai_admin', 'zhidai_system_admin')))
with check ((select acting_as('zhidai_admin', 'zhidai_system_admin')));
create policy system_all on bank for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));
alter table programme_rule enable row level security;
create policy all_select on programme_rule for select
to zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_security_admin, zhidai_audit_admin
using ((select acting_as(
  'zhidai_officer', 'zhidai_auditor', 'zhidai_firm', 'zhidai_security_admin', 'zhidai_audit_admin'
)));
create policy admin_all on programme_rule for all to zhidai_admin, zhidai_system_admin
using ((select acting_as('zhidai_admin', 'zhidai_system_admin')))
with check ((select acting_as('zhidai_admin', 'zhidai_system_admin')));
create policy system_all on programme_rule for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));
alter table lpr enable row level security;
create policy all_select on lpr for select
to zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_security_admin, zhidai_audit_admin
using ((select acting_as(
  'zhidai_officer', 'zhidai_auditor', 'zhidai_firm', 'zhidai_security_admin', 'zhidai_audit_admin'
)));
create policy admin_all on lpr for all to zhidai_admin, zhidai_system_admin
using ((select acting_as('zhidai_admin', 'zhidai_system_admin')))
with check ((select acting_as('zhidai_admin', 'zhidai_system_admin')));
create policy system_all on lpr for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));
alter table holiday enable row level security;
create policy all_select on holiday for select
to zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_security_admin, zhidai_audit_admin
using ((select acting_as(
  'zhidai_officer', 'zhidai_auditor', 'zhidai_firm', 'zhidai_security_admin', 'zhidai_audit_admin'
)));
create policy admin_all on holiday for all to zhidai_admin, zhidai_system_admin
using ((select acting_as('zhidai_admin', 'zhidai_system_admin')))
with check ((select acting_as('zhidai_admin', 'zhidai_system_admin')));
create policy system_all on holiday for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));
alter table qualification_kind enable row level security;
create policy all_select on qualification_kind for select
to zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_security_admin, zhidai_audit_admin
using ((select acting_as(
  'zhidai_officer', 'zhidai_auditor', 'zhidai_firm', 'zhidai_security_admin', 'zhidai_audit_admin'
)));
create policy admin_all on qualification_kind for all to zhidai_admin, zhidai_system_admin
using ((select acting_as('zhidai_admin', 'zhidai_system_admin')))
with check ((select acting_as('zhidai_admin', 'zhidai_system_admin')));
create policy system_all on qualification_kind for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));

grant select on registry, region, bank, programme_rule, lpr, holiday, qualification_kind
to zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_admin, zhidai_system_admin, zhidai_security_admin,
  zhidai_audit_admin, zhidai_system;
grant insert, update on region, bank, programme_rule, lpr, holiday, qualification_kind
to zhidai_admin, zhidai_system_admin, zhidai_system;
-- Settings of the registry itself are made by commands alone.
grant update (lpr_checked_until, holidays_checked_until) on registry to zhidai_admin, zhidai_system_admin;
grant insert, update on registry to zhidai_system;
grant select, insert, update, delete on signing_key to zhidai_system;
