-- Filings: what every write must keep, whatever sends it; what a check needs to know; who may see and do what.

create trigger audit_insert after insert on filing referencing new table as new_rows
for each statement execute function audit_insert('filing', 'id', 'contract_key,receipt_key,filed_sort,in_review,flagged', 'flags_other');
create trigger audit_update after update on filing referencing old table as old_rows new table as new_rows
for each statement execute function audit_update('filing', 'id', 'contract_key,receipt_key,filed_sort,in_review,flagged', 'flags_other');
create trigger audit_delete after delete on filing referencing old table as old_rows
for each statement execute function audit_delete('filing', 'id', 'contract_key,receipt_key,filed_sort,in_review,flagged', 'flags_other');
create trigger audit_truncate before truncate on filing
for each statement execute function audit_truncate();

-- Keeps the rules of a filing's row: states, content, number, links. Security definer: it locks the firm's row and reads
-- firms, numbers and qualifications that the writer may not see; it shows none of them.
--
-- Whoever files holds the firm's row FOR KEY SHARE from here on at the latest, so no qualification of the firm changes
-- unseen between the computing of the link and the commit. An import (setting app.bulk) takes no lock here: it locks its
-- firms at its end and links again what has changed. Sequential scans are off: a plan made while a table was small would
-- be kept while an import makes it large.
create function filing_guard() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
set enable_seqscan = off
as $$
declare
  relink constant boolean :=
    tg_op = 'INSERT' or (new.uscc, new.disbursed_on) is distinct from (old.uscc, old.disbursed_on);
  serial text;
  missing text;
begin
  if relink then
    if current_setting('transaction_isolation') <> 'read committed' then perform require_read_committed(); end if;
    if app_setting('bulk') is null then
      perform from firm f where f.uscc = new.uscc for key share;
    end if;
  end if;

  if tg_op = 'INSERT'
    or (new.bank_code, new.uscc, new.region_code) is distinct from (old.bank_code, old.uscc, old.region_code)
  then
    missing := case
      when not exists (select from bank b where b.code = new.bank_code) then 'bank_code'
      when not exists (select from firm f where f.uscc = new.uscc) then 'uscc'
      when not exists (select from region r where r.code = new.region_code) then 'region_code'
    end;
    if missing is not null then
      raise exception 'a filing names a bank, firm or region that is not registered'
        using errcode = 'foreign_key_violation', constraint = 'filing_' || missing || '_fkey', table = 'filing';
    end if;
  end if;

  if tg_op = 'INSERT' then
    if new.state not in ('submitted', 'accepted') then
      raise exception 'a filing begins as submitted or accepted, not as %', new.state using errcode = 'ZD002';
    end if;
    new.version := 1;
    new.submitted_at := coalesce(new.submitted_at, app_now());
    new.state_changed_at := coalesce(new.state_changed_at, app_now());
  else
    if new.id <> old.id or new.bank_code <> old.bank_code or new.submitted_at <> old.submitted_at then
      raise exception 'id, bank and first submission of a filing never change' using errcode = 'ZD002';
    end if;
    if new.state <> old.state
      and (old.state, new.state) not in (
        ('submitted', 'accepted'), ('submitted', 'returned'), ('submitted', 'withdrawn'),
        ('returned', 'submitted'), ('returned', 'accepted'), ('returned', 'withdrawn'),
        ('accepted', 'voided')
      )
    then
      raise exception 'a filing does not go from % to %', old.state, new.state using errcode = 'ZD002';
    end if;
    if app_setting('role') is distinct from 'system'
      and old.state in ('accepted', 'withdrawn', 'voided')
      and (
        new.uscc, new.firm_name, new.region_code, new.contract_no, new.receipt_no, new.amount_fen,
        new.annual_rate_e4, new.disbursed_on, new.due_on, new.guarantee, new.knowledge_grade, new.first_loan,
        new.renewal, new.renewal_of, new.branch
      ) is distinct from (
        old.uscc, old.firm_name, old.region_code, old.contract_no, old.receipt_no, old.amount_fen,
        old.annual_rate_e4, old.disbursed_on, old.due_on, old.guarantee, old.knowledge_grade, old.first_loan,
        old.renewal, old.renewal_of, old.branch
      )
    then
      raise exception 'the content of a filing that is % never changes', old.state using errcode = 'ZD002';
    end if;
    if new.state = 'voided' and old.state <> 'voided' and app_setting('role') not in ('auditor', 'system') then
      raise exception 'a bank cannot void a filing' using errcode = 'ZD002';
    end if;
    new.version := old.version + 1;
    if new.state <> old.state then new.state_changed_at := app_now(); end if;
  end if;

  if new.state = 'accepted' then
    new.filed_on := coalesce(new.filed_on, shanghai_day(app_now()));
    while new.number is null loop
      serial := nextval('filing_number')::text;
      new.number := 'ZD' || extract(year from new.filed_on)::int || '-' || lpad(serial, greatest(6, length(serial)), '0');
      -- Numbers taken over from before may have this form too.
      if exists (select from filing f where f.number = new.number) then new.number := null; end if;
    end loop;
  end if;

  if (
    new.amount_fen between 1 and 999999999999
    and new.annual_rate_e4 between 0 and 360000
    and new.due_on > new.disbursed_on
    and new.guarantee in ('credit', 'guaranteed_credit')
    and coalesce(new.knowledge_grade in ('A', 'B', 'C', 'D', 'E'), true)
    and (new.renewal or new.renewal_of is null)
    and (new.state in ('accepted', 'voided')) = (new.number is not null)
    and (new.state in ('accepted', 'voided')) = (new.filed_on is not null)
  ) is false then
    raise exception 'a filing that cannot be: amount, rate, term, words, renewal, or a number that its state does not have'
      using errcode = 'check_violation', constraint = 'filing_content', table = 'filing';
  end if;

  if relink then new.links := link_of(new.uscc, new.disbursed_on); end if;
  return new;
end $$;
create trigger filing_guard before insert or update on filing
for each row execute function filing_guard();

create function refuse_filing_delete() returns trigger
language plpgsql
as $$
begin
  raise exception 'a filing is withdrawn or voided, never deleted' using errcode = 'ZD002';
end $$;
create trigger refuse_delete before delete on filing
for each row execute function refuse_filing_delete();

-- All that a filing is checked by. Security definer: it looks across banks (whether another bank lent earlier, whether it
-- alone knows the firm's name) and therefore answers with words, never with another bank's row. PL/pgSQL, because
-- PostgreSQL before 18 plans an SQL function anew at every call. Each look-up is a small statement, made only when its
-- answer is needed. "(...) is true" keeps the index of a bank out of a search by firm: a firm's filings are few, a bank's
-- are many.
create function filing_facts(
  p_uscc text, p_region text, p_disbursed date, p_receipt_key text, p_contract_key text, p_self uuid, p_renewal_of text,
  p_name_key text, p_first_loan boolean,
  out firm_known boolean, out firm_name text, out registered_by_hand boolean,
  out name_known_only_from_another_bank boolean, out region_name text, out bank_name text, out programme jsonb,
  out lpr jsonb, out lpr_checked_until date, out duplicate_id uuid, out own_earlier_loan boolean,
  out other_bank_earlier_loan boolean, out renewal_id uuid
)
language plpgsql volatile security definer
set search_path = public, pg_temp
as $$
declare
  own constant text := app_setting('bank');
begin
  select f.uscc is not null, f.name, coalesce(f.registered_by_hand, false),
    f.entered_by_bank <> own and not f.listed and f.name_key is distinct from p_name_key,
    (
      select r.name from region r
      where r.code = p_region
        and (
          p_disbursed is null
          or (r.valid_from is null or r.valid_from <= p_disbursed) and (r.valid_to is null or r.valid_to >= p_disbursed)
        )
    ),
    (select b.name from bank b where b.code = own),
    (
      select to_jsonb(r) from programme_rule r
      where p_region like r.region_prefix || '%'
        and r.valid_from <= p_disbursed
        and (r.valid_to is null or r.valid_to >= p_disbursed)
      order by length(r.region_prefix) desc, r.valid_from desc, r.code
      limit 1
    ),
    (
      select d.id from filing d
      where d.receipt_key = p_receipt_key
        and d.bank_code = own
        and d.state in ('submitted', 'accepted', 'returned')
        and d.id is distinct from p_self
    )
  into firm_known, firm_name, registered_by_hand, name_known_only_from_another_bank, region_name, bank_name, programme,
    duplicate_id
  from (select) one
  left join firm f on f.uscc = p_uscc;

  name_known_only_from_another_bank := name_known_only_from_another_bank
    and not exists (
      select from filing f
      where f.uscc = p_uscc
        and (f.bank_code = own) is true
        and f.id is distinct from p_self
        and f.firm_name = filing_facts.firm_name
    );

  if programme -> 'limits' ? 'rate' then
    lpr := (
      select jsonb_agg(jsonb_build_object('from', l.from_day, 'oneYearE4', l.one_year_e4) order by l.from_day) from lpr l
    );
    select r.lpr_checked_until into lpr_checked_until from registry r;
  end if;

  if p_first_loan then
    select coalesce(bool_or(e.bank_code = own), false), coalesce(bool_or(e.bank_code <> own), false)
    into own_earlier_loan, other_bank_earlier_loan
    from (
      select f.bank_code, f.contract_key
      from filing f
      where f.uscc = p_uscc
        and f.disbursed_on <= p_disbursed
        and (f.state in ('submitted', 'accepted')) is true
        and f.id is distinct from p_self
      union all
      -- Rows of an import that is being committed count as filed.
      select i.bank_code, k.contract_key
      from import i
      join import_filing k on k.import_id = i.id
      where i.state = 'committing'
        and i.kind = 'filings'
        and k.bucket = hashtext(p_uscc) & 1023
        and k.uscc = p_uscc
        and k.disbursed_on <= p_disbursed
    ) e
    where not (e.bank_code = own and e.contract_key = p_contract_key);
  end if;

  if p_renewal_of is not null then
    select f.id into renewal_id
    from filing f
    where f.uscc = p_uscc
      and (f.bank_code = own) is true
      and f.id is distinct from p_self
      and (f.id::text = lower(p_renewal_of) or f.number = p_renewal_of);
  end if;
end $$;
grant execute on function filing_facts(text, text, date, text, text, uuid, text, text, boolean)
to zhidai_officer, zhidai_system;

-- Enters a firm that a bank names for the first time; its name was checked as that of a firm nobody knows. Security
-- definer: a bank may not write firms; this writes one row, in the name of the acting bank.
create function firm_enter(p_uscc text, p_name text, p_name_key text, p_initials text, p_region text) returns void
language plpgsql volatile security definer
set search_path = public, pg_temp
as $$
begin
  insert into firm (uscc, name, name_key, initials, region_code, entered_by_bank)
  values (p_uscc, p_name, p_name_key, p_initials, p_region, app_setting('bank'))
  on conflict (uscc) do nothing;
  if not found then
    raise exception 'somebody else has entered the firm in this moment' using errcode = 'serialization_failure';
  end if;
end $$;
grant execute on function firm_enter(text, text, text, text, text) to zhidai_officer, zhidai_system;

alter table filing enable row level security;

create policy officer_select on filing for select to zhidai_officer
using (bank_code = (select app_setting('bank')));
create policy officer_insert on filing for insert to zhidai_officer
with check (bank_code = (select app_setting('bank')));
create policy officer_update on filing for update to zhidai_officer
using (bank_code = (select app_setting('bank')))
with check (bank_code = (select app_setting('bank')));

create policy auditor_select on filing for select to zhidai_auditor
using (
  (select app_setting('regions')) is null
  or region_code = any (string_to_array((select app_setting('regions')), ','))
);
create policy auditor_update on filing for update to zhidai_auditor
using (
  (select app_setting('regions')) is null
  or region_code = any (string_to_array((select app_setting('regions')), ','))
)
with check (
  (select app_setting('regions')) is null
  or region_code = any (string_to_array((select app_setting('regions')), ','))
);

create policy firm_select on filing for select to zhidai_firm
using (uscc = (select app_setting('uscc')));

create policy system_all on filing for all to zhidai_system
using (true)
with check (true);

-- What a role may not read of a row has no column grant, so a forgotten column is an error and not a leak. Nobody but the
-- relink of qualifications writes links.
grant select (
  id, number, state, state_reason, state_changed_at, bank_code, uscc, firm_name, region_code, contract_no, contract_key,
  receipt_no, receipt_key, amount_fen, annual_rate_e4, disbursed_on, due_on, guarantee, knowledge_grade, first_loan,
  renewal, renewal_of, branch, remarks, submitted_at, filed_on, links, status, filed_sort, version
) on filing to zhidai_officer, zhidai_firm;
grant select (flags, in_review, flagged) on filing to zhidai_officer;
grant select on filing to zhidai_auditor, zhidai_system;

grant insert (
  id, bank_code, state, state_reason, uscc, firm_name, region_code, contract_no, contract_key, receipt_no, receipt_key,
  amount_fen, annual_rate_e4, disbursed_on, due_on, guarantee, knowledge_grade, first_loan, renewal, renewal_of, branch,
  remarks, flags, flags_other
) on filing to zhidai_officer;
grant update (
  state, state_reason, uscc, firm_name, region_code, contract_no, contract_key, receipt_no, receipt_key, amount_fen,
  annual_rate_e4, disbursed_on, due_on, guarantee, knowledge_grade, first_loan, renewal, renewal_of, branch, remarks,
  flags, flags_other
) on filing to zhidai_officer;
grant update (state, state_reason) on filing to zhidai_auditor;
grant insert on filing to zhidai_system;
grant update (
  number, state, state_reason, state_changed_at, uscc, firm_name, region_code, contract_no, contract_key, receipt_no,
  receipt_key, amount_fen, annual_rate_e4, disbursed_on, due_on, guarantee, knowledge_grade, first_loan, renewal,
  renewal_of, branch, remarks, filed_on, flags, flags_other
) on filing to zhidai_system;
