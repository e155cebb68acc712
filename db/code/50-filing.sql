-- Filings: what every write must keep, whatever sends it; what a check needs to know; who may see and do what. The
-- service checks first and gives better messages; the guard here is what holds against any client of the database.

create trigger audit_insert after insert on filing referencing new table as new_rows
for each statement execute function audit_insert('filing', 'id', 'contract_key,receipt_key,filed_sort,in_review,flagged', 'flags_other');
create trigger audit_update after update on filing referencing old table as old_rows new table as new_rows
for each statement execute function audit_update('filing', 'id', 'contract_key,receipt_key,filed_sort,in_review,flagged', 'flags_other');
create trigger audit_delete after delete on filing referencing old table as old_rows
for each statement execute function audit_delete('filing', 'id', 'contract_key,receipt_key,filed_sort,in_review,flagged', 'flags_other');
create trigger audit_truncate before truncate on filing
for each statement execute function audit_truncate();

-- The serial of the n-th filing number, nine digits: n permuted by a secret, so that two serials say nothing of how many
-- lie between them. A Feistel network of eight rounds permutes the numbers of 30 bits; what falls outside the range is
-- permuted again until it falls inside (cycle walking), which makes it a permutation of the range.
create function filing_serial(n bigint, secret bytea) returns integer
language plpgsql immutable
as $$
declare
  serial integer := n - 1;
  high integer;
  low integer;
  digest bytea;
begin
  if n not between 1 and 900000000 then
    raise exception 'there are 900000000 filing numbers, not %', n using errcode = 'numeric_value_out_of_range';
  end if;
  loop
    high := serial >> 15;
    low := serial & 32767;
    for round in 1..8 loop
      digest := sha256(secret || int4send((round << 15) | low));
      serial := high # ((get_byte(digest, 0) << 7) | (get_byte(digest, 1) >> 1));
      high := low;
      low := serial;
    end loop;
    serial := (high << 15) | low;
    exit when serial < 900000000;
  end loop;
  return 100000000 + serial;
end $$;

-- Called by filing_guard, with the rights of its owner: no role may execute this, and none may read the secret, which has
-- neither a grant nor a policy.
alter table filing_number_secret enable row level security;

create function next_filing_serial() returns integer
language plpgsql volatile
as $$
begin
  return filing_serial(nextval('filing_number'), (select k.secret from filing_number_secret k));
end $$;

-- The flags of a filing whose links were computed again. NOT_ELIGIBLE names the statuses of which the firm held none on
-- the day of disbursement, CERTIFICATE_WAITING the one that waits; it is met as long as the links have one of them, since
-- the instant `metAt`. Flags are no errors: whether the filing is accepted is still for an auditor to decide.
create function flags_met(flags jsonb, links jsonb, at timestamptz) returns jsonb
language plpgsql stable
as $$
begin
  return (
    select jsonb_agg(
      case
        when f.flag ->> 'rule' not in ('NOT_ELIGIBLE', 'CERTIFICATE_WAITING') then f.flag
        when (links ?| string_to_array(f.flag #>> '{params,statuses}', ',')) is not true then f.flag - 'metAt'
        when f.flag ? 'metAt' then f.flag
        else f.flag || jsonb_build_object('metAt', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      end
      order by f.n
    )
    from jsonb_array_elements(flags) with ordinality f (flag, n)
  );
end $$;

-- The guard of a filing's row: states, content, number, links, flags that links meet. Security definer: it locks the
-- firm's row and reads firms, numbers and qualifications that the writer may not see; it returns none of them.
--
-- A filing holds the firm's row FOR KEY SHARE from here on at the latest, so no qualification of the firm can change
-- between the computing of the links and the commit. An import (setting app.bulk) takes no lock here: it locks its
-- firms at its end and computes outdated links again. Sequential scans are off: a session reuses its plans, and one
-- made for a small table would be slow when an import has made it large.
create function filing_guard() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
set enable_seqscan = off
as $$
declare
  -- Links that a statement has written are replaced too: nobody can store others, not even the owner of the table.
  relink constant boolean := tg_op = 'INSERT'
    or (new.uscc, new.disbursed_on, new.links) is distinct from (old.uscc, old.disbursed_on, old.links);
  who constant text := acting();
  acting_at constant timestamptz := actor_member(who, 'now');
  known record;
begin
  if relink or (new.bank_code, new.region_code) is distinct from (old.bank_code, old.region_code) then
    if current_setting('transaction_isolation') <> 'read committed' then perform require_read_committed(); end if;
    if relink and actor_member(who, 'bulk') is null then
      select exists (select from bank b where b.code = new.bank_code) as bank,
        exists (select from region r where r.code = new.region_code) as region
      into known
      from firm f where f.uscc = new.uscc for key share;
    else
      select exists (select from bank b where b.code = new.bank_code) as bank,
        exists (select from region r where r.code = new.region_code) as region
      into known
      from firm f where f.uscc = new.uscc;
    end if;
    if not found or not known.bank or not known.region then
      raise exception 'a filing names a bank, firm or region that is not registered'
        using errcode = 'foreign_key_violation', table = 'filing', constraint = 'filing_' || case
          when not exists (select from bank b where b.code = new.bank_code) then 'bank_code'
          when not exists (select from firm f where f.uscc = new.uscc) then 'uscc'
          else 'region_code'
        end || '_fkey';
    end if;
  end if;

  if tg_op = 'INSERT' then
    if new.state not in ('submitted', 'accepted') then
      raise exception 'a filing begins as submitted or accepted, not as %', new.state using errcode = 'ZD002';
    end if;
    new.version := 1;
    new.submitted_at := coalesce(new.submitted_at, acting_at);
    new.state_changed_at := coalesce(new.state_changed_at, acting_at);
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
    if actor_member(who, 'role') is distinct from 'system'
      and old.state in ('accepted', 'withdrawn', 'voided')
      and (
        new.uscc, new.firm_name, new.region_code, new.contract_no, new.receipt_no, new.amount_fen,
        new.annual_rate_e4, new.disbursed_on, new.due_on, new.guarantee, new.knowledge_grade, new.purpose,
        new.first_loan, new.renewal, new.renewal_of, new.branch
      ) is distinct from (
        old.uscc, old.firm_name, old.region_code, old.contract_no, old.receipt_no, old.amount_fen,
        old.annual_rate_e4, old.disbursed_on, old.due_on, old.guarantee, old.knowledge_grade, old.purpose,
        old.first_loan, old.renewal, old.renewal_of, old.branch
      )
      -- An accepted amendment changes what it says, and nothing else.
      and not exists (
        select from amendment a
        where a.id = old.pending_amendment
          and a.state = 'accepted'
          and filing_content(new) = filing_content(old) || a.after
      )
    then
      raise exception 'the content of a filing that is % never changes', old.state using errcode = 'ZD002';
    end if;
    new.version := old.version + 1;
    if new.state <> old.state then new.state_changed_at := acting_at; end if;
  end if;

  -- Who may do which step. A bank corrects and withdraws; what it files or corrects is accepted only without flags.
  if tg_op = 'INSERT' or new.state <> old.state then
    if (case actor_member(who, 'database_role')
      when 'zhidai_officer' then
        new.state in ('submitted', 'withdrawn')
        or new.state = 'accepted' and new.flags = '[]' and new.flags_other = '[]'
      when 'zhidai_auditor' then
        tg_op = 'INSERT' and new.state = 'accepted'
        or tg_op = 'UPDATE' and (old.state, new.state) in (
          ('submitted', 'accepted'), ('submitted', 'returned'), ('accepted', 'voided')
        )
      else actor_member(who, 'database_role') in ('zhidai_system', 'owner')
    end) is not true then
      raise exception 'as %, a filing does not become %', actor_member(who, 'role'), new.state using errcode = 'ZD002';
    end if;
  end if;

  if new.state = 'accepted' then
    new.filed_on := coalesce(new.filed_on, shanghai_day(acting_at));
    while new.number is null loop
      new.number := 'ZD' || extract(year from new.filed_on)::int || '-' || next_filing_serial();
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

  if relink then
    new.links := link_of(new.uscc, new.disbursed_on);
    if new.state in ('submitted', 'returned') and new.flags <> '[]' then
      new.flags := flags_met(new.flags, new.links, coalesce(acting_at, now()));
    end if;
  end if;
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

-- The context of filings: what the registry knows that bears on each of them, for one filing or thousands. p_filings has
-- an object for each, with a number of its own. The bank is the officer's; for an auditor's history, the one that the
-- filing names.
--
-- First it locks, so that what it reads holds until the commit: the firms in p_firms FOR KEY SHARE, so that none of
-- their qualifications changes; those in p_claims, for which a first loan is claimed, FOR NO KEY UPDATE, so that one of
-- two concurrent claims waits and sees the other. Both in code order.
--
-- With p_own_only it answers as if no other bank had filed anything, for what is checked and not filed: neither the answer
-- nor what is looked up depends on another bank's filings.
--
-- Security definer: rules need facts from other banks (whether another bank lent earlier, whether only another bank has
-- given the firm's name). It returns words and flags, never a row of another bank.
--
-- For speed: PL/pgSQL, because PostgreSQL before 18 plans an SQL function at every call; "offset 0" and no sequential
-- scans, because one plan is reused for any number of rows; separate functions for what few filings need, because
-- starting a plan costs more than running it for one filing.
create function filing_context(p_filings json, p_firms text[], p_claims text[], p_own_only boolean)
returns table (
  n integer, firm_known boolean, firm_name text, registered_by_hand boolean, name_known_only_from_another_bank boolean,
  region_name text, lpr_from date, lpr_e4 integer, lpr_five_year_e4 integer, lpr_checked_until date, duplicate_id uuid,
  duplicate_same boolean, earlier_loan text, renewal_id uuid, links jsonb, former_name_until date,
  waiting_certificates jsonb
)
language plpgsql volatile security definer
set search_path = public, pg_temp
set enable_seqscan = off
as $$
declare
  own_bank constant text := app_setting('bank');
begin
  perform require_acting_as('zhidai_officer', 'zhidai_auditor', 'zhidai_system');
  if cardinality(p_firms) > 0 then
    perform from firm f where f.uscc = any (p_firms) order by f.uscc for key share;
  end if;
  if cardinality(p_claims) > 0 then
    perform from firm f where f.uscc = any (p_claims) order by f.uscc for no key update;
  end if;
  return query
  select r.n, m.uscc is not null,
    case
      when not p_own_only or m.listed then m.name
      else own_firm_name(r.uscc, own_bank)
    end,
    coalesce(m.registered_by_hand, false),
    case
      when not p_own_only
        and m.entered_by_bank <> coalesce(own_bank, r.bank_code)
        and not m.listed
        and m.name_key is distinct from r.name_key
      then not bank_uses_name(coalesce(own_bank, r.bank_code), r.uscc, m.name, r.id)
      else false
    end,
    (
      select g.name from region g
      where g.code = r.region_code
        and (
          r.disbursed_on is null
          or (g.valid_from is null or g.valid_from <= r.disbursed_on)
            and (g.valid_to is null or g.valid_to >= r.disbursed_on)
        )
    ),
    l.from_day, l.one_year_e4, l.five_year_e4, (select y.lpr_checked_until from registry y), d.id,
    coalesce(d.uscc = r.uscc and d.amount_fen = r.amount_fen and d.disbursed_on = r.disbursed_on, false),
    case
      when r.first_loan is not true then null
      when p_own_only then own_earlier_loan(r.uscc, r.disbursed_on, own_bank, r.contract_key, r.id)
      else earlier_loan(r.uscc, r.disbursed_on, coalesce(own_bank, r.bank_code), r.contract_key, r.id)
    end,
    case when r.renewal_of is not null then
      renewed_filing(r.uscc, coalesce(own_bank, r.bank_code), r.renewal_of, r.id)
    end,
    case when p_own_only or m.uscc is not null then link_of(r.uscc, r.disbursed_on) end,
    case when m.name_key <> r.name_key then
      former_name_until(r.uscc, r.name_key, coalesce(own_bank, r.bank_code))
    end,
    (
      select jsonb_object_agg(w.kind, w.certificate_no)
      from waiting_certificate w
      where w.state = 'waiting'
        and w.name_key = r.name_key
        and r.disbursed_on between w.valid_from and w.valid_to
    )
  from json_to_recordset(p_filings) r (
    n integer, id uuid, bank_code text, uscc text, name_key text, region_code text, contract_key text, receipt_key text,
    amount_fen bigint, disbursed_on date, first_loan boolean, renewal_of text
  )
  left join lateral (
    select f.uscc, f.name, f.name_key, f.listed, f.entered_by_bank, f.registered_by_hand
    from firm f
    where f.uscc = r.uscc
    offset 0
  ) m on true
  left join lateral (
    select p.from_day, p.one_year_e4, p.five_year_e4
    from lpr p
    where p.from_day <= r.disbursed_on
    order by p.from_day desc
    limit 1
  ) l on true
  left join lateral (
    select f.id, f.uscc, f.amount_fen, f.disbursed_on
    from filing f
    where f.receipt_key = r.receipt_key
      and f.bank_code = coalesce(own_bank, r.bank_code)
      and f.state in ('submitted', 'accepted', 'returned')
      and f.id is distinct from r.id
    limit 1
  ) d on true;
end $$;
grant execute on function filing_context(json, text[], text[], boolean) to zhidai_officer, zhidai_auditor, zhidai_system;

-- Parts of the context that few filings need; called by filing_context only. "(...) is true" keeps the planner from the
-- index of a bank when it searches by firm: a firm has few filings, a bank many.

-- Whether a bank has filed for a firm under this name.
create function bank_uses_name(bank text, firm text, name text, except_filing uuid) returns boolean
language plpgsql stable
as $$
begin
  return exists (
    select from filing f
    where f.uscc = firm
      and (f.bank_code = bank) is true
      and f.firm_name = name
      and f.id is distinct from except_filing
  );
end $$;

-- The last day of a former name of the firm that the bank may know; null if it is none.
create function former_name_until(firm text, key text, bank text) returns date
language plpgsql stable
as $$
begin
  return (
    select max(n.until_day)
    from firm_name n
    where n.uscc = firm
      and n.name_key = key
      and (n.entered_by_bank is null or n.entered_by_bank = bank)
  );
end $$;

-- Who has filed an earlier loan of a firm, of another contract: 'own' for the bank itself, 'other' for another one,
-- 'both', or null. Rows of an import that is being committed count as filed (but not for that import).
create function earlier_loan(firm text, day date, bank text, own_contract text, except_filing uuid) returns text
language plpgsql volatile
as $$
begin
  return (
    select case
        when bool_and(s.bank_code = bank) then 'own'
        when bool_and(s.bank_code <> bank) then 'other'
        when count(*) > 0 then 'both'
      end
    from (
      select f.bank_code, f.contract_key
      from filing f
      where f.uscc = firm
        and f.disbursed_on <= day
        and (f.state in ('submitted', 'accepted')) is true
        and f.id is distinct from except_filing
      union all
      select i.bank_code, r.contract_key
      from import i
      join import_row r on r.import_id = i.id
      where i.state = 'committing'
        and i.kind = 'filings'
        and app_setting('bulk') is null
        and r.uscc = firm
        and r.disbursed_on <= day
        and r.verdict = 'valid'
    ) s
    where not (s.bank_code = bank and s.contract_key = own_contract)
  );
end $$;

-- The same for a check that leaves other banks out: 'own' or null. Rows of other banks are passed over in the index.
create function own_earlier_loan(firm text, day date, bank text, own_contract text, except_filing uuid) returns text
language plpgsql volatile
as $$
begin
  return (
    select 'own'
    where exists (
        select from filing f
        where f.uscc = firm
          and f.bank_code = bank
          and f.disbursed_on <= day
          and f.state in ('submitted', 'accepted')
          and f.contract_key <> own_contract
          and f.id is distinct from except_filing
      )
      or exists (
        select from import i
        join import_row r on r.import_id = i.id
        where i.state = 'committing'
          and i.kind = 'filings'
          and i.bank_code = bank
          and r.uscc = firm
          and r.disbursed_on <= day
          and r.verdict = 'valid'
          and r.contract_key <> own_contract
      )
  );
end $$;

-- The name by which a bank knows a firm of no list without the filings of others: null if it has not filed for the firm;
-- the registered one if that is the bureau's or its own; otherwise that of its own first filing.
create function own_firm_name(firm text, bank text) returns text
language plpgsql stable
as $$
declare
  first_name constant text := (
    select o.firm_name
    from (
      select f.firm_name, f.submitted_at, f.id from filing f where f.uscc = firm and f.bank_code = bank offset 0
    ) o
    order by o.submitted_at, o.id
    limit 1
  );
begin
  if first_name is null then return null; end if;
  return coalesce(
    (select m.name from firm m where m.uscc = firm and coalesce(m.entered_by_bank, bank) = bank),
    first_name
  );
end $$;

-- The bank's own filing for the firm that has this id or number.
create function renewed_filing(firm text, bank text, id_or_number text, except_filing uuid) returns uuid
language plpgsql stable
as $$
begin
  return (
    select f.id
    from filing f
    where f.uscc = firm
      and (f.bank_code = bank) is true
      and f.id is distinct from except_filing
      and (f.id::text = lower(id_or_number) or f.number = id_or_number)
    limit 1
  );
end $$;

-- Registers firms that a bank names for the first time. Their names were checked as those of unknown firms. Security
-- definer: a bank may not write firms; the rows name the bank that has given the name.
create function firm_enter(p_firms json) returns void
language plpgsql volatile security definer
set search_path = public, pg_temp
as $$
declare
  own_bank constant text := app_setting('bank');
  entered integer;
begin
  perform require_acting_as('zhidai_officer', 'zhidai_system');
  insert into firm (uscc, name, name_key, initials, region_code, entered_by_bank)
  select f.uscc, f.name, f.name_key, f.initials, f.region_code, own_bank
  from json_to_recordset(p_firms) f (uscc text, name text, name_key text, initials text, region_code text)
  order by f.uscc
  on conflict (uscc) do nothing;
  get diagnostics entered = row_count;
  if entered < json_array_length(p_firms) then
    raise exception 'another transaction has entered one of these firms' using errcode = 'serialization_failure';
  end if;
end $$;
grant execute on function firm_enter(json) to zhidai_officer, zhidai_system;

-- Inserts filings from before the registry, with their own number and day, as accepted, in the auditor's regions only.
-- Security definer: auditors may not insert filings otherwise.
create function history_file(p_rows json) returns void
language plpgsql volatile security definer
set search_path = public, pg_temp
as $$
declare
  own_regions constant text[] := string_to_array(app_setting('regions'), ',');
begin
  perform require_acting_as('zhidai_auditor');
  if own_regions is distinct from '{*}'
    and exists (
      select from json_to_recordset(p_rows) r (region_code text)
      where (r.region_code = any (own_regions)) is not true
    )
  then
    raise exception 'history is taken over by auditors of the region' using errcode = '42501';
  end if;

  insert into firm (uscc, name, name_key, initials, region_code, entered_by_bank)
  select distinct on (f.uscc) f.uscc, f.firm_name, f.name_key, f.initials, f.region_code, f.bank_code
  from json_to_recordset(p_rows) f (
    uscc text, firm_name text, name_key text, initials text, region_code text, bank_code text
  )
  where f.name_key is not null
  order by f.uscc
  on conflict (uscc) do nothing;

  insert into filing (
    id, number, state, state_changed_at, submitted_at, filed_on, bank_code, uscc, firm_name, region_code, contract_no,
    contract_key, receipt_no, receipt_key, amount_fen, annual_rate_e4, disbursed_on, due_on, guarantee, knowledge_grade,
    purpose, first_loan, renewal, renewal_of, branch, remarks
  )
  select f.id, f.number, 'accepted', (f.filed_on + time '12:00') at time zone 'Asia/Shanghai',
    (f.filed_on + time '12:00') at time zone 'Asia/Shanghai', f.filed_on, f.bank_code, f.uscc, f.firm_name, f.region_code,
    f.contract_no, f.contract_key, f.receipt_no, f.receipt_key, f.amount_fen, f.annual_rate_e4, f.disbursed_on, f.due_on,
    f.guarantee, f.knowledge_grade, f.purpose, f.first_loan, f.renewal, f.renewal_of, f.branch, f.remarks
  from json_to_recordset(p_rows) f (
    id uuid, number text, filed_on date, bank_code text, uscc text, firm_name text, region_code text, contract_no text,
    contract_key text, receipt_no text, receipt_key text, amount_fen bigint, annual_rate_e4 integer, disbursed_on date,
    due_on date, guarantee text, knowledge_grade text, purpose text, first_loan boolean, renewal boolean,
    renewal_of uuid, branch text, remarks text
  );
end $$;
grant execute on function history_file(json) to zhidai_auditor;

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
  (select app_setting('regions')) = '*'
  or region_code = any (string_to_array((select app_setting('regions')), ','))
);
create policy auditor_update on filing for update to zhidai_auditor
using (
  (select app_setting('regions')) = '*'
  or region_code = any (string_to_array((select app_setting('regions')), ','))
)
with check (
  (select app_setting('regions')) = '*'
  or region_code = any (string_to_array((select app_setting('regions')), ','))
);

create policy firm_select on filing for select to zhidai_firm
using (uscc = (select app_setting('uscc')));

create policy system_all on filing for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));

-- Columns that a role may not read are not granted, so a query that forgets this fails instead of disclosing them.
-- Links are written by the guard and the relinking functions only.
grant select (
  id, number, state, state_reason, state_changed_at, bank_code, uscc, firm_name, region_code, contract_no, contract_key,
  receipt_no, receipt_key, amount_fen, annual_rate_e4, disbursed_on, due_on, guarantee, knowledge_grade, purpose,
  first_loan, renewal, renewal_of, branch, remarks, submitted_at, filed_on, amended_at, links, status, filed_sort, version
) on filing to zhidai_officer, zhidai_firm;
grant select (flags, in_review, flagged, pending_amendment) on filing to zhidai_officer;
grant select on filing to zhidai_auditor, zhidai_system;

grant insert (
  id, bank_code, state, state_reason, uscc, firm_name, region_code, contract_no, contract_key, receipt_no, receipt_key,
  amount_fen, annual_rate_e4, disbursed_on, due_on, guarantee, knowledge_grade, purpose, first_loan, renewal, renewal_of,
  branch, remarks, flags, flags_other
) on filing to zhidai_officer;
grant update (
  state, state_reason, uscc, firm_name, region_code, contract_no, contract_key, receipt_no, receipt_key, amount_fen,
  annual_rate_e4, disbursed_on, due_on, guarantee, knowledge_grade, purpose, first_loan, renewal, renewal_of, branch,
  remarks, flags, flags_other
) on filing to zhidai_officer;
grant update (state, state_reason) on filing to zhidai_auditor;
grant insert on filing to zhidai_system;
grant update (
  number, state, state_reason, state_changed_at, uscc, firm_name, region_code, contract_no, contract_key, receipt_no,
  receipt_key, amount_fen, annual_rate_e4, disbursed_on, due_on, guarantee, knowledge_grade, purpose, first_loan,
  renewal, renewal_of, branch, remarks, filed_on, flags, flags_other
) on filing to zhidai_system;
