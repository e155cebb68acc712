import { sql, type Kysely } from 'kysely';

/**
 * Who may touch which table, column and row. This is the one place where "whose row is it" is written: one database role
 * per kind of user, one policy per role and table. Settings are read as (select …) so that a statement reads them once.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql.raw(SESSION_OPEN).execute(db);
  await sql.raw(FILING_FACTS).execute(db);
  await sql.raw(FIRM_ENTER).execute(db);
  for (const table of PROTECTED) await sql.raw(`alter table ${table} enable row level security`).execute(db);
  for (const [table, role, command, using] of POLICIES) {
    const check =
      command === 'insert'
        ? `with check (${using})`
        : command === 'select'
          ? `using (${using})`
          : `using (${using}) with check (${using})`;
    await sql.raw(`create policy ${role}_${command} on ${table} for ${command} to zhidai_${role} ${check}`).execute(db);
  }
  await sql`revoke execute on all routines in schema public from public`.execute(db);
  // The operators of btree_gist live in this schema too; they are plain comparisons.
  await sql
    .raw(
      `do $$ declare f regprocedure; begin
    for f in select p.oid::regprocedure from pg_proc p join pg_depend d on d.objid = p.oid and d.deptype = 'e' where p.pronamespace = 'public'::regnamespace loop
      execute format('grant execute on function %s to public', f);
    end loop; end $$`,
    )
    .execute(db);
  await sql`grant usage on schema public to zhidai_app, zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_admin, zhidai_system`.execute(
    db,
  );
  for (const grant of GRANTS) await sql.raw(`grant ${grant}`).execute(db);
}

const PROTECTED = [
  'trail',
  'firm',
  'qualification',
  'account',
  'session',
  'refresh_token',
  'sign_in_failure',
  'idempotency_key',
  'filing',
  'total_cell',
  'total_change',
];

const BANK = `(select app_setting('bank'))`;
const USCC = `(select app_setting('uscc'))`;
const ACCOUNT = `(select app_setting('account')::uuid)`;
const IN_REGIONS = `(select app_setting('regions')) is null or region_code = any (string_to_array((select app_setting('regions')), ','))`;
const OWN_KEYS = `account_id = ${ACCOUNT}`;

const POLICIES: readonly (readonly [
  table: string,
  role: string,
  command: 'select' | 'insert' | 'update' | 'all',
  using: string,
])[] = [
  ['filing', 'officer', 'select', `bank_code = ${BANK}`],
  ['filing', 'officer', 'insert', `bank_code = ${BANK}`],
  ['filing', 'officer', 'update', `bank_code = ${BANK}`],
  ['filing', 'auditor', 'select', IN_REGIONS],
  ['filing', 'auditor', 'update', IN_REGIONS],
  ['filing', 'firm', 'select', `uscc = ${USCC}`],

  // Public lists, or the bank's own customers: an officer sees no other firm.
  [
    'firm',
    'officer',
    'select',
    `listed or exists (select from filing f where f.uscc = firm.uscc and f.bank_code = ${BANK})`,
  ],
  ['firm', 'auditor', 'select', `listed or ${IN_REGIONS} or exists (select from filing f where f.uscc = firm.uscc)`],
  ['firm', 'auditor', 'insert', IN_REGIONS],
  ['firm', 'auditor', 'update', IN_REGIONS],
  ['firm', 'firm', 'select', `uscc = ${USCC}`],
  ['firm', 'admin', 'select', 'true'],

  ['qualification', 'officer', 'select', 'true'],
  ['qualification', 'auditor', 'select', 'true'],
  // Read by all, changed by the auditors of the firm's region.
  [
    'qualification',
    'auditor',
    'insert',
    `exists (select from firm f where f.uscc = qualification.uscc and (${IN_REGIONS}))`,
  ],
  [
    'qualification',
    'auditor',
    'update',
    `exists (select from firm f where f.uscc = qualification.uscc and (${IN_REGIONS}))`,
  ],
  ['qualification', 'firm', 'select', `uscc = ${USCC}`],

  ['total_cell', 'officer', 'select', `scope = 'bank' and bank_code = ${BANK}`],
  ['total_change', 'officer', 'select', `bank_code = ${BANK}`],
  [
    'total_cell',
    'auditor',
    'select',
    `(select app_setting('regions')) is null or scope = 'region' and (${IN_REGIONS})`,
  ],
  ['total_change', 'auditor', 'select', IN_REGIONS],

  ['trail', 'officer', 'select', `type = 'filing' and bank_code = ${BANK}`],
  // A regional auditor reads the whole history of the filings in sight now, and of public records.
  [
    'trail',
    'auditor',
    'select',
    `(select app_setting('regions')) is null
      or type = 'filing' and exists (select from filing f where f.id = (case when type = 'filing' then record_id end)::uuid)
      or type = 'firm' and exists (select from firm m where m.uscc = record_id)
      or type in ('qualification', 'programme_rule', 'lpr')`,
  ],
  ['trail', 'firm', 'select', `type = 'filing' and uscc = ${USCC}`],

  ['account', 'admin', 'all', 'true'],
  ['session', 'admin', 'all', 'true'],
  ['sign_in_failure', 'admin', 'all', 'true'],
  ['trail', 'admin', 'select', `actor_id = ${ACCOUNT}`],
  ['idempotency_key', 'officer', 'all', OWN_KEYS],
  ['idempotency_key', 'auditor', 'all', OWN_KEYS],
  ['idempotency_key', 'admin', 'all', OWN_KEYS],

  // The named system actors: sign-in, recounting, folding, the demonstration world.
  ...PROTECTED.map((table) => [table, 'system', 'all', 'true'] as const),
];

const FILING_OPEN_COLUMNS = `id, number, state, state_reason, state_changed_at, bank_code, uscc, firm_name, region_code, contract_no, contract_key,
  receipt_no, receipt_key, amount_fen, annual_rate_e4, disbursed_on, due_on, guarantee, knowledge_grade, first_loan, renewal, renewal_of, branch,
  remarks, submitted_at, filed_on, links, status, filed_sort, version`;
const FILING_CONTENT = `state, state_reason, uscc, firm_name, region_code, contract_no, contract_key, receipt_no, receipt_key, amount_fen, annual_rate_e4,
  disbursed_on, due_on, guarantee, knowledge_grade, first_loan, renewal, renewal_of, branch, remarks, flags, flags_other`;
const TRAIL_OPEN_COLUMNS =
  'id, at, role, action, reason, type, record_id, version, bank_code, uscc, region_code, before, after';
const ALL_ACTORS = 'zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_admin, zhidai_system';

const GRANTS = [
  `execute on function session_open(uuid), app_setting(text), totals_stamp(text, text[]), lock_firm(text), lock_firms(text[]) to zhidai_app`,
  `execute on function app_setting(text), app_now(), shanghai_day(timestamptz), lock_firm(text), lock_firms(text[]), wants_the_present(), link_of(text, date) to ${ALL_ACTORS}`,
  `execute on function filing_facts(text, text, date, text, text, uuid, text, text, boolean) to zhidai_officer, zhidai_system`,
  `execute on function firm_enter(text, text, text, text, text) to zhidai_officer, zhidai_system`,
  `execute on function fold_totals(), totals_stamp(text, text[]) to zhidai_system`,

  `select on registry, region, bank, programme_rule, lpr, qualification_kind to ${ALL_ACTORS}`,
  `insert, update on registry, region, bank, programme_rule, lpr to zhidai_admin, zhidai_system`,

  `select (${FILING_OPEN_COLUMNS}, flags, in_review, flagged) on filing to zhidai_officer`,
  `select on filing to zhidai_auditor`,
  `select (${FILING_OPEN_COLUMNS}) on filing to zhidai_firm`,
  `insert (id, bank_code, ${FILING_CONTENT}) on filing to zhidai_officer`,
  `update (${FILING_CONTENT}) on filing to zhidai_officer`,
  `update (state, state_reason) on filing to zhidai_auditor`,
  `select, insert, update on filing to zhidai_system`,

  `select (uscc, name, name_key, initials, region_code, industry_code, listed, version) on firm to zhidai_officer`,
  `select, insert, update on firm to zhidai_auditor, zhidai_system`,
  `select (uscc, name, name_key, region_code, industry_code, version) on firm to zhidai_firm`,
  `select (uscc, name, name_key) on firm to zhidai_admin`,
  `select on qualification to zhidai_officer, zhidai_firm`,
  `select, insert, update on qualification to zhidai_auditor, zhidai_system`,

  `select on total, total_cell, total_change to zhidai_officer, zhidai_auditor, zhidai_system`,

  `select (${TRAIL_OPEN_COLUMNS}, actor) on trail to zhidai_officer`,
  `select on trail to zhidai_auditor, zhidai_system`,
  `select (${TRAIL_OPEN_COLUMNS}) on trail to zhidai_firm`,
  `select (${TRAIL_OPEN_COLUMNS}, actor) on trail to zhidai_admin`,

  `select (id, login, role, display_name, bank_code, uscc, regions, must_change_password, password_changed_at, disabled, version) on account to zhidai_admin`,
  `insert, update on account to zhidai_admin`,
  `select, update on session to zhidai_admin`,
  `select, delete on sign_in_failure to zhidai_admin`,
  `select, insert, update, delete on idempotency_key to zhidai_officer, zhidai_auditor, zhidai_admin, zhidai_system`,
  `select, insert, update on account, session, refresh_token to zhidai_system`,
  `delete on refresh_token to zhidai_system`,
  `select, insert, delete on sign_in_failure to zhidai_system`,
];

/** The account behind a live session; no row when the session has ended or the account is disabled. */
const SESSION_OPEN = `
create function session_open(session_id uuid)
returns table (account_id uuid, login text, role text, display_name text, bank_code text, bank_name text, uscc text, firm_name text, regions text[], must_change_password boolean)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query select a.id, a.login, a.role, a.display_name, a.bank_code, (select b.name from bank b where b.code = a.bank_code), a.uscc,
    (select f.name from firm f where f.uscc = a.uscc), a.regions, a.must_change_password
  from session s join account a on a.id = s.account_id
  where s.id = session_id and s.ended_at is null and not a.disabled;
end $$`;

/**
 * (These are PL/pgSQL because PostgreSQL before 18 plans the body of an SQL function anew at every call.)
 *
 * All that a filing is judged by. It looks across banks (whether another bank lent earlier, whether it alone knows the
 * firm's name) and therefore answers with words, never with another bank's row. Each look-up is its own small statement,
 * made only when its answer is needed. "(…) is true" keeps the index of a bank out of a search by firm: a firm's filings
 * are few, a bank's are many.
 */
export const FILING_FACTS = `
create function filing_facts(p_uscc text, p_region text, p_disbursed date, p_receipt_key text, p_contract_key text, p_self uuid, p_renewal_of text, p_name_key text, p_first_loan boolean,
  out firm_known boolean, out firm_name text, out registered_by_hand boolean, out name_known_only_from_another_bank boolean,
  out region_name text, out bank_name text, out programme jsonb, out lpr jsonb, out lpr_checked_until date, out duplicate_id uuid,
  out own_earlier_loan boolean, out other_bank_earlier_loan boolean, out renewal_id uuid)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  own constant text := app_setting('bank');
  m firm;
begin
  select * into m from firm f where f.uscc = p_uscc;
  firm_known := m.uscc is not null;
  firm_name := m.name;
  registered_by_hand := coalesce(m.registered_by_hand, false);
  name_known_only_from_another_bank := m.entered_by_bank <> own and not m.listed and m.name_key is distinct from p_name_key
    and not exists (select from filing f where f.uscc = p_uscc and (f.bank_code = own) is true and f.id is distinct from p_self and f.firm_name = m.name);
  select r.name into region_name from region r where r.code = p_region
    and (p_disbursed is null or (r.valid_from is null or r.valid_from <= p_disbursed) and (r.valid_to is null or r.valid_to >= p_disbursed));
  select b.name into bank_name from bank b where b.code = own;
  select to_jsonb(r) into programme from programme_rule r
    where p_region like r.region_prefix || '%' and r.valid_from <= p_disbursed and (r.valid_to is null or r.valid_to >= p_disbursed)
    order by length(r.region_prefix) desc, r.valid_from desc, r.code limit 1;
  if programme -> 'limits' ? 'rate' then
    lpr := (select jsonb_agg(jsonb_build_object('from', l.from_day, 'oneYearE4', l.one_year_e4) order by l.from_day) from lpr l);
    select r.lpr_checked_until into lpr_checked_until from registry r;
  end if;
  select f.id into duplicate_id from filing f
    where f.receipt_key = p_receipt_key and f.bank_code = own and f.state in ('submitted', 'accepted', 'returned') and f.id is distinct from p_self;
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

/** Enters a firm that a bank names for the first time. A firm that is known already stays as it is. */
export const FIRM_ENTER = `
create function firm_enter(p_uscc text, p_name text, p_name_key text, p_initials text, p_region text) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into firm (uscc, name, name_key, initials, region_code, entered_by_bank)
  values (p_uscc, p_name, p_name_key, p_initials, p_region, app_setting('bank'))
  on conflict (uscc) do nothing $$`;

export async function down(db: Kysely<any>): Promise<void> {
  for (const [table, role, command] of POLICIES)
    await sql.raw(`drop policy ${role}_${command} on ${table}`).execute(db);
  for (const table of PROTECTED) await sql.raw(`alter table ${table} disable row level security`).execute(db);
  await sql`drop function session_open`.execute(db);
  await sql`drop function filing_facts`.execute(db);
  await sql`drop function firm_enter`.execute(db);
  for (const role of ['zhidai_app', ...ALL_ACTORS.split(', ')]) {
    await sql.raw(`revoke all on all tables in schema public from ${role}`).execute(db);
    await sql.raw(`revoke all on all functions in schema public from ${role}`).execute(db);
    await sql.raw(`revoke all on schema public from ${role}`).execute(db);
  }
  await sql`grant execute on all routines in schema public to public`.execute(db);
}
