-- Imports: uploaded sheets, what was found in them, and the rows as they will be filed.

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

-- The account behind an import, in the form of session_open: an import goes on when its session has ended, not when its
-- account was disabled or moved. Security definer: the service's own role reads no table.
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

-- filing_facts for many rows, with a digest of what was found. The bank is that of the officer; for an auditor's history,
-- the one that the row names. Security definer for the same reason.
create function import_facts(p_rows json)
returns table (
  n integer, firm_known boolean, firm_name text, registered_by_hand boolean, name_known_only_from_another_bank boolean,
  duplicate_id uuid, duplicate_same boolean, own_earlier_loan boolean, other_bank_earlier_loan boolean, renewal_id uuid,
  number_taken boolean, facts text
)
language plpgsql volatile security definer
set search_path = public, pg_temp
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  v_own constant text := app_setting('bank');
begin
  return query
  select k.*, md5(row(
      k.firm_known, k.firm_name, k.registered_by_hand, k.name_known_only_from_another_bank, k.duplicate_id, k.duplicate_same,
      k.own_earlier_loan, k.other_bank_earlier_loan, k.renewal_id, k.number_taken
    )::text)
  from (
    select r.n, m.uscc is not null as firm_known, m.name as firm_name,
      coalesce(m.registered_by_hand, false) as registered_by_hand,
      coalesce(
        m.entered_by_bank <> b.own
          and not m.listed
          and m.name_key is distinct from r.name_key
          and not exists (
            select from filing f where f.uscc = r.uscc and (f.bank_code = b.own) is true and f.firm_name = m.name
          ),
        false
      ) as name_known_only_from_another_bank,
      d.id as duplicate_id,
      coalesce(d.uscc = r.uscc and d.amount_fen = r.amount and d.disbursed_on = r.disbursed_on, false) as duplicate_same,
      coalesce(e.own, false) as own_earlier_loan, coalesce(e.other, false) as other_bank_earlier_loan,
      w.id as renewal_id, t.number is not null as number_taken
    from json_to_recordset(p_rows) r (
      n integer, uscc text, bank text, receipt_key text, contract_key text, disbursed_on date, amount bigint,
      name_key text, first_loan boolean, renewal_of text, number text
    )
    cross join lateral (select coalesce(v_own, r.bank) as own) b
    left join firm m on m.uscc = r.uscc
    left join lateral (
      select f.id, f.uscc, f.amount_fen, f.disbursed_on
      from filing f
      where f.receipt_key = r.receipt_key
        and f.bank_code = b.own
        and f.state in ('submitted', 'accepted', 'returned')
      limit 1
    ) d on true
    left join lateral (
      select bool_or(f.bank_code = b.own) as own, bool_or(f.bank_code <> b.own) as other
      from filing f
      where r.first_loan
        and f.uscc = r.uscc
        and f.disbursed_on <= r.disbursed_on
        and (f.state in ('submitted', 'accepted')) is true
        and not (f.bank_code = b.own and f.contract_key = r.contract_key)
    ) e on true
    left join lateral (
      select f.id
      from filing f
      where r.renewal_of is not null
        and f.uscc = r.uscc
        and (f.bank_code = b.own) is true
        and (f.id::text = lower(r.renewal_of) or f.number = r.renewal_of)
      limit 1
    ) w on true
    left join filing t on v_own is null and t.number = r.number
    offset 0
  ) k
  order by k.n;
end $$;
grant execute on function import_facts(json) to zhidai_officer, zhidai_auditor;

-- The rows of an officer's import, of the firms in these buckets, of which something has changed since they were checked.
-- They are read once and joined with nothing that is found by the import: PostgreSQL takes an import that it has no
-- statistics of for one row. Security definer as import_facts; it answers for imports of the acting bank only.
create function import_stale(p_import uuid, p_from integer, p_to integer, p_judged_by text)
returns table (n integer, uscc text)
language plpgsql volatile security definer
set search_path = public, pg_temp
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
declare
  v_own constant text := app_setting('bank');
begin
  if not exists (select from import i where i.id = p_import and i.bank_code = v_own) then return; end if;
  return query
  select k.n, k.uscc
  from (
    select r.n, r.uscc, r.judged_by, r.facts_then, m.uscc is not null as firm_known, m.name as firm_name,
      coalesce(m.registered_by_hand, false) as registered_by_hand,
      coalesce(
        m.entered_by_bank <> b.own
          and not m.listed
          and m.name_key is distinct from r.name_key
          and not exists (
            select from filing f where f.uscc = r.uscc and (f.bank_code = b.own) is true and f.firm_name = m.name
          ),
        false
      ) as name_known_only_from_another_bank,
      d.id as duplicate_id,
      coalesce(d.uscc = r.uscc and d.amount_fen = r.amount and d.disbursed_on = r.disbursed_on, false) as duplicate_same,
      coalesce(e.own, false) as own_earlier_loan, coalesce(e.other, false) as other_bank_earlier_loan,
      w.id as renewal_id, t.number is not null as number_taken
    from (
      select i.n, i.uscc, i.receipt_key, i.contract_key, i.disbursed_on, i.amount_fen as amount, i.name_key, i.first_loan,
        i.renewal_text as renewal_of, null::text as number, i.judged_by, i.facts as facts_then
      from import_filing i
      where i.import_id = p_import
        and i.bucket >= p_from
        and i.bucket <= p_to
    ) r
    cross join lateral (select v_own as own) b
    left join firm m on m.uscc = r.uscc
    left join lateral (
      select f.id, f.uscc, f.amount_fen, f.disbursed_on
      from filing f
      where f.receipt_key = r.receipt_key
        and f.bank_code = b.own
        and f.state in ('submitted', 'accepted', 'returned')
      limit 1
    ) d on true
    left join lateral (
      select bool_or(f.bank_code = b.own) as own, bool_or(f.bank_code <> b.own) as other
      from filing f
      where r.first_loan
        and f.uscc = r.uscc
        and f.disbursed_on <= r.disbursed_on
        and (f.state in ('submitted', 'accepted')) is true
        and not (f.bank_code = b.own and f.contract_key = r.contract_key)
    ) e on true
    left join lateral (
      select f.id
      from filing f
      where r.renewal_of is not null
        and f.uscc = r.uscc
        and (f.bank_code = b.own) is true
        and (f.id::text = lower(r.renewal_of) or f.number = r.renewal_of)
      limit 1
    ) w on true
    left join filing t on v_own is null and t.number = r.number
    offset 0
  ) k
  where k.judged_by <> p_judged_by
    or k.facts_then <> md5(row(
      k.firm_known, k.firm_name, k.registered_by_hand, k.name_known_only_from_another_bank, k.duplicate_id, k.duplicate_same,
      k.own_earlier_loan, k.other_bank_earlier_loan, k.renewal_id, k.number_taken
    )::text)
  order by 1;
end $$;
grant execute on function import_stale(uuid, integer, integer, text) to zhidai_officer;

-- Marks the transaction as an import that files: filing_guard takes no firm locks in it.
create function lock_firms_in_bulk(firms text[]) returns void
language plpgsql volatile
as $$
begin
  perform set_config('app.bulk', 'on', true);
end $$;
grant execute on function lock_firms_in_bulk(text[]) to zhidai_officer;

-- Enters firms that a bank names for the first time, as firm_enter does.
create function firms_enter(p_firms json) returns void
language plpgsql volatile security definer
set search_path = public, pg_temp
as $$
declare
  entered integer;
begin
  insert into firm (uscc, name, name_key, initials, region_code, entered_by_bank)
  select f.uscc, f.name, f.name_key, f.initials, f.region_code, app_setting('bank')
  from json_to_recordset(p_firms) f (uscc text, name text, name_key text, initials text, region_code text)
  order by f.uscc
  on conflict (uscc) do nothing;
  get diagnostics entered = row_count;
  if entered < json_array_length(p_firms) then
    raise exception 'somebody else has entered the firm in this moment' using errcode = 'serialization_failure';
  end if;
end $$;
grant execute on function firms_enter(json) to zhidai_officer;

-- Files the rows of an officer's own import, of the firms in these buckets, in the order of the sheet. Security definer:
-- the officer may not read back the flags that rest on other banks' filings, which are among the rows.
create function import_file(p_import uuid, p_from integer, p_to integer) returns integer
language plpgsql volatile security definer
set search_path = public, pg_temp
as $$
declare
  filed integer;
begin
  if app_setting('role') is distinct from 'officer'
    or not exists (
      select from import i
      where i.id = p_import
        and i.kind = 'filings'
        and i.bank_code = app_setting('bank')
        and i.state = 'committing'
    )
  then
    raise exception 'an officer files the imports of its own bank, once' using errcode = '42501';
  end if;
  insert into filing (
    bank_code, id, state, uscc, firm_name, region_code, contract_no, contract_key, receipt_no, receipt_key, amount_fen,
    annual_rate_e4, disbursed_on, due_on, guarantee, knowledge_grade, first_loan, renewal, renewal_of, branch, remarks,
    flags, flags_other
  )
  select app_setting('bank'), id, state, uscc, firm_name, region_code, contract_no, contract_key, receipt_no, receipt_key,
    amount_fen, annual_rate_e4, disbursed_on, due_on, guarantee, knowledge_grade, first_loan, renewal, renewal_of, branch,
    remarks, flags, flags_other
  from import_filing i
  where i.import_id = p_import
    and i.bucket >= p_from
    and i.bucket <= p_to
  order by i.n;
  get diagnostics filed = row_count;
  return filed;
end $$;
grant execute on function import_file(uuid, integer, integer) to zhidai_officer;

-- Takes over filings from before there was a registry: with their own number and day, accepted, in the auditor's own
-- regions. Security definer: auditors may not insert filings otherwise.
create function history_file(p_rows json) returns void
language plpgsql volatile security definer
set search_path = public, pg_temp
as $$
declare
  own_regions constant text[] := string_to_array(app_setting('regions'), ',');
begin
  if app_setting('role') is distinct from 'auditor'
    or own_regions is not null
      and exists (
        select from json_to_recordset(p_rows) r (region_code text) where not r.region_code = any (own_regions)
      )
  then
    raise exception 'history is taken over by auditors of the region' using errcode = '42501';
  end if;

  insert into firm (uscc, name, name_key, initials, region_code)
  select distinct on (f.uscc) f.uscc, f.firm_name, f.name_key, f.initials, f.region_code
  from json_to_recordset(p_rows) f (uscc text, firm_name text, name_key text, initials text, region_code text)
  where f.name_key is not null
  order by f.uscc
  on conflict (uscc) do nothing;

  insert into filing (
    id, number, state, state_changed_at, submitted_at, filed_on, bank_code, uscc, firm_name, region_code, contract_no,
    contract_key, receipt_no, receipt_key, amount_fen, annual_rate_e4, disbursed_on, due_on, guarantee, knowledge_grade,
    first_loan, renewal, renewal_of, branch, remarks
  )
  select f.id, f.number, 'accepted', (f.filed_on + time '12:00') at time zone 'Asia/Shanghai',
    (f.filed_on + time '12:00') at time zone 'Asia/Shanghai', f.filed_on, f.bank_code, f.uscc, f.firm_name, f.region_code,
    f.contract_no, f.contract_key, f.receipt_no, f.receipt_key, f.amount_fen, f.annual_rate_e4, f.disbursed_on, f.due_on,
    f.guarantee, f.knowledge_grade, f.first_loan, f.renewal, f.renewal_of, f.branch, f.remarks
  from json_to_recordset(p_rows) f (
    id uuid, number text, filed_on date, bank_code text, uscc text, firm_name text, region_code text, contract_no text,
    contract_key text, receipt_no text, receipt_key text, amount_fen bigint, annual_rate_e4 integer, disbursed_on date,
    due_on date, guarantee text, knowledge_grade text, first_loan boolean, renewal boolean, renewal_of uuid, branch text,
    remarks text
  );
end $$;
grant execute on function history_file(json) to zhidai_auditor;

-- ---- row-level security: an import belongs to a bank, or to the bureau and its auditors' regions ----

alter table import enable row level security;
create policy officer_all on import for all to zhidai_officer
using (bank_code = (select app_setting('bank')))
with check (bank_code = (select app_setting('bank')));
create policy auditor_all on import for all to zhidai_auditor
using (
  bank_code is null
  and (
    (select app_setting('regions')) is null
    or regions is not null and regions <@ string_to_array((select app_setting('regions')), ',')
  )
)
with check (
  bank_code is null
  and (
    (select app_setting('regions')) is null
    or regions is not null and regions <@ string_to_array((select app_setting('regions')), ',')
  )
);
create policy system_all on import for all to zhidai_system
using (true)
with check (true);

-- Rows of visible imports; those are looked up once in a statement.
alter table import_progress enable row level security;
create policy officer_all on import_progress for all to zhidai_officer
using (import_id = any ((select array(select i.id from import i))::uuid[]))
with check (import_id = any ((select array(select i.id from import i))::uuid[]));
create policy auditor_all on import_progress for all to zhidai_auditor
using (import_id = any ((select array(select i.id from import i))::uuid[]))
with check (import_id = any ((select array(select i.id from import i))::uuid[]));
create policy system_all on import_progress for all to zhidai_system
using (true)
with check (true);

alter table import_chunk enable row level security;
create policy officer_all on import_chunk for all to zhidai_officer
using (import_id = any ((select array(select i.id from import i))::uuid[]))
with check (import_id = any ((select array(select i.id from import i))::uuid[]));
create policy auditor_all on import_chunk for all to zhidai_auditor
using (import_id = any ((select array(select i.id from import i))::uuid[]))
with check (import_id = any ((select array(select i.id from import i))::uuid[]));
create policy system_all on import_chunk for all to zhidai_system
using (true)
with check (true);

alter table import_row enable row level security;
create policy officer_all on import_row for all to zhidai_officer
using (import_id = any ((select array(select i.id from import i))::uuid[]))
with check (import_id = any ((select array(select i.id from import i))::uuid[]));
create policy auditor_all on import_row for all to zhidai_auditor
using (import_id = any ((select array(select i.id from import i))::uuid[]))
with check (import_id = any ((select array(select i.id from import i))::uuid[]));
create policy system_all on import_row for all to zhidai_system
using (true)
with check (true);

alter table import_mend enable row level security;
create policy officer_all on import_mend for all to zhidai_officer
using (import_id = any ((select array(select i.id from import i))::uuid[]))
with check (import_id = any ((select array(select i.id from import i))::uuid[]));
create policy auditor_all on import_mend for all to zhidai_auditor
using (import_id = any ((select array(select i.id from import i))::uuid[]))
with check (import_id = any ((select array(select i.id from import i))::uuid[]));
create policy system_all on import_mend for all to zhidai_system
using (true)
with check (true);

alter table import_filing enable row level security;
create policy officer_all on import_filing for all to zhidai_officer
using (import_id = any ((select array(select i.id from import i))::uuid[]))
with check (import_id = any ((select array(select i.id from import i))::uuid[]));
create policy system_all on import_filing for all to zhidai_system
using (true)
with check (true);

alter table import_column enable row level security;
create policy officer_all on import_column for all to zhidai_officer
using (bank_code = (select app_setting('bank')))
with check (bank_code = (select app_setting('bank')));
create policy auditor_all on import_column for all to zhidai_auditor
using (bank_code = '')
with check (bank_code = '');
create policy system_all on import_column for all to zhidai_system
using (true)
with check (true);

grant select, insert, update, delete on import, import_progress, import_chunk, import_row, import_mend, import_column
to zhidai_officer, zhidai_auditor, zhidai_system;
-- An officer writes here what it may not read back: flags that rest on other banks' filings, and what they rest on.
grant insert, delete, update (judged_by) on import_filing to zhidai_officer;
grant select (import_id, n, bucket, firm_known, first_loan, uscc, firm_name, region_code) on import_filing
to zhidai_officer;
grant select, delete on import_filing to zhidai_system;
