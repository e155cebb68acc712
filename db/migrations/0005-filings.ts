import { sql, type Kysely } from 'kysely';

/** The filings, their numbers, and the links to the qualifications that covered the day of disbursement. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`create sequence filing_number`.execute(db);
  await sql`
    create table filing (
      id uuid primary key,
      number text collate "C" unique,
      state text collate "C" not null,
      state_reason text,
      state_changed_at timestamptz not null,
      bank_code text collate "C" not null references bank,
      uscc text collate "C" not null references firm,
      firm_name text not null,
      region_code text collate "C" not null references region,
      contract_no text not null,
      contract_key text collate "C" not null,
      receipt_no text not null,
      receipt_key text collate "C" not null,
      amount_fen bigint not null,
      annual_rate_e4 integer not null,
      disbursed_on date not null,
      due_on date not null,
      guarantee text collate "C" not null,
      knowledge_grade text collate "C",
      first_loan boolean,
      renewal boolean not null default false,
      renewal_of uuid references filing,
      branch text,
      remarks text,
      submitted_at timestamptz not null,
      filed_on date,
      links jsonb not null default '{}',
      status text collate "C" not null generated always as (
        case when links ? 'high_tech' then case when links ? 'tech_sme' then 'both' else 'highTechOnly' end
             when links ? 'tech_sme' then 'techSmeOnly' else 'neither' end) stored,
      flags jsonb not null default '[]',
      flags_other jsonb not null default '[]',
      in_review boolean not null generated always as (flags_other <> '[]') stored,
      flagged boolean not null generated always as (flags_other <> '[]' or flags <> '[]') stored,
      filed_sort date not null generated always as (coalesce(filed_on, '0001-01-01')) stored,
      version integer not null default 1
    )`.execute(db);
  await sql`comment on column filing.amount_fen is 'fen, a hundredth of a yuan'`.execute(db);
  await sql`comment on column filing.annual_rate_e4 is 'per cent a year, in ten-thousandths of a per cent'`.execute(db);
  await sql`comment on column filing.links is 'for each kind of qualification the one that covered disbursed_on; kept by the database alone'`.execute(
    db,
  );
  await sql`comment on column filing.flags_other is 'flags that rest on what another bank filed: auditors alone may read them'`.execute(
    db,
  );

  for (const index of INDEXES) await sql.raw(index).execute(db);
  await sql.raw(FILING_GUARD).execute(db);
  await sql`create trigger filing_guard before insert or update on filing for each row execute function filing_guard()`.execute(
    db,
  );
  await sql`
    create function filing_is_kept() returns trigger language plpgsql as $$
    begin
      raise exception 'a filing is withdrawn or voided, never deleted' using errcode = 'ZD002';
    end $$`.execute(db);
  await sql`create trigger filing_is_kept before delete on filing for each row execute function filing_is_kept()`.execute(
    db,
  );
  await sql`create trigger filing_no_truncate before truncate on filing for each statement execute function filing_is_kept()`.execute(
    db,
  );
  await sql`call trail_attach('filing', 'filing', array['id'], 'n.id::text', 'n.bank_code', 'n.uscc', 'n.region_code',
    array['contract_key', 'receipt_key', 'filed_sort', 'in_review', 'flagged'], array['flags_other'])`.execute(db);

  for (const statement of RELINK) await sql.raw(statement).execute(db);
}

/** What a filing says, which stands for officers and auditors once it is accepted. Its number and day no role but the system's may write; remarks are a note on it. */
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

const INDEXES = [
  `create unique index filing_receipt_taken on filing (receipt_key, bank_code) where state in ('submitted', 'accepted', 'returned')`,
  `create index filing_receipt_freed on filing (receipt_key) where state in ('withdrawn', 'voided')`,
  `create index filing_contract on filing (contract_key)`,
  `create index filing_firm_filed on filing (uscc, filed_sort)`,
  `create index filing_firm_disbursed on filing (uscc, disbursed_on)`,
  `create index filing_bank_submitted on filing (bank_code, submitted_at, id)`,
  `create index filing_submitted on filing (submitted_at, id)`,
  `create index filing_filed on filing (filed_sort, id)`,
  `create index filing_disbursed on filing (disbursed_on, id)`,
  `create index filing_amount on filing (amount_fen, id)`,
  `create index filing_state_changed on filing (state_changed_at, id)`,
  `create index filing_waiting on filing (submitted_at, id) where state in ('submitted', 'returned')`,
  `create index filing_renewal on filing (renewal_of) where renewal_of is not null`,
];

/**
 * What the columns may hold is checked here and not by CHECK constraints: those are read and prepared anew for every
 * statement, which took a third of the time of a single filing.
 *
 * Without sequential scans, for a plan made while the table was small would be kept while an import makes it large.
 *
 * Whoever writes a filing holds its firm's lock from here on at the latest, and what is read after the lock (in a
 * volatile function every statement has its own snapshot) includes what its last holder committed. The links are
 * always computed here; nobody can write them.
 */
export const FILING_GUARD = `
create function filing_guard() returns trigger language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off as $$
declare
  held text;
  serial text;
begin
  if current_setting('transaction_isolation') <> 'read committed' then perform wants_the_present(); end if;
  -- lock_firm, as an assignment: PostgreSQL evaluates it without a statement of its own, and this runs for every row.
  held := pg_advisory_xact_lock(7301, hashtext(new.uscc) & 1023)::text;
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

const RELINK = [
  // The firm's row changes too: what GET /firms/{uscc} shows is different, so its version is.
  `create function qualification_relink() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  declare touched text[] := (select array_agg(distinct n.uscc) from new_rows n);
  begin
    if touched is null then return null; end if;
    update firm set listed = true where uscc = any(touched);
    update filing f set links = '{}'
    where f.uscc = any(touched) and f.links is distinct from link_of(f.uscc, f.disbursed_on);
    return null;
  end $$`,
  `create trigger relink_insert after insert on qualification referencing new table as new_rows for each statement execute function qualification_relink()`,
  `create trigger relink_update after update on qualification referencing new table as new_rows for each statement execute function qualification_relink()`,
  `create function qualification_is_kept() returns trigger language plpgsql as $$
  begin
    raise exception 'a qualification is revoked, never deleted' using errcode = 'ZD002';
  end $$`,
  `create trigger qualification_is_kept before delete on qualification for each row execute function qualification_is_kept()`,
  `create trigger qualification_no_truncate before truncate on qualification for each statement execute function qualification_is_kept()`,
];

export async function down(db: Kysely<any>): Promise<void> {
  for (const trigger of ['relink_insert', 'relink_update', 'qualification_is_kept', 'qualification_no_truncate']) {
    await sql.raw(`drop trigger ${trigger} on qualification`).execute(db);
  }
  await sql`drop table filing`.execute(db);
  await sql`drop sequence filing_number`.execute(db);
  for (const name of [
    'qualification_relink',
    'qualification_is_kept',
    'filing_guard',
    'filing_is_kept',
    'trail_insert_filing',
    'trail_update_filing',
    'trail_delete_filing',
  ]) {
    await sql.raw(`drop function ${name}`).execute(db);
  }
}
