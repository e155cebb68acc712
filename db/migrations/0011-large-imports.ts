import { sql, type Kysely } from 'kysely';

/**
 * What an import is judged by, and large imports. The loans of an import are kept as they will be filed, so that filing them is one statement for thousands.
 *
 * What a loan was judged by (`facts`) is kept with it. It is read anew under the locks of the firms, and only loans of
 * which it has changed in between are judged again.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(
      `
    create table import_filing (
      import_id uuid not null references import on delete cascade,
      n integer not null,
      bucket smallint not null generated always as (hashtext(uscc) & 1023) stored,
      facts text collate "C" not null,
      judged_by text collate "C" not null,
      firm_known boolean not null,
      name_key text not null,
      renewal_text text,
      ${LOAN.map(([name, type, nullable]) => `${name} ${type}${nullable === true ? '' : ' not null'}`).join(', ')},
      primary key (import_id, n)
    )`,
    )
    .execute(db);
  await sql`comment on table import_filing is 'the rows of an import that are right, as they will be filed'`.execute(
    db,
  );
  await sql`comment on column import_filing.bucket is 'of the lock of its firm, see lock_firm'`.execute(db);
  await sql`comment on column import_filing.facts is 'what the registry knew when the row was judged, as a digest'`.execute(
    db,
  );
  await sql`comment on column import_filing.judged_by is 'the rules and the day that the row was judged by, as a digest'`.execute(
    db,
  );
  await sql`create index import_filing_bucket on import_filing (import_id, bucket)`.execute(db);
  await sql`alter table import_filing enable row level security`.execute(db);
  await sql`create policy officer_all on import_filing for all to zhidai_officer using (${sql.raw(IN_SIGHT)}) with check (${sql.raw(IN_SIGHT)})`.execute(
    db,
  );
  await sql`create policy system_all on import_filing for all to zhidai_system using (true) with check (true)`.execute(
    db,
  );
  await sql`
    create table import_mend (
      import_id uuid not null references import on delete cascade,
      n integer not null,
      cells json not null,
      primary key (import_id, n)
    )`.execute(db);
  await sql`comment on table import_mend is 'cells that were mended by hand, field by field: they stand also when the file is read again'`.execute(
    db,
  );
  await sql`alter table import_mend enable row level security`.execute(db);
  for (const role of ['officer', 'auditor'])
    await sql
      .raw(
        `create policy ${role}_all on import_mend for all to zhidai_${role} using (${IN_SIGHT}) with check (${IN_SIGHT})`,
      )
      .execute(db);
  await sql`create policy system_all on import_mend for all to zhidai_system using (true) with check (true)`.execute(
    db,
  );
  await sql`grant select, insert, update, delete on import_mend to zhidai_officer, zhidai_auditor, zhidai_system`.execute(
    db,
  );
  for (const text of [IMPORT_FACTS, IMPORT_STALE, IMPORT_FILE]) await sql.raw(text).execute(db);
  await sql`revoke execute on function import_facts(json), import_stale(uuid, integer, integer, text), import_file(uuid, integer, integer) from public`.execute(
    db,
  );
  await sql`grant execute on function import_facts(json) to zhidai_officer, zhidai_auditor`.execute(db);
  await sql`grant execute on function import_stale(uuid, integer, integer, text), import_file(uuid, integer, integer) to zhidai_officer`.execute(
    db,
  );
  // An officer writes there what it may not read back: flags that rest on what another bank filed, and what they rest on.
  await sql
    .raw(`grant insert, delete, update (judged_by), select (${READABLE.join(', ')}) on import_filing to zhidai_officer`)
    .execute(db);
  await sql`grant select, delete on import_filing to zhidai_system`.execute(db);
}

export async function down(db: Kysely<any>): Promise<void> {
  await sql`drop function import_file(uuid, integer, integer)`.execute(db);
  await sql`drop function import_stale(uuid, integer, integer, text)`.execute(db);
  await sql`drop function import_facts(json)`.execute(db);
  await sql`drop table import_filing`.execute(db);
  await sql`drop table import_mend`.execute(db);
}

const IN_SIGHT = `import_id = any ((select array(select i.id from import i))::uuid[])`;

/** The columns of a filing as an import gives them: name, type, whether it may be null. */
const LOAN: readonly (readonly [name: string, type: string, nullable?: true])[] = [
  ['id', 'uuid'],
  ['state', 'text collate "C"'],
  ['uscc', 'text collate "C"'],
  ['firm_name', 'text'],
  ['region_code', 'text collate "C"'],
  ['contract_no', 'text'],
  ['contract_key', 'text collate "C"'],
  ['receipt_no', 'text'],
  ['receipt_key', 'text collate "C"'],
  ['amount_fen', 'bigint'],
  ['annual_rate_e4', 'integer'],
  ['disbursed_on', 'date'],
  ['due_on', 'date'],
  ['guarantee', 'text collate "C"'],
  ['knowledge_grade', 'text collate "C"', true],
  ['first_loan', 'boolean', true],
  ['renewal', 'boolean'],
  ['renewal_of', 'uuid', true],
  ['branch', 'text', true],
  ['remarks', 'text', true],
  ['flags', 'jsonb'],
  ['flags_other', 'jsonb'],
];
const NAMES = LOAN.map(([name]) => name).join(', ');
const READABLE = ['import_id', 'n', 'bucket', 'firm_known', 'first_loan', 'uscc', 'firm_name', 'region_code'];

/** What is known of rows r that bears on them, by the bank b.own; `more` of their own columns goes with it. */
const factsOf = (rows: string, own: string, more: readonly string[] = []): string => `
    select ${['n', ...more].map((column) => `r.${column}`).join(', ')}, m.uscc is not null as firm_known, m.name as firm_name, coalesce(m.registered_by_hand, false) as registered_by_hand,
      coalesce(m.entered_by_bank <> b.own and not m.listed and m.name_key is distinct from r.name_key
        and not exists (select from filing f where f.uscc = r.uscc and (f.bank_code = b.own) is true and f.firm_name = m.name), false) as name_known_only_from_another_bank,
      d.id as duplicate_id, coalesce(d.uscc = r.uscc and d.amount_fen = r.amount and d.disbursed_on = r.disbursed_on, false) as duplicate_same,
      coalesce(e.own, false) as own_earlier_loan, coalesce(e.other, false) as other_bank_earlier_loan, w.id as renewal_id, t.number is not null as number_taken
    from ${rows}
    cross join lateral (select ${own} as own) b
    left join firm m on m.uscc = r.uscc
    left join lateral (select f.id, f.uscc, f.amount_fen, f.disbursed_on from filing f
      where f.receipt_key = r.receipt_key and f.bank_code = b.own and f.state in ('submitted', 'accepted', 'returned') limit 1) d on true
    left join lateral (select bool_or(f.bank_code = b.own) as own, bool_or(f.bank_code <> b.own) as other from filing f
      where r.first_loan and f.uscc = r.uscc and f.disbursed_on <= r.disbursed_on and (f.state in ('submitted', 'accepted')) is true
        and not (f.bank_code = b.own and f.contract_key = r.contract_key)) e on true
    left join lateral (select f.id from filing f where r.renewal_of is not null and f.uscc = r.uscc and (f.bank_code = b.own) is true
      and (f.id::text = lower(r.renewal_of) or f.number = r.renewal_of) limit 1) w on true
    left join filing t on v_own is null and t.number = r.number`;
const FACTS = [
  'firm_known',
  'firm_name',
  'registered_by_hand',
  'name_known_only_from_another_bank',
  'duplicate_id',
  'duplicate_same',
  'own_earlier_loan',
  'other_bank_earlier_loan',
  'renewal_id',
  'number_taken',
];
const DIGEST = `md5(row(${FACTS.map((name) => `k.${name}`).join(', ')})::text)`;
const BY_INDEX =
  'set search_path = public, pg_temp set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off';

// filing_facts for many rows: what each is judged by, with the same words and the same silence about other banks, and a digest of
// that. "own" is the bank of the officer; of an auditor's history, the bank that the row names.
const IMPORT_FACTS = `
create function import_facts(p_rows json)
returns table (n integer, firm_known boolean, firm_name text, registered_by_hand boolean, name_known_only_from_another_bank boolean,
  duplicate_id uuid, duplicate_same boolean, own_earlier_loan boolean, other_bank_earlier_loan boolean, renewal_id uuid, number_taken boolean, facts text)
language plpgsql volatile security definer ${BY_INDEX} as $$
declare v_own constant text := app_setting('bank');
begin
  return query
  select k.*, ${DIGEST} from (${factsOf(
    'json_to_recordset(p_rows) r (n integer, uscc text, bank text, receipt_key text, contract_key text, disbursed_on date, amount bigint, name_key text, first_loan boolean, renewal_of text, number text)',
    'coalesce(v_own, r.bank)',
  )} offset 0) k order by k.n;
end $$`;

// The rows of an officer's import, of the firms in these buckets, that would perhaps be judged otherwise now. They are read once and
// joined with nothing that is found by the import: PostgreSQL takes an import that it has no statistics of for one row.
const IMPORT_STALE = `
create function import_stale(p_import uuid, p_from integer, p_to integer, p_judged_by text) returns table (n integer, uscc text)
language plpgsql volatile security definer ${BY_INDEX} as $$
declare v_own constant text := app_setting('bank');
begin
  if not exists (select from import i where i.id = p_import and i.bank_code = v_own) then return; end if;
  return query
  select k.n, k.uscc from (${factsOf(
    `(select i.n, i.uscc, i.receipt_key, i.contract_key, i.disbursed_on, i.amount_fen as amount, i.name_key, i.first_loan, i.renewal_text as renewal_of, null::text as number,
        i.judged_by, i.facts as facts_then
      from import_filing i where i.import_id = p_import and i.bucket >= p_from and i.bucket <= p_to) r`,
    'v_own',
    ['uscc', 'judged_by', 'facts_then'],
  )} offset 0) k
  where k.judged_by <> p_judged_by or k.facts_then <> ${DIGEST} order by 1;
end $$`;

// Files the rows of an officer's own import, of the firms in these buckets, in the order of the sheet.
const IMPORT_FILE = `
create function import_file(p_import uuid, p_from integer, p_to integer) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare filed integer;
begin
  if app_setting('role') is distinct from 'officer' or not exists (select from import i where i.id = p_import and i.kind = 'filings' and i.bank_code = app_setting('bank') and i.state = 'committing') then
    raise exception 'an officer files the imports of its own bank, once' using errcode = '42501';
  end if;
  insert into filing (bank_code, ${NAMES})
  select app_setting('bank'), ${NAMES} from import_filing i where i.import_id = p_import and i.bucket >= p_from and i.bucket <= p_to order by i.n;
  get diagnostics filed = row_count;
  return filed;
end $$`;
