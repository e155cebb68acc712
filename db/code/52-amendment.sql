-- Amendments of accepted filings. The triggers here keep the rules, whatever statement writes: an amendment changes
-- content alone, another person than the proposer decides, and the filing changes in the same statement. The order of
-- locks is that of a filing: its firm (taken by the service, as the day of disbursement may move), then its row.

create trigger audit_insert after insert on amendment referencing new table as new_rows
for each statement execute function audit_insert('amendment', 'id', 'in_review', 'flags_other');
create trigger audit_update after update on amendment referencing old table as old_rows new table as new_rows
for each statement execute function audit_update('amendment', 'id', 'in_review', 'flags_other');
create trigger audit_delete after delete on amendment referencing old table as old_rows
for each statement execute function audit_delete('amendment', 'id', 'in_review', 'flags_other');
create trigger audit_truncate before truncate on amendment
for each statement execute function audit_truncate();

-- What an amendment may change of a filing, by column. A new field of a filing is added here and in amendment_apply.
create function filing_content(f filing) returns jsonb
language sql stable
as $$
  select jsonb_build_object(
    'firm_name', f.firm_name, 'region_code', f.region_code, 'contract_no', f.contract_no, 'contract_key', f.contract_key,
    'receipt_no', f.receipt_no, 'receipt_key', f.receipt_key, 'amount_fen', f.amount_fen, 'annual_rate_e4',
    f.annual_rate_e4, 'disbursed_on', f.disbursed_on, 'due_on', f.due_on, 'guarantee', f.guarantee, 'knowledge_grade',
    f.knowledge_grade, 'purpose', f.purpose, 'first_loan', f.first_loan, 'renewal', f.renewal, 'renewal_of', f.renewal_of,
    'branch', f.branch, 'remarks', f.remarks
  )
$$;

-- Whether the filing counts in a closed year, before or after the amendment: two auditors accept then.
create function amendment_in_closed_year(p_filing uuid, p_after jsonb) returns boolean
language plpgsql stable
as $$
begin
  return (
    select year_is_closed(extract(year from f.filed_on)::integer, 'filed')
      or year_is_closed(extract(year from f.disbursed_on)::integer, 'disbursed')
      or coalesce(
        year_is_closed(extract(year from (p_after ->> 'disbursed_on')::date)::integer, 'disbursed'),
        false
      )
    from filing f
    where f.id = p_filing
  );
end $$;
grant execute on function amendment_in_closed_year(uuid, jsonb) to zhidai_officer, zhidai_auditor, zhidai_system;

-- Security definer: it locks a row of filing and writes columns that no role may write. Which filing a role may name is
-- said by the policies of amendment, which are asked after this trigger.
create function amendment_guard() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
declare
  who constant text := acting();
  account constant uuid := actor_member(who, 'account');
  acting_role constant text := actor_member(who, 'role');
  acting_at constant timestamptz := actor_member(who, 'now');
  regions constant text[] := string_to_array(actor_member(who, 'regions'), ',');
  f filing;
begin
  select * into f from filing where id = new.filing_id for no key update;
  if not found then
    raise exception 'an amendment names a filing that does not exist'
      using errcode = 'foreign_key_violation', table = 'amendment', constraint = 'amendment_filing_id_fkey';
  end if;

  if tg_op = 'INSERT' then
    if f.state <> 'accepted' or f.pending_amendment is not null then
      raise exception 'a filing that is %, or has an open amendment, is not amended', f.state using errcode = 'ZD002';
    end if;
    if exists (select from jsonb_object_keys(new.after) k where not filing_content(f) ? k)
      or filing_content(f) @> new.after
    then
      raise exception 'an amendment changes the content of a filing' using errcode = 'ZD002';
    end if;
    new.bank_code := f.bank_code;
    new.uscc := f.uscc;
    new.state := 'proposed';
    new.before := (select jsonb_object_agg(k, filing_content(f) -> k) from jsonb_object_keys(new.after) k);
    new.proposed_by := account;
    new.proposer := actor_member(who, 'actor');
    new.proposer_role := acting_role;
    new.proposed_at := acting_at;
    new.first_accepted_by := null;
    new.first_accepter := null;
    new.first_accepted_at := null;
    new.decided_by := null;
    new.decider := null;
    new.decided_at := null;
    new.decision_reason := null;
    new.version := 1;
    return new;
  end if;

  if (
    new.id, new.filing_id, new.bank_code, new.uscc, new.before, new.after, new.reason, new.proposed_by, new.proposer,
    new.proposer_role, new.proposed_at
  ) is distinct from (
    old.id, old.filing_id, old.bank_code, old.uscc, old.before, old.after, old.reason, old.proposed_by, old.proposer,
    old.proposer_role, old.proposed_at
  ) then
    raise exception 'what was proposed does not change' using errcode = 'ZD002';
  end if;
  if old.state <> 'proposed' then
    raise exception 'an amendment that is % does not change', old.state using errcode = 'ZD002';
  end if;
  new.version := old.version + 1;
  if new.state = 'withdrawn' then
    if acting_role is distinct from 'officer' or old.proposer_role <> 'officer' then
      raise exception 'a bank withdraws what it has proposed' using errcode = 'ZD002';
    end if;
  elsif acting_role is distinct from 'auditor' or account is not distinct from old.proposed_by then
    raise exception 'an auditor other than the proposer decides' using errcode = 'ZD002';
  end if;

  if new.state in ('proposed', 'accepted') then
    if f.state <> 'accepted' then
      raise exception 'a filing that is % is not amended', f.state using errcode = 'ZD002';
    end if;
    if (regions = '{*}' or coalesce(new.after ->> 'region_code', f.region_code) = any (regions)) is not true then
      raise exception 'an auditor of the new region accepts' using errcode = '42501';
    end if;
    if new.state = 'proposed' then
      if old.first_accepted_by is not null or not amendment_in_closed_year(old.filing_id, old.after) then
        raise exception 'the first of two auditors has accepted, or one is enough' using errcode = 'ZD002';
      end if;
      new.first_accepted_by := account;
      new.first_accepter := actor_member(who, 'actor');
      new.first_accepted_at := acting_at;
      return new;
    end if;
    if amendment_in_closed_year(old.filing_id, old.after) and coalesce(old.first_accepted_by, account) = account then
      raise exception 'in a closed year two different auditors accept' using errcode = 'ZD002';
    end if;
  elsif new.state = 'refused' and new.decision_reason is null then
    raise exception 'a refusal has a reason' using errcode = 'ZD002';
  end if;
  new.first_accepted_by := old.first_accepted_by;
  new.first_accepter := old.first_accepter;
  new.first_accepted_at := old.first_accepted_at;
  new.decided_by := account;
  new.decider := actor_member(who, 'actor');
  new.decided_at := acting_at;
  return new;
end $$;
create trigger amendment_guard before insert or update on amendment
for each row execute function amendment_guard();

-- Security definer: nobody else may write the content of an accepted filing; filing_guard compares it with the amendment.
create function amendment_apply() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    update filing set pending_amendment = new.id where id = new.filing_id;
  elsif new.state = 'accepted' then
    update filing f
    set pending_amendment = null,
      amended_at = new.decided_at,
      flags = new.flags,
      flags_other = new.flags_other,
      firm_name = c.firm_name,
      region_code = c.region_code,
      contract_no = c.contract_no,
      contract_key = c.contract_key,
      receipt_no = c.receipt_no,
      receipt_key = c.receipt_key,
      amount_fen = c.amount_fen,
      annual_rate_e4 = c.annual_rate_e4,
      disbursed_on = c.disbursed_on,
      due_on = c.due_on,
      guarantee = c.guarantee,
      knowledge_grade = c.knowledge_grade,
      purpose = c.purpose,
      first_loan = c.first_loan,
      renewal = c.renewal,
      renewal_of = c.renewal_of,
      branch = c.branch,
      remarks = c.remarks
    from filing o, jsonb_populate_record(o, new.after) c
    where f.id = new.filing_id
      and o.id = new.filing_id;
  elsif new.state <> 'proposed' then
    update filing set pending_amendment = null where id = new.filing_id;
  end if;
  return null;
end $$;
create trigger amendment_apply after insert or update on amendment
for each row execute function amendment_apply();

create function refuse_amendment_delete() returns trigger
language plpgsql
as $$
begin
  raise exception 'an amendment is refused or withdrawn, never deleted' using errcode = 'ZD002';
end $$;
create trigger refuse_delete before delete on amendment
for each row execute function refuse_amendment_delete();

-- Firms see none: a proposal is between a bank and the bureau until it is accepted.
alter table amendment enable row level security;

create policy officer_select on amendment for select to zhidai_officer
using (bank_code = (select app_setting('bank')));
create policy officer_insert on amendment for insert to zhidai_officer
with check (bank_code = (select app_setting('bank')));
create policy officer_update on amendment for update to zhidai_officer
using (bank_code = (select app_setting('bank')))
with check (bank_code = (select app_setting('bank')));

create policy auditor_select on amendment for select to zhidai_auditor
using (
  (select app_setting('regions')) = '*'
  or (select acting_as('zhidai_auditor')) and exists (select from filing f where f.id = amendment.filing_id)
);
create policy auditor_insert on amendment for insert to zhidai_auditor
with check (
  (select app_setting('regions')) = '*'
  or (select acting_as('zhidai_auditor')) and exists (select from filing f where f.id = amendment.filing_id)
);
create policy auditor_update on amendment for update to zhidai_auditor
using (
  (select app_setting('regions')) = '*'
  or (select acting_as('zhidai_auditor')) and exists (select from filing f where f.id = amendment.filing_id)
)
with check (
  (select app_setting('regions')) = '*'
  or (select acting_as('zhidai_auditor')) and exists (select from filing f where f.id = amendment.filing_id)
);

create policy system_all on amendment for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));

grant select (
  id, filing_id, bank_code, uscc, state, before, after, reason, flags, in_review, proposed_by, proposer, proposer_role,
  proposed_at, first_accepted_by, first_accepter, first_accepted_at, decided_by, decider, decided_at, decision_reason,
  version
) on amendment to zhidai_officer;
grant select on amendment to zhidai_auditor, zhidai_system;
grant insert (id, filing_id, after, reason, flags, flags_other) on amendment to zhidai_officer, zhidai_auditor;
grant update (state, decision_reason) on amendment to zhidai_officer;
grant update (state, flags, flags_other, decision_reason) on amendment to zhidai_auditor;
