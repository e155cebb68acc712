-- Qualifications, and the links of filings to them. Every change of a qualification links the affected filings again in
-- the same transaction, so links are always those of a fresh link_of().

create trigger audit_insert after insert on qualification referencing new table as new_rows
for each statement execute function audit_insert('qualification', 'kind,certificate_no', 'period', '');
create trigger audit_update after update on qualification referencing old table as old_rows new table as new_rows
for each statement execute function audit_update('qualification', 'kind,certificate_no', 'period', '');
create trigger audit_delete after delete on qualification referencing old table as old_rows
for each statement execute function audit_delete('qualification', 'kind,certificate_no', 'period', '');
create trigger audit_truncate before truncate on qualification
for each statement execute function audit_truncate();

-- The links of a filing: for each kind, the qualification that covers the day. Of several, the one with the later first
-- day counts; with the same first day, the greater certificate number: jsonb keeps the last value of a key. PL/pgSQL,
-- because PostgreSQL before 18 plans an SQL function at every call.
create function link_of(firm text, day date) returns jsonb
language plpgsql stable parallel safe
as $$
begin
  return (
    select coalesce(
      jsonb_object_agg(
        q.kind,
        jsonb_build_object('certificateNo', q.certificate_no, 'validFrom', q.valid_from, 'validTo', upper(q.period) - 1)
        order by q.valid_from, q.certificate_no
      ),
      '{}'
    )
    from qualification q
    where q.uscc = firm
      and q.period @> day
  );
end $$;
grant execute on function link_of(text, date)
to zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_admin, zhidai_system_admin, zhidai_security_admin,
  zhidai_audit_admin, zhidai_system;

-- Locks the firm's row before its qualifications change, so that a transaction that has computed links of the firm's
-- filings commits first: otherwise neither would see the change of the other. Security definer: it locks a row that not
-- every writer may update.
create function qualification_guard() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
begin
  if tg_op = 'UPDATE' then
    new.version := old.version + 1;
    if new.uscc <> old.uscc then
      raise exception 'a qualification stays with its firm' using errcode = 'ZD002';
    end if;
  end if;
  perform require_read_committed();
  perform from firm f where f.uscc = new.uscc for update;
  return new;
end $$;
create trigger qualification_guard before insert or update on qualification
for each row execute function qualification_guard();

-- Computes the links again that the change has made wrong. The firm's version increases too, because GET /firms/{uscc}
-- shows its qualifications. Security definer: no role may write links, and filings of other banks are linked as well.
create function qualification_relink() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
declare
  touched text[] := (select array_agg(distinct n.uscc) from new_rows n);
begin
  if touched is null then return null; end if;
  update firm set listed = true where uscc = any (touched);
  update filing f
  set links = link_of(f.uscc, f.disbursed_on)
  where f.uscc = any (touched)
    and f.links is distinct from link_of(f.uscc, f.disbursed_on);
  return null;
end $$;
create trigger relink_insert after insert on qualification referencing new table as new_rows
for each statement execute function qualification_relink();
create trigger relink_update after update on qualification referencing new table as new_rows
for each statement execute function qualification_relink();

create function refuse_qualification_delete() returns trigger
language plpgsql
as $$
begin
  raise exception 'a qualification is revoked, never deleted' using errcode = 'ZD002';
end $$;
create trigger refuse_delete before delete on qualification
for each row execute function refuse_qualification_delete();

alter table qualification enable row level security;
-- The lists are public.
create policy officer_select on qualification for select to zhidai_officer
using ((select acting_as('zhidai_officer')));
create policy auditor_select on qualification for select to zhidai_auditor
using ((select acting_as('zhidai_auditor')));
-- Changed by the auditors of the firm's region.
create policy auditor_insert on qualification for insert to zhidai_auditor
with check (
  exists (
    select from firm f
    where f.uscc = qualification.uscc
      and (
        (select app_setting('regions')) = '*'
        or f.region_code = any (string_to_array((select app_setting('regions')), ','))
      )
  )
);
create policy auditor_update on qualification for update to zhidai_auditor
using (
  exists (
    select from firm f
    where f.uscc = qualification.uscc
      and (
        (select app_setting('regions')) = '*'
        or f.region_code = any (string_to_array((select app_setting('regions')), ','))
      )
  )
)
with check (
  exists (
    select from firm f
    where f.uscc = qualification.uscc
      and (
        (select app_setting('regions')) = '*'
        or f.region_code = any (string_to_array((select app_setting('regions')), ','))
      )
  )
);
create policy firm_select on qualification for select to zhidai_firm
using (uscc = (select app_setting('uscc')));
create policy system_all on qualification for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));
grant select on qualification to zhidai_officer, zhidai_firm;
grant select, insert, update on qualification to zhidai_auditor, zhidai_system;

-- Certificates that wait for their firm. One that is registered for a firm, in whatever way, waits no longer.

create trigger touch_version before update on waiting_certificate
for each row execute function touch_version();
create trigger audit_insert after insert on waiting_certificate referencing new table as new_rows
for each statement execute function audit_insert('waiting_certificate', 'id', 'name_key', '');
create trigger audit_update after update on waiting_certificate referencing old table as old_rows new table as new_rows
for each statement execute function audit_update('waiting_certificate', 'id', 'name_key', '');
create trigger audit_delete after delete on waiting_certificate referencing old table as old_rows
for each statement execute function audit_delete('waiting_certificate', 'id', 'name_key', '');
create trigger audit_truncate before truncate on waiting_certificate
for each statement execute function audit_truncate();

create function assign_waiting_certificates() returns trigger
language plpgsql
as $$
begin
  update waiting_certificate w
  set state = 'assigned', uscc = n.uscc
  from new_rows n
  where w.kind = n.kind
    and w.certificate_no = n.certificate_no
    and w.state = 'waiting';
  return null;
end $$;
create trigger assign_waiting after insert on qualification referencing new table as new_rows
for each statement execute function assign_waiting_certificates();

-- The lists are public, so each auditor sees all of them; who may assign one is a question of its firm's region.
alter table waiting_certificate enable row level security;
create policy auditor_all on waiting_certificate for all to zhidai_auditor
using ((select acting_as('zhidai_auditor')))
with check ((select acting_as('zhidai_auditor')));
create policy system_all on waiting_certificate for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));
grant select, insert, update on waiting_certificate to zhidai_auditor, zhidai_system;
