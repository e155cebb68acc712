import { sql, type Kysely } from 'kysely';
import { FILING_GUARD as FILING_GUARD_BEFORE } from './0005-filings.ts';
import { FILING_FACTS as FILING_FACTS_BEFORE } from './0007-access.ts';

/**
 * A filing touches fewer pages. What is read for it of its firm lies together in one index, from which alone it is
 * answered; and that its bank, firm and region exist is looked up by the guard: a foreign key would lock the rows of bank
 * and region for each filing, which all filings share. They can be neither deleted nor renamed, so nothing is lost.
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const [key] of SHARED) await sql.raw(`alter table filing drop constraint filing_${key}_fkey`).execute(db);
  await sql`
    create function code_stands() returns trigger language plpgsql as $$
    begin
      raise exception 'the code of a % stands, and so does its row', tg_table_name using errcode = 'ZD002';
    end $$`.execute(db);
  await sql`revoke execute on function code_stands() from public`.execute(db);
  for (const [, table, code] of SHARED) {
    await sql
      .raw(
        `create trigger code_stands before update on ${table} for each row when (new.${code} is distinct from old.${code}) execute function code_stands()`,
      )
      .execute(db);
    await sql
      .raw(`create trigger row_stands before delete on ${table} for each row execute function code_stands()`)
      .execute(db);
  }
  for (const [before, after] of INDEXES) {
    for (const [name] of before) await sql.raw(`drop index ${name}`).execute(db);
    await sql.raw(`create index ${after[0]} on ${after[1]}`).execute(db);
  }
  for (const text of [FILING_GUARD, FILING_FACTS, LINK_OF]) await sql.raw(text).execute(db);
}

export async function down(db: Kysely<any>): Promise<void> {
  for (const text of [FILING_GUARD_BEFORE, FILING_FACTS_BEFORE])
    await sql.raw(text.replace('create function', 'create or replace function')).execute(db);
  await sql.raw(LINK_OF_BEFORE).execute(db);
  for (const [before, after] of INDEXES) {
    await sql.raw(`drop index ${after[0]}`).execute(db);
    for (const [name, columns] of before) await sql.raw(`create index ${name} on ${columns}`).execute(db);
  }
  for (const [key, table, code] of SHARED) {
    await sql.raw(`drop trigger code_stands on ${table}`).execute(db);
    await sql.raw(`drop trigger row_stands on ${table}`).execute(db);
    await sql
      .raw(`alter table filing add constraint filing_${key}_fkey foreign key (${key}) references ${table} (${code})`)
      .execute(db);
  }
  await sql`drop function code_stands`.execute(db);
}

/** Column of filing, table, its key. */
const SHARED = [
  ['bank_code', 'bank', 'code'],
  ['uscc', 'firm', 'uscc'],
  ['region_code', 'region', 'code'],
] as const;

type Index = readonly [name: string, on: string];
const INDEXES: readonly (readonly [before: readonly Index[], after: Index])[] = [
  [
    [
      ['filing_firm_filed', 'filing (uscc, filed_sort)'],
      ['filing_firm_disbursed', 'filing (uscc, disbursed_on)'],
    ],
    ['filing_firm', 'filing (uscc, disbursed_on) include (id, state, filed_on, bank_code, region_code, status)'],
  ],
  [
    [['qualification_firm', 'qualification (uscc)']],
    ['qualification_held', 'qualification (uscc) include (kind, certificate_no, valid_from, period)'],
  ],
];

const CONTENT = [
  'uscc',
  'firm_name',
  'region_code',
  'contract_no',
  'receipt_no',
  'amount_fen',
  'annual_rate_e4',
  'disbursed_on',
  'due_on',
  'guarantee',
  'knowledge_grade',
  'first_loan',
  'renewal',
  'renewal_of',
  'branch',
];

export const FILING_GUARD = `
create or replace function filing_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  held text;
  serial text;
  missing text;
begin
  if current_setting('transaction_isolation') <> 'read committed' then perform wants_the_present(); end if;
  -- lock_firm, as an assignment: PostgreSQL evaluates it without a statement of its own, and this runs for every row.
  held := pg_advisory_xact_lock(7301, hashtext(new.uscc) & 1023)::text;
  if tg_op = 'INSERT' or (new.bank_code, new.uscc, new.region_code) is distinct from (old.bank_code, old.uscc, old.region_code) then
    missing := case when not exists (select from bank b where b.code = new.bank_code) then 'bank_code'
      when not exists (select from firm f where f.uscc = new.uscc) then 'uscc'
      when not exists (select from region r where r.code = new.region_code) then 'region_code' end;
    if missing is not null then
      raise exception 'a filing names a bank, firm or region that is not registered' using errcode = 'foreign_key_violation', constraint = 'filing_' || missing || '_fkey', table = 'filing';
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
    if new.uscc <> old.uscc then perform lock_firm(old.uscc); end if;
    if new.id <> old.id or new.bank_code <> old.bank_code or new.submitted_at <> old.submitted_at then
      raise exception 'id, bank and first submission of a filing stand' using errcode = 'ZD002';
    end if;
    if new.state <> old.state and (old.state, new.state) not in (
        ('submitted', 'accepted'), ('submitted', 'returned'), ('submitted', 'withdrawn'),
        ('returned', 'submitted'), ('returned', 'accepted'), ('returned', 'withdrawn'), ('accepted', 'voided')) then
      raise exception 'a filing does not go from % to %', old.state, new.state using errcode = 'ZD002';
    end if;
    if app_setting('role') is distinct from 'system' and old.state in ('accepted', 'withdrawn', 'voided') and (${CONTENT.map((column) => `new.${column}`).join(', ')})
        is distinct from (${CONTENT.map((column) => `old.${column}`).join(', ')}) then
      raise exception 'what a filing says stands once it is %', old.state using errcode = 'ZD002';
    end if;
    if new.state = 'voided' and old.state <> 'voided' and app_setting('role') not in ('auditor', 'system') then
      raise exception 'a bank does not void' using errcode = 'ZD002';
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
  if (new.amount_fen between 1 and 999999999999 and new.annual_rate_e4 between 0 and 360000 and new.due_on > new.disbursed_on
      and new.guarantee in ('credit', 'guaranteed_credit') and coalesce(new.knowledge_grade in ('A', 'B', 'C', 'D', 'E'), true)
      and (new.renewal or new.renewal_of is null)
      and (new.state in ('accepted', 'voided')) = (new.number is not null) and (new.state in ('accepted', 'voided')) = (new.filed_on is not null)) is false then
    raise exception 'a filing that cannot be: amount, rate, term, words, renewal, or a number that its state does not have'
      using errcode = 'check_violation', constraint = 'filing_content', table = 'filing';
  end if;
  new.links := link_of(new.uscc, new.disbursed_on);
  return new;
end $$`;

export const FILING_FACTS = `
create or replace function filing_facts(p_uscc text, p_region text, p_disbursed date, p_receipt_key text, p_contract_key text, p_self uuid, p_renewal_of text, p_name_key text, p_first_loan boolean,
  out firm_known boolean, out firm_name text, out registered_by_hand boolean, out name_known_only_from_another_bank boolean,
  out region_name text, out bank_name text, out programme jsonb, out lpr jsonb, out lpr_checked_until date, out duplicate_id uuid,
  out own_earlier_loan boolean, out other_bank_earlier_loan boolean, out renewal_id uuid)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  own constant text := app_setting('bank');
begin
  select f.uscc is not null, f.name, coalesce(f.registered_by_hand, false), f.entered_by_bank <> own and not f.listed and f.name_key is distinct from p_name_key,
    (select r.name from region r where r.code = p_region
      and (p_disbursed is null or (r.valid_from is null or r.valid_from <= p_disbursed) and (r.valid_to is null or r.valid_to >= p_disbursed))),
    (select b.name from bank b where b.code = own),
    (select to_jsonb(r) from programme_rule r
      where p_region like r.region_prefix || '%' and r.valid_from <= p_disbursed and (r.valid_to is null or r.valid_to >= p_disbursed)
      order by length(r.region_prefix) desc, r.valid_from desc, r.code limit 1),
    (select d.id from filing d
      where d.receipt_key = p_receipt_key and d.bank_code = own and d.state in ('submitted', 'accepted', 'returned') and d.id is distinct from p_self)
  into firm_known, firm_name, registered_by_hand, name_known_only_from_another_bank, region_name, bank_name, programme, duplicate_id
  from (select) one left join firm f on f.uscc = p_uscc;
  name_known_only_from_another_bank := name_known_only_from_another_bank
    and not exists (select from filing f where f.uscc = p_uscc and (f.bank_code = own) is true and f.id is distinct from p_self and f.firm_name = filing_facts.firm_name);
  if programme -> 'limits' ? 'rate' then
    lpr := (select jsonb_agg(jsonb_build_object('from', l.from_day, 'oneYearE4', l.one_year_e4) order by l.from_day) from lpr l);
    select r.lpr_checked_until into lpr_checked_until from registry r;
  end if;
  if p_first_loan then
    select coalesce(bool_or(f.bank_code = own), false), coalesce(bool_or(f.bank_code <> own), false) into own_earlier_loan, other_bank_earlier_loan
    from filing f where f.uscc = p_uscc and f.disbursed_on <= p_disbursed and (f.state in ('submitted', 'accepted')) is true and f.id is distinct from p_self
      and not (f.bank_code = own and f.contract_key = p_contract_key);
  end if;
  if p_renewal_of is not null then
    select f.id into renewal_id from filing f where f.uscc = p_uscc and (f.bank_code = own) is true and f.id is distinct from p_self
      and (f.id::text = lower(p_renewal_of) or f.number = p_renewal_of);
  end if;
end $$`;

// "is true" keeps the overlap constraint's index out, which takes longer to walk than a firm's few rows.
const LINK_OF = `
create or replace function link_of(firm text, day date) returns jsonb language plpgsql stable parallel safe as $$
    begin
      return (select coalesce(jsonb_object_agg(q.kind, jsonb_build_object(
          'certificateNo', q.certificate_no, 'validFrom', q.valid_from, 'validTo', upper(q.period) - 1)), '{}')
        from qualification q where q.uscc = firm and (q.period @> day) is true);
    end $$`;

const LINK_OF_BEFORE = `
create or replace function link_of(firm text, day date) returns jsonb language plpgsql stable parallel safe as $$
    begin
      return (select coalesce(jsonb_object_agg(q.kind, jsonb_build_object(
          'certificateNo', q.certificate_no, 'validFrom', q.valid_from, 'validTo', upper(q.period) - 1)), '{}')
        from qualification q where q.uscc = firm and q.period @> day);
    end $$`;
