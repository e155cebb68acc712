import { sql, type Kysely } from 'kysely';
import { LOCKS as LOCKS_BEFORE } from './0003-firms.ts';
import { FIRM_ENTER } from './0007-access.ts';
import {
  ALL_KINDS,
  besidesMany,
  BY_INDEX_AND_HASH,
  cellsAndChanges,
  CHANGE_TABLE as CHANGE_TABLE_BEFORE,
  CHANGED,
  CHANGED_COLUMNS,
  COUNTED,
  effectOf,
  FIGURES,
  FUNCTIONS as TOTALS_BEFORE,
  KEYS,
  manyNoted,
  NEW,
  ONE_NOTED,
  STAMP as STAMP_BEFORE,
  type Kind,
  type Noted,
} from './0009-every-grouping.ts';
import { FUNCTIONS as IMPORTS_BEFORE } from './0010-imports.ts';
import { FILING_FACTS as FILING_FACTS_BEFORE, FILING_GUARD as FILING_GUARD_BEFORE } from './0013-lighter-filings.ts';

/**
 * Nobody waits for an import. It is one transaction, whole or not at all, and holds its firms until it is committed, which
 * takes a while for many rows; whoever files one loan for such a firm meanwhile is not to wait for that.
 *
 * So a firm has two locks. Who changes a single filing has the firm's *turn* (7305): the links of its filings stand, and two
 * do not meet. Who has the firm's *count* (7301) as well notes at once where a change counts (0009-every-grouping). An import
 * has the count alone. A single filing that cannot have the count lays its change down in total_unsettled and goes on (it never
 * waits for the count, so nothing deadlocks); who has the count next settles it, an import, another filing, or settle_totals()
 * once a second. Qualifications take both, for they link again what there is, and so does history that is taken over.
 *
 * Readers settle for themselves, in their snapshot, what lies there (changes_seen). It is exact: filings that are noted and
 * filings that are not are told apart by their rows in total_unsettled, which come and go with the notes in one transaction.
 *
 * Since readers see notes through that function, which gives each what is theirs, one note with what stands besides the filing
 * for each kind of reader is enough: filings write one row where they wrote four.
 *
 * Two things were sure only because imports kept everybody waiting. A loan that is said to be a firm's first is judged by the
 * rows of imports that are being filed, too, as if they were filed; and a firm that somebody else has entered in the meantime
 * makes the transaction begin again, so that its name is looked at.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`select fold_totals()`.execute(db);
  for (const name of ['view total', 'table total_change']) await sql.raw(`drop ${name}`).execute(db);
  const texts = [...TABLES, ...LOCKS, FILING_GUARD, FILING_FACTS, ENTER_FIRM, ENTER_FIRMS, ...TOTALS, STAMP];
  for (const text of texts) await sql.raw(text).execute(db);
  await sql`revoke execute on function lock_firms_beside(text[]), lock_firms_in_bulk(text[]), settle_firms(text[]), settle_totals(), changes_seen() from public`.execute(
    db,
  );
  await sql`grant execute on function lock_firms_beside(text[]) to zhidai_app, zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_admin, zhidai_system`.execute(
    db,
  );
  await sql`grant execute on function lock_firms_in_bulk(text[]) to zhidai_officer`.execute(db);
  await sql`grant execute on function settle_totals() to zhidai_system`.execute(db);
  await sql`grant execute on function changes_seen() to zhidai_officer, zhidai_auditor, zhidai_system`.execute(db);
  await sql
    .raw(
      `
    create view total with (security_invoker = true) as
    with seen as materialized (select * from changes_seen())
    ${cellsAndChanges('total_cell', 'seen')}`,
    )
    .execute(db);
  await sql.raw(GRANT_TOTAL).execute(db);
}

export async function down(db: Kysely<any>): Promise<void> {
  await sql`select lock_firms(array(select uscc from total_unsettled))`.execute(db);
  await sql`select settle_firms(array(select uscc from total_unsettled))`.execute(db);
  await sql`select fold_totals()`.execute(db);
  for (const name of ['view total', 'table total_change', 'table total_unsettled'])
    await sql.raw(`drop ${name}`).execute(db);
  for (const name of ['lock_firms_beside', 'lock_firms_in_bulk', 'changes_seen', 'settle_totals', 'settle_firms'])
    await sql.raw(`drop function ${name}`).execute(db);
  const enterFirms = IMPORTS_BEFORE.filter((text) => text.includes('function firms_enter'));
  const totals = TOTALS_BEFORE.filter((text) => text.startsWith('create function'));
  const functions = [...LOCKS_BEFORE, FIRM_ENTER, ...enterFirms, ...totals].map(anew);
  for (const text of [...CHANGE_TABLE_BEFORE, FILING_GUARD_BEFORE, FILING_FACTS_BEFORE, ...functions, STAMP_BEFORE])
    await sql.raw(text).execute(db);
  await sql
    .raw(`create view total with (security_invoker = true) as ${cellsAndChanges('total_cell', 'total_change')}`)
    .execute(db);
  await sql.raw(GRANT_TOTAL).execute(db);
}

const anew = (text: string): string => text.replace('create function', 'create or replace function');
const GRANT_TOTAL = 'grant select on total to zhidai_officer, zhidai_auditor, zhidai_system';

const NOTE = ['bank_code', 'region_code', 'status', 'filed_on', 'disbursed_on', 'renewal', 'amount_fen', 'n'];
const OTHERS = ALL_KINDS.map((kind) => `others_${kind}`);
const TABLES = [
  `create table total_change (
      ${CHANGED_COLUMNS},
      n smallint not null check (n in (1, -1)),
      ${OTHERS.map((column) => `${column} integer not null`).join(', ')}
    )`,
  ...OTHERS.map(
    (column) =>
      `comment on column total_change.${column} is 'for each cell of that kind, with which statuses the firm has other filings there; see db/migrations/0009-every-grouping.ts'`,
  ),
  'alter table total_change enable row level security',
  'create policy system_all on total_change for all to zhidai_system using (true) with check (true)',
  'grant select on total_change to zhidai_system',
  `create table total_unsettled (
      id uuid not null,
      n smallint not null check (n in (1, -1)),
      uscc text collate "C" not null,
      ${CHANGED_COLUMNS}
    )`,
  `comment on table total_unsettled is 'changes made beside an import of the same firm: what they move is worked out by whoever holds the count of the firm next, and by every reader until then'`,
  'create index total_unsettled_firm on total_unsettled (uscc)',
  'alter table total_unsettled enable row level security',
];

export const [COUNT, TURN] = [7301, 7305];
const bucketsOf = (firms: string): string =>
  `(select distinct hashtext(f) & 1023 as bucket from unnest(${firms}) f order by 1) sorted`;

// An import says that it is one, for the guard of its filings to know which of the locks is theirs.
const LOCKS = [
  `create or replace function lock_firm(firm text) returns void language plpgsql volatile
    as $$ begin
      perform pg_advisory_xact_lock(${COUNT}, hashtext(firm) & 1023);
      perform pg_advisory_xact_lock(${TURN}, hashtext(firm) & 1023);
    end $$`,
  `create or replace function lock_firms(firms text[]) returns void language plpgsql volatile as $$
    begin
      perform pg_advisory_xact_lock(${COUNT}, bucket) from ${bucketsOf('firms')};
      perform pg_advisory_xact_lock(${TURN}, bucket) from ${bucketsOf('firms')};
    end $$`,
  `create function lock_firms_beside(firms text[]) returns void language plpgsql volatile as $$
    begin
      if cardinality(firms) = 1 then
        perform pg_advisory_xact_lock(${TURN}, hashtext(firms[1]) & 1023);
      else
        perform pg_advisory_xact_lock(${TURN}, bucket) from ${bucketsOf('firms')};
      end if;
    end $$`,
  `create function lock_firms_in_bulk(firms text[]) returns void language plpgsql volatile as $$
    begin
      perform set_config('app.bulk', 'on', true);
      perform pg_advisory_xact_lock(${COUNT}, bucket) from ${bucketsOf('firms')};
    end $$`,
];
const IN_BULK = `nullif(current_setting('app.bulk', true), '') is not null`;
const lockOf = (row: string): string =>
  `case when ${IN_BULK} then pg_advisory_xact_lock(${COUNT}, hashtext(${row}.uscc) & 1023)::text else pg_advisory_xact_lock(${TURN}, hashtext(${row}.uscc) & 1023)::text end`;

/** The text with one part in place of another. @throws Error when it does not have that part just once */
export function changed(text: string, part: string, by: string): string {
  const [before, after, ...more] = text.split(part);
  if (after === undefined || more.length > 0) throw new Error(`not there just once: ${part}`);
  return before + by + after;
}

const FILING_GUARD = changed(
  changed(
    FILING_GUARD_BEFORE,
    `-- lock_firm, as an assignment: PostgreSQL evaluates it without a statement of its own, and this runs for every row.
  held := pg_advisory_xact_lock(7301, hashtext(new.uscc) & 1023)::text;`,
    `-- The firm's lock as an assignment: PostgreSQL evaluates it without a statement of its own, and this runs for every row.
  held := ${lockOf('new')};`,
  ),
  'if new.uscc <> old.uscc then perform lock_firm(old.uscc); end if;',
  `if new.uscc <> old.uscc then held := ${lockOf('old')}; end if;`,
);

const FILING_FACTS = changed(
  FILING_FACTS_BEFORE,
  `
    select coalesce(bool_or(f.bank_code = own), false), coalesce(bool_or(f.bank_code <> own), false) into own_earlier_loan, other_bank_earlier_loan
    from filing f where f.uscc = p_uscc and f.disbursed_on <= p_disbursed and (f.state in ('submitted', 'accepted')) is true and f.id is distinct from p_self
      and not (f.bank_code = own and f.contract_key = p_contract_key);`,
  `
    select coalesce(bool_or(e.bank_code = own), false), coalesce(bool_or(e.bank_code <> own), false) into own_earlier_loan, other_bank_earlier_loan
    from (
      select f.bank_code, f.contract_key from filing f
      where f.uscc = p_uscc and f.disbursed_on <= p_disbursed and (f.state in ('submitted', 'accepted')) is true and f.id is distinct from p_self
      union all
      select i.bank_code, k.contract_key from import i join import_filing k on k.import_id = i.id
      where i.state = 'committing' and i.kind = 'filings' and k.bucket = hashtext(p_uscc) & 1023 and k.uscc = p_uscc and k.disbursed_on <= p_disbursed) e
    where not (e.bank_code = own and e.contract_key = p_contract_key);`,
);

// Whoever enters a firm has judged its name as the first there is.
const NOT_THE_FIRST = `raise exception 'somebody else has entered the firm in this moment' using errcode = 'serialization_failure'`;
const ENTER_FIRM = `
create or replace function firm_enter(p_uscc text, p_name text, p_name_key text, p_initials text, p_region text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  insert into firm (uscc, name, name_key, initials, region_code, entered_by_bank)
  values (p_uscc, p_name, p_name_key, p_initials, p_region, app_setting('bank'))
  on conflict (uscc) do nothing;
  if not found then ${NOT_THE_FIRST}; end if;
end $$`;
const ENTER_FIRMS = `
create or replace function firms_enter(p_firms json) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare entered integer;
begin
  insert into firm (uscc, name, name_key, initials, region_code, entered_by_bank)
  select f.uscc, f.name, f.name_key, f.initials, f.region_code, app_setting('bank')
  from json_to_recordset(p_firms) f (uscc text, name text, name_key text, initials text, region_code text) order by f.uscc
  on conflict (uscc) do nothing;
  get diagnostics entered = row_count;
  if entered < json_array_length(p_firms) then ${NOT_THE_FIRST}; end if;
end $$`;

const IMAGE = COUNTED.join(', ');
// A filing that has moved from one firm to another may be settled at one and not yet, or long since, at the other.
const BESIDES = changed(
  besidesMany(),
  'o.id not in (select id from change)',
  '(o.uscc, o.id) not in (select uscc, id from change)',
);

/** The text of a query: a note for each change. */
const notes = ({ from, besides }: Noted): string =>
  `select ${NOTE.map((column) => `c.${column}`).join(', ')}, ${ALL_KINDS.map((kind) => `${besides(kind)} as others_${kind}`).join(', ')} from ${from}`;
const noting = (query: string): string => `insert into total_change (${[...NOTE, ...OTHERS].join(', ')}) ${query}`;
const notingMany = (change: string): string => `
    with change as materialized (${change}), ${besidesMany()}
    ${noting(notes(manyNoted()))}`;

/** What of a note those see who see a kind of totals. */
const ofKind = (kind: Kind, source: string): string => `
  select '${kind}'::text as scope, ${kind.includes('bank') ? 'c.bank_code' : `''::text as bank_code`}, ${kind.includes('region') ? 'c.region_code' : `''::text as region_code`}, ${NOTE.slice(
    2,
  )
    .map((column) => `c.${column}`)
    .join(', ')}, c.others_${kind} as others from ${source} c`;

/**
 * Unsettled changes, all of those of their firms, as parts of a WITH and a query of their notes. Of a filing that has come and
 * gone meanwhile (the same image with 1 and with −1) two notes are made that cancel each other, so that the number of notes
 * stays that of the changes (totals_stamp).
 */
const settled = (source: string): { parts: string; notes: string } => ({
  parts: `
    unsettled as (${source}),
    paired as (select u.*, u.n * sum(u.n) over (partition by id, ${IMAGE}) >= row_number() over (partition by id, ${IMAGE}, n) as alone from unsettled u),
    change as materialized (select id, n, ${IMAGE} from paired where alone), ${BESIDES}`,
  notes: `${notes(manyNoted())} union all ${notes({ from: '(select * from paired where not alone) c', besides: () => '0' })}`,
});
const TAKEN = settled('delete from total_unsettled u where u.uscc = any (firms) returning u.*');
const SEEN = settled('select * from total_unsettled');

/**
 * Notes the changes, unless others of their firms are unsettled; that is looked at in the same statement, so in the same
 * snapshot, for somebody without the count may lay one down at any time. What is not noted is laid down, too, and settled by
 * whoever has the count.
 */
const noteOrLayDown = (changes: string, plain: string): string => `
    if not beside then
      ${plain}
      if found then return null; end if;
    end if;
    insert into total_unsettled (id, n, ${IMAGE}) ${changes};
    if not beside then perform settle_firms(firms); end if;
    return null;`;
const WHERE_SETTLED = 'where not exists (select from total_unsettled u where u.uscc = any (firms))';
const CHANGES_NOTHING = /if not exists[\s\S]*?end if;/.exec(
  TOTALS_BEFORE.find((text) => text.startsWith('create function total_update'))!,
)![0];

const IN_SIGHT =
  'everything or s.bank_code = own_bank or auditor and (own_regions is null or s.region_code = any (own_regions))';
export const TOTALS = [
  `create or replace function fold_totals() returns void language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    perform pg_advisory_xact_lock(7303, 0);
    with taken as (delete from total_change returning *)
    insert into total_cell (${[...KEYS, ...FIGURES].join(', ')})
    ${effectOf((kind) => `(select *, others_${kind} as others from taken)`)}
    on conflict (basis, scope, bank_code, region_code, year, month) do update set
      ${FIGURES.map((figure) => `${figure} = total_cell.${figure} + excluded.${figure}`).join(', ')};
  end $$`,
  `create function settle_firms(firms text[]) returns void language plpgsql volatile security definer ${BY_INDEX_AND_HASH} as $$
  begin
    with ${TAKEN.parts}
    ${noting(TAKEN.notes)};
  end $$`,
  // The locks are taken in a statement of its own: what follows sees all that their last holders did.
  `create function settle_totals() returns void language plpgsql volatile security definer set search_path = public, pg_temp as $$
  declare free integer[];
  begin
    if not exists (select from total_unsettled) then return; end if;
    free := array(select bucket from ${bucketsOf('array(select uscc from total_unsettled)')} where pg_try_advisory_xact_lock(${COUNT}, bucket));
    perform settle_firms(array(select distinct uscc from total_unsettled where hashtext(uscc) & 1023 = any (free)));
  end $$`,
  // The notes that there are and those of unsettled changes, to each reader what their totals hold of them, by the role that they have taken on.
  `create function changes_seen()
  returns table (scope text, bank_code text, region_code text, status text, filed_on date, disbursed_on date, renewal boolean, amount_fen bigint, n smallint, others integer)
  rows 100 language plpgsql stable security definer ${BY_INDEX_AND_HASH} as $$
  #variable_conflict use_column
  declare
    reader constant text := current_setting('role');
    everything constant boolean := reader = 'zhidai_system' or reader = 'none' and pg_has_role(session_user, current_user, 'member');
    own_bank constant text := case when reader = 'zhidai_officer' then app_setting('bank') end;
    auditor constant boolean := reader = 'zhidai_auditor';
    own_regions constant text[] := string_to_array(app_setting('regions'), ',');
  begin
    return query select s.* from (${ALL_KINDS.map((kind) => ofKind(kind, 'total_change')).join(' union all ')}) s where ${IN_SIGHT};
    if exists (select from total_unsettled) then
      return query
      with ${SEEN.parts}, noted as materialized (${SEEN.notes})
      select s.* from (${ALL_KINDS.map((kind) => ofKind(kind, 'noted')).join(' union all ')}) s where ${IN_SIGHT};
    end if;
  end $$`,
  `create or replace function total_insert() returns trigger language plpgsql security definer ${BY_INDEX_AND_HASH} as $$
  declare
    counted integer;
    firms text[];
    beside boolean := false;
  begin
    select count(*), array_agg(uscc) into counted, firms from (select uscc from new_rows where state = 'accepted' limit 2) few;
    if counted = 0 then return null; end if;
    if counted > 1 then firms := array(select distinct uscc from new_rows where state = 'accepted'); end if;
    if not (${IN_BULK}) then
      if counted = 1 then
        beside := not pg_try_advisory_xact_lock(${COUNT}, hashtext(firms[1]) & 1023);
      else
        beside := not (select bool_and(pg_try_advisory_xact_lock(${COUNT}, bucket)) from ${bucketsOf('firms')});
      end if;
    end if;
    ${noteOrLayDown(
      NEW,
      `
      if counted > 1 then
        ${notingMany(NEW)} ${WHERE_SETTLED};
      else
        ${noting(notes(ONE_NOTED))} ${WHERE_SETTLED};
      end if;`,
    )}
  end $$`,
  `create or replace function total_update() returns trigger language plpgsql security definer ${BY_INDEX_AND_HASH} as $$
  declare
    firms text[];
    beside boolean := false;
  begin
    ${CHANGES_NOTHING}
    firms := array(select uscc from old_rows where state = 'accepted' union select uscc from new_rows where state = 'accepted');
    beside := not (select bool_and(pg_try_advisory_xact_lock(${COUNT}, bucket)) from ${bucketsOf('firms')});
    ${noteOrLayDown(CHANGED, `${notingMany(CHANGED)} ${WHERE_SETTLED};`)}
  end $$`,
];

const STAMP = (
  [
    ['bank', 'bank_code = bank'],
    ['region', 'region_code = any (regions)'],
    ['all', 'true'],
  ] as const
).reduce((text, [scope, theirs]) => {
  const noted = `(select count(*) from total_change where scope = '${scope}'${scope === 'all' ? '' : ` and ${theirs}`})`;
  return changed(
    text,
    noted,
    `(select count(*) from total_change where ${theirs}) + (select count(*) from total_unsettled where ${theirs})`,
  );
}, STAMP_BEFORE);
