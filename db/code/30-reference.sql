-- Reference data: everybody signed in may read it, administrators change it. A new table of reference data needs the
-- same here: version and audit triggers, row-level security, policies, grants.

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

grant select on registry, region, bank, programme_rule, lpr, qualification_kind
to zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_admin, zhidai_system;
grant insert, update on registry, region, bank, programme_rule, lpr, qualification_kind to zhidai_admin, zhidai_system;
