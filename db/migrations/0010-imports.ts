import { sql, type Kysely } from 'kysely';

/**
 * Imports: an uploaded spreadsheet, what was found in it, and the rows as they will be filed. The bytes are kept here too,
 * so that any process that shares the database can read on when the one that began has died.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`
    create table import (
      id uuid primary key,
      kind text collate "C" not null check (kind in ('filings', 'qualifications', 'firms', 'history')),
      mode text collate "C" not null check (mode in ('check', 'commit')),
      partial boolean not null,
      state text collate "C" not null check (state in ('reading', 'asking', 'checked', 'committing', 'committed', 'failed')),
      bank_code text collate "C" references bank,
      regions text[],
      account_id uuid not null references account,
      file_name text not null,
      format text collate "C" not null check (format in ('xlsx', 'csv')),
      bytes bigint not null,
      sha256 bytea not null,
      same_file_as uuid,
      mapping jsonb,
      acting_at timestamptz not null,
      created_at timestamptz not null,
      finished_at timestamptz,
      failure jsonb,
      mended integer not null default 0,
      version integer not null default 1
    )`.execute(db);
  await sql`comment on column import.bank_code is 'null for an import of the bureau'`.execute(db);
  await sql`comment on column import.regions is 'those of the auditor who began it; null: all'`.execute(db);
  await sql`comment on column import.acting_at is 'the instant of the request that is being carried out: what is filed is filed then, also when it is resumed later'`.execute(
    db,
  );
  await sql`comment on column import.mended is 'how many rows were mended by hand: so the trail tells of it'`.execute(
    db,
  );
  // One at a time for each bank, and one for the bureau.
  await sql`create unique index import_running on import (coalesce(bank_code, '')) where state in ('reading', 'committing')`.execute(
    db,
  );
  await sql`create index import_created on import (bank_code, created_at, id)`.execute(db);
  await sql`create index import_file on import (sha256)`.execute(db);
  await sql`create index import_age on import (created_at)`.execute(db);
  await sql`create trigger touch_version before update on import for each row execute function touch_version()`.execute(
    db,
  );
  await sql`call trail_attach('import', 'import', array['id'], 'n.id::text', 'n.bank_code', 'null', 'null', array['sha256'], '{}')`.execute(
    db,
  );

  // What changes many times while an import runs: no version, no trail.
  await sql`
    create table import_progress (
      import_id uuid primary key references import on delete cascade,
      share real not null default 0,
      seconds_left integer,
      rows_read integer not null default 0,
      valid integer not null default 0,
      invalid integer not null default 0,
      flagged integer not null default 0,
      filed integer not null default 0,
      found jsonb,
      report jsonb,
      attempts integer not null default 0
    )`.execute(db);
  await sql`
    create table import_chunk (
      import_id uuid not null references import on delete cascade,
      n integer not null,
      bytes bytea not null,
      primary key (import_id, n)
    )`.execute(db);
  await sql`alter table import_chunk alter column bytes set storage external`.execute(db);
  await sql`
    create table import_row (
      import_id uuid not null references import on delete cascade,
      n integer not null,
      cells json not null,
      draft json not null,
      errors json,
      flags json,
      verdict text collate "C" not null check (verdict in ('valid', 'invalid', 'filed', 'new', 'changed', 'unchanged', 'refused')),
      record_id text collate "C",
      receipt_key text collate "C",
      uscc text collate "C",
      primary key (import_id, n)
    )`.execute(db);
  await sql`comment on column import_row.receipt_key is 'what may occur once in a file: a receipt number, a certificate, a code'`.execute(
    db,
  );
  await sql`create index import_row_bad on import_row (import_id, n) where verdict in ('invalid', 'refused')`.execute(
    db,
  );
  await sql`create index import_row_receipt on import_row (import_id, receipt_key)`.execute(db);
  await sql`
    create table import_column (
      bank_code text collate "C" not null,
      kind text collate "C" not null,
      header text collate "C" not null,
      field text collate "C",
      amount_unit text collate "C",
      primary key (bank_code, kind, header)
    )`.execute(db);
  await sql`comment on table import_column is 'what a bank (or the bureau, as an empty code) said that a heading means'`.execute(
    db,
  );

  for (const statement of FUNCTIONS) await sql.raw(statement).execute(db);
  for (const table of TABLES) await sql.raw(`alter table ${table} enable row level security`).execute(db);
  for (const [table, role, using] of POLICIES) {
    await sql
      .raw(`create policy ${role}_all on ${table} for all to zhidai_${role} using (${using}) with check (${using})`)
      .execute(db);
  }
  for (const signature of SIGNATURES) await sql.raw(`revoke execute on function ${signature} from public`).execute(db);
  // Trigger functions are made by trail_attach.
  for (const event of ['insert', 'update', 'delete'])
    await sql.raw(`revoke execute on function trail_${event}_import() from public`).execute(db);
  for (const grant of GRANTS) await sql.raw(`grant ${grant}`).execute(db);
}

const TABLES = ['import', 'import_progress', 'import_chunk', 'import_row', 'import_column'];

const BANK = `(select app_setting('bank'))`;
const MINE = `(select app_setting('regions')) is null or (regions is not null and regions <@ string_to_array((select app_setting('regions')), ','))`;
/** The imports in sight, looked up once in a statement. */
const IN_SIGHT = `import_id = any ((select array(select i.id from import i))::uuid[])`;

const POLICIES: readonly (readonly [table: string, role: string, using: string])[] = [
  ['import', 'officer', `bank_code = ${BANK}`],
  ['import', 'auditor', `bank_code is null and (${MINE})`],
  ...['import_progress', 'import_chunk', 'import_row'].flatMap((table) =>
    ['officer', 'auditor'].map((role) => [table, role, IN_SIGHT] as const),
  ),
  ['import_column', 'officer', `bank_code = ${BANK}`],
  ['import_column', 'auditor', `bank_code = ''`],
  ...TABLES.map((table) => [table, 'system', 'true'] as const),
];

const PEOPLE = 'zhidai_officer, zhidai_auditor';
const SIGNATURES = ['import_open(uuid)', 'firms_enter(json)', 'history_file(json)'];

const GRANTS = [
  `select, insert, update, delete on import, import_progress, import_chunk, import_row, import_column to ${PEOPLE}, zhidai_system`,
  `execute on function import_open(uuid) to zhidai_app`,
  `execute on function firms_enter(json) to zhidai_officer`,
  `execute on function history_file(json) to zhidai_auditor`,
];

export const FUNCTIONS = [
  // The account behind an import, as session_open has it: an import goes on when its session has ended, not when its account was disabled or moved.
  `create function import_open(p_import uuid)
  returns table (account_id uuid, login text, role text, display_name text, bank_code text, bank_name text, uscc text, firm_name text, regions text[], must_change_password boolean)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
  begin
    return query select a.id, a.login, a.role, a.display_name, a.bank_code, (select b.name from bank b where b.code = a.bank_code), null::text, null::text, a.regions, a.must_change_password
    from import i join account a on a.id = i.account_id
    where i.id = p_import and not a.disabled and a.bank_code is not distinct from i.bank_code and a.regions is not distinct from i.regions
      and a.role = case when i.kind = 'filings' then 'officer' else 'auditor' end;
  end $$`,
  // firm_enter for many: firms that a bank names for the first time. Those that are known stay as they are.
  `create function firms_enter(p_firms json) returns void
  language sql volatile security definer set search_path = public, pg_temp as $$
    insert into firm (uscc, name, name_key, initials, region_code, entered_by_bank)
    select f.uscc, f.name, f.name_key, f.initials, f.region_code, app_setting('bank')
    from json_to_recordset(p_firms) f (uscc text, name text, name_key text, initials text, region_code text) order by f.uscc
    on conflict (uscc) do nothing $$`,
  // Filings from before there was a registry, as an auditor takes them over: with their own number and day, accepted, in its own regions.
  `create function history_file(p_rows json) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
  declare mine constant text[] := string_to_array(app_setting('regions'), ',');
  begin
    if app_setting('role') is distinct from 'auditor' or mine is not null
        and exists (select from json_to_recordset(p_rows) r (region_code text) where not r.region_code = any (mine)) then
      raise exception 'history is taken over by auditors of the region' using errcode = '42501';
    end if;
    insert into firm (uscc, name, name_key, initials, region_code)
    select distinct on (f.uscc) f.uscc, f.firm_name, f.name_key, f.initials, f.region_code
    from json_to_recordset(p_rows) f (uscc text, firm_name text, name_key text, initials text, region_code text) where f.name_key is not null order by f.uscc
    on conflict (uscc) do nothing;
    insert into filing (id, number, state, state_changed_at, submitted_at, filed_on, bank_code, uscc, firm_name, region_code, contract_no, contract_key, receipt_no, receipt_key,
      amount_fen, annual_rate_e4, disbursed_on, due_on, guarantee, knowledge_grade, first_loan, renewal, renewal_of, branch, remarks)
    select f.id, f.number, 'accepted', (f.filed_on + time '12:00') at time zone 'Asia/Shanghai', (f.filed_on + time '12:00') at time zone 'Asia/Shanghai', f.filed_on, f.bank_code,
      f.uscc, f.firm_name, f.region_code, f.contract_no, f.contract_key, f.receipt_no, f.receipt_key, f.amount_fen, f.annual_rate_e4, f.disbursed_on, f.due_on, f.guarantee,
      f.knowledge_grade, f.first_loan, f.renewal, f.renewal_of, f.branch, f.remarks
    from json_to_recordset(p_rows) f (id uuid, number text, filed_on date, bank_code text, uscc text, firm_name text, region_code text, contract_no text, contract_key text,
      receipt_no text, receipt_key text, amount_fen bigint, annual_rate_e4 integer, disbursed_on date, due_on date, guarantee text, knowledge_grade text, first_loan boolean,
      renewal boolean, renewal_of uuid, branch text, remarks text);
  end $$`,
];

export async function down(db: Kysely<any>): Promise<void> {
  for (const signature of SIGNATURES) await sql.raw(`drop function ${signature}`).execute(db);
  for (const table of [...TABLES].reverse()) await sql.raw(`drop table ${table}`).execute(db);
  for (const event of ['insert', 'update', 'delete'])
    await sql.raw(`drop function trail_${event}_import()`).execute(db);
}
