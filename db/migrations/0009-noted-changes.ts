import { sql, type Kysely } from 'kysely';
import * as earlier from './0006-totals.ts';

/**
 * Totals whose distinct firms are known when a change is noted, and filings that touch fewer pages.
 *
 * A change of what counts is noted once for each scope (all; its bank; its region), with what its readers may see. Next
 * to the filing itself stands `others`: for each cell that it is in, four bits that say with which status the firm had
 * filings there besides this one at its turn. So whether a firm enters or leaves a cell is in the note, and adding up
 * notes is plain arithmetic: no total, no fold and no reader looks at filings again. It is exact because whoever changes
 * a filing holds its firm's lock and sees all that is committed for that firm.
 */
const STATUSES = [['both', 'both', 1], ['high_tech_only', 'highTechOnly', 2], ['tech_sme_only', 'techSmeOnly', 4], ['neither', 'neither', 8]] as const;
const KEYS = ['basis', 'scope', 'year', 'month', 'bank_code', 'region_code'];
const SUMS = ['filings', 'amount', 'renewals', 'renewal_amount'].flatMap((figure) => STATUSES.map(([column]) => `${figure}_${column}`));
/** For each count of firms: the bits of the statuses of which a firm needs one. */
const FIRM_CLASSES = [['firms', 15], ['firms_high_tech', 3], ['firms_tech_sme', 5], ...STATUSES.map(([column, , bit]) => [`firms_${column}`, bit] as const)] as const;
const FIGURES = ['changes', ...SUMS, ...FIRM_CLASSES.map(([column]) => column)];

/** What of a filing decides where it counts. */
const COUNTED = ['uscc', 'bank_code', 'region_code', 'status', 'filed_on', 'disbursed_on', 'renewal', 'amount_fen'];
const counted = (row: string): string => COUNTED.map((column) => `${row}.${column}`).join(', ');
const bitOf = (row: string): string => `case ${row}.status when 'both' then 1 when 'highTechOnly' then 2 when 'techSmeOnly' then 4 when 'neither' then 8 end`;

export async function up(db: Kysely<any>): Promise<void> {
  await sql`select fold_totals()`.execute(db);
  for (const name of ['view total', 'function fold_totals', 'trigger total_insert on filing', 'trigger total_update on filing', 'function total_insert', 'function total_update', 'table total_change']) {
    await sql.raw(`drop ${name}`).execute(db);
  }
  await sql`
    create table total_change (
      scope text collate "C" not null check (scope in ('all', 'bank', 'region')),
      bank_code text collate "C" not null,
      region_code text collate "C" not null,
      status text collate "C" not null,
      filed_on date not null,
      disbursed_on date not null,
      renewal boolean not null,
      amount_fen bigint not null,
      n smallint not null check (n in (1, -1)),
      others integer not null
    )`.execute(db);
  await sql`comment on column total_change.others is 'for each cell of its scope, with which statuses the firm has other filings there; see db/migrations/0009-noted-changes.ts'`.execute(db);
  await sql`alter table total_change enable row level security`.execute(db);
  await sql`create policy officer_select on total_change for select to zhidai_officer using (scope = 'bank' and bank_code = (select app_setting('bank')))`.execute(db);
  await sql`
    create policy auditor_select on total_change for select to zhidai_auditor using ((select app_setting('regions')) is null
      or scope = 'region' and region_code = any (string_to_array((select app_setting('regions')), ',')))`.execute(db);
  await sql`create policy system_all on total_change for all to zhidai_system using (true) with check (true)`.execute(db);

  await sql.raw(`create view total with (security_invoker = true) as ${cellsAndChanges('total_cell', 'total_change')}`).execute(db);
  // The lock is taken in a statement of its own: what follows sees all that its last holder did.
  await sql.raw(`
    create function fold_totals() returns void language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      perform pg_advisory_xact_lock(7303, 0);
      with taken as (delete from total_change returning *)
      insert into total_cell (${[...KEYS, ...FIGURES].join(', ')})
      ${effectOf('taken')}
      on conflict (basis, scope, bank_code, region_code, year, month) do update set
        ${FIGURES.map((figure) => `${figure} = total_cell.${figure} + excluded.${figure}`).join(', ')};
    end $$`).execute(db);
  for (const statement of TRIGGERS) await sql.raw(statement).execute(db);
  await sql.raw(STAMP).execute(db);
  await sql`revoke execute on function fold_totals(), total_insert(), total_update() from public`.execute(db);
  await sql`grant execute on function fold_totals() to zhidai_system`.execute(db);
  await sql`grant select on total, total_change to zhidai_officer, zhidai_auditor, zhidai_system`.execute(db);
}

const YEAR = { filed: 'extract(year from c.filed_on)::int', disbursed: 'extract(year from c.disbursed_on)::int' };
const MONTH = { filed: 'extract(month from c.filed_on)::int', disbursed: 'extract(month from c.disbursed_on)::int' };

/** The cells of each scope: key, and where in `others` the cell has its four bits. */
const CELLS = [
  ...(['filed', 'disbursed'] as const).flatMap((basis, index) => [
    ['all', `'${basis}', 'ever', 0, 0, '', ''`, 0],
    ['all', `'${basis}', 'year', ${YEAR[basis]}, 0, '', ''`, 4 + 8 * index],
    ['all', `'${basis}', 'month', ${YEAR[basis]}, ${MONTH[basis]}, '', ''`, 8 + 8 * index],
    ['bank', `'${basis}', 'bank', ${YEAR[basis]}, 0, c.bank_code, ''`, 4 * index],
    ['region', `'${basis}', 'region', ${YEAR[basis]}, 0, '', c.region_code`, 4 * index],
  ] as const),
] as const;

/** The text of a query: by how much the notes in `source` move each cell. */
function effectOf(source: string): string {
  const sums = STATUSES.map(([column, word]) => [
    [`filings_${column}`, `sum(n) filter (where status = '${word}')`], [`amount_${column}`, `sum(n * amount_fen) filter (where status = '${word}')`],
    [`renewals_${column}`, `sum(n) filter (where status = '${word}' and renewal)`], [`renewal_amount_${column}`, `sum(n * amount_fen) filter (where status = '${word}' and renewal)`],
  ] as const).flat();
  const firms = FIRM_CLASSES.map(([column, bits]) => [column, `sum(n) filter (where bit & ${bits} <> 0 and besides & ${bits} = 0)`] as const);
  const byName = new Map<string, string>([...sums, ...firms].map(([name, text]) => [name, `coalesce(${text}, 0)::bigint as ${name}`]));
  return `
    select ${KEYS.join(', ')}, count(*) as changes, ${FIGURES.slice(1).map((name) => byName.get(name)!).join(', ')}
    from (${CELLS.map(([scope, key, shift]) => `
      select k.*, c.status, c.renewal, c.amount_fen, c.n, ${bitOf('c')} as bit, c.others >> ${shift} & 15 as besides
      from ${source} c cross join lateral (values (${key})) k (${KEYS.join(', ')}) where c.scope = '${scope}'`).join(' union all ')}) moved
    group by ${KEYS.join(', ')}`;
}

function cellsAndChanges(cells: string, changes: string): string {
  return `
    select ${KEYS.join(', ')}, ${FIGURES.map((figure) => `sum(${figure})::bigint as ${figure}`).join(', ')}
    from (select ${KEYS.join(', ')}, ${FIGURES.join(', ')} from ${cells} union all (${effectOf(changes)})) cells_and_changes
    group by ${KEYS.join(', ')}`;
}

/** The first day of the year and month of a day of row c, and the first day past it. */
const SPANS = (['filed', 'disbursed'] as const).flatMap((basis) => (['year', 'month'] as const).map((part) => [basis, part] as const))
  .map(([basis, part]) => `date_trunc('${part}', c.${basis}_on::timestamp)::date as ${basis}_${part}, (date_trunc('${part}', c.${basis}_on::timestamp) + interval '1 ${part}')::date as past_${basis}_${part}`).join(', ');

/** The cells of each scope that a filing c is in: which filings o of its firm are in it too, by what it is told apart, and where its four bits are. */
const PLACES = {
  all: [['true', '', 0], ['filed', 'year', 4], ['filed', 'month', 8], ['disbursed', 'year', 12], ['disbursed', 'month', 16]],
  bank: [['filed', 'year', 0], ['disbursed', 'year', 4]],
  region: [['filed', 'year', 0], ['disbursed', 'year', 4]],
} as const;
type Scope = keyof typeof PLACES;
const alike = (scope: Scope): string[] => (scope === 'all' ? [] : [`${scope}_code`]);

/** Bits of the firm's filings o that stand, by the cells of c that they are in. */
const standing = (scope: Scope): string => PLACES[scope].map(([basis, part, shift]) => {
  const conditions = [...alike(scope).map((column) => `o.${column} = c.${column}`),
    ...(part === '' ? [] : [`o.${basis}_on >= c.${basis}_${part}`, `o.${basis}_on < c.past_${basis}_${part}`])];
  return `(coalesce(bit_or(${bitOf('o')})${conditions.length > 0 ? ` filter (where ${conditions.join(' and ')})` : ''}, 0) << ${shift})`;
}).join(' | ');

/** Bits of the firm's filings in the same statement whose turn was before that of c. */
const earlierInTurn = (scope: Scope): string => PLACES[scope].map(([basis, part, shift]) => {
  const cell = ['c.n', 'c.uscc', ...alike(scope).map((column) => `c.${column}`), ...(part === '' ? [] : [`c.${basis}_${part}`])];
  return `(coalesce(bit_or(${bitOf('c')}) over (partition by ${cell.join(', ')} order by c.turn rows between unbounded preceding and 1 preceding), 0) << ${shift})`;
}).join(' | ');

// "is true" keeps the indexes of a state out: before there are statistics PostgreSQL would as soon read the whole of one.
const STANDING = `select ${(['all', 'bank', 'region'] as const).map((scope) => `${standing(scope)} as "${scope}"`).join(', ')}
  from filing o where o.uscc = c.uscc and (o.state = 'accepted') is true`;
const NOTED = 'insert into total_change (scope, bank_code, region_code, status, filed_on, disbursed_on, renewal, amount_fen, n, others)';
const NOTE = 's.scope, s.bank_code, s.region_code, c.status, c.filed_on, c.disbursed_on, c.renewal, c.amount_fen, c.n, s.others';

/** The text of an INSERT: notes the changes in `change` (a filing's id, its columns, n), each in its turn: what leaves, then what comes. */
function noting(change: string): string {
  return `
    with change as materialized (${change}),
    turns as (select c.*, ${SPANS}, c.n * row_number() over (order by c.id) as turn from change c),
    besides as (select c.*, ${(['all', 'bank', 'region'] as const).map((scope) => `${earlierInTurn(scope)} as in_${scope}`).join(', ')} from turns c)
    ${NOTED}
    select ${NOTE}
    from besides c cross join lateral (${STANDING} and o.id not in (select id from change)) o
    cross join lateral (values ('all', '', '', o."all" | c.in_all), ('bank', c.bank_code, '', o.bank | c.in_bank), ('region', '', c.region_code, o.region | c.in_region)) s (scope, bank_code, region_code, others)`;
}

// Without sequential scans, for a plan made while the table was small would be kept while an import makes it large.
const TRIGGERS = [
  // One filing, which is what comes most often, is noted by a shorter way to the same.
  `create function total_insert() returns trigger language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off as $$
  begin
    if (select count(*) from (select from new_rows limit 2) few) > 1 then
      ${noting(`select id, 1::smallint as n, ${COUNTED.join(', ')} from new_rows where state = 'accepted'`)};
    else
      ${NOTED}
      select ${NOTE}
      from (select *, 1 as n, ${SPANS} from new_rows c where state = 'accepted') c cross join lateral (${STANDING} and o.id <> c.id) o
      cross join lateral (values ('all', '', '', o."all"), ('bank', c.bank_code, '', o.bank), ('region', '', c.region_code, o.region)) s (scope, bank_code, region_code, others);
    end if;
    return null;
  end $$`,
  `create function total_update() returns trigger language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off as $$
  begin
    if not exists (select from new_rows n join old_rows o on o.id = n.id where (n.state = 'accepted') <> (o.state = 'accepted')
        or n.state = 'accepted' and (${counted('n')}) is distinct from (${counted('o')})) then
      return null;
    end if;
    ${noting(`
      select n.id, c.n, ${counted('c')} from new_rows n join old_rows o on o.id = n.id
      cross join lateral (
        select 1::smallint as n, ${counted('n')} where n.state = 'accepted'
        union all select -1::smallint, ${counted('o')} where o.state = 'accepted') c
      where (n.state = 'accepted') <> (o.state = 'accepted') or n.state = 'accepted' and (${counted('n')}) is distinct from (${counted('o')})`)};
    return null;
  end $$`,
  `create trigger total_insert after insert on filing referencing new table as new_rows for each statement execute function total_insert()`,
  `create trigger total_update after update on filing referencing old table as old_rows new table as new_rows for each statement execute function total_update()`,
];

/** As before, by the notes of the reader's scope. */
const STAMP = `
create or replace function totals_stamp(bank text, regions text[]) returns bigint language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  names bigint := (select coalesce(sum(version), 0) from bank) + (select coalesce(sum(version), 0) from region);
begin
  if bank is not null then
    return names + (select coalesce(sum(changes), 0) from total_cell where basis = 'filed' and scope = 'bank' and bank_code = bank)
      + (select count(*) from total_change where scope = 'bank' and bank_code = bank);
  elsif regions is not null then
    return names + (select coalesce(sum(changes), 0) from total_cell where basis = 'filed' and scope = 'region' and region_code = any (regions))
      + (select count(*) from total_change where scope = 'region' and region_code = any (regions));
  end if;
  return names + (select coalesce(sum(changes), 0) from total_cell where basis = 'filed' and scope = 'ever') + (select count(*) from total_change where scope = 'all');
end $$`;

export async function down(db: Kysely<any>): Promise<void> {
  await sql`select fold_totals()`.execute(db);
  await sql`create temporary table kept on commit drop as select * from total_cell`.execute(db);
  await earlier.down(db);
  await earlier.up(db);
  await sql`insert into total_cell select * from kept`.execute(db);
  await sql`drop table kept`.execute(db);
  for (const statement of ACCESS_BEFORE) await sql.raw(statement).execute(db);
}

/** What 0007-access said of the tables and functions that are made anew. */
const ACCESS_BEFORE = [
  'alter table total_cell enable row level security', 'alter table total_change enable row level security',
  `create policy officer_select on total_cell for select to zhidai_officer using (scope = 'bank' and bank_code = (select app_setting('bank')))`,
  `create policy officer_select on total_change for select to zhidai_officer using (bank_code = (select app_setting('bank')))`,
  `create policy auditor_select on total_cell for select to zhidai_auditor using ((select app_setting('regions')) is null or scope = 'region' and ((select app_setting('regions')) is null or region_code = any (string_to_array((select app_setting('regions')), ','))))`,
  `create policy auditor_select on total_change for select to zhidai_auditor using ((select app_setting('regions')) is null or region_code = any (string_to_array((select app_setting('regions')), ',')))`,
  'create policy system_all on total_cell for all to zhidai_system using (true) with check (true)',
  'create policy system_all on total_change for all to zhidai_system using (true) with check (true)',
  'revoke execute on function fold_totals(), total_insert(), total_update(), totals_stamp(text, text[]) from public',
  'grant execute on function fold_totals(), totals_stamp(text, text[]) to zhidai_system',
  'grant execute on function totals_stamp(text, text[]) to zhidai_app',
  'grant select on total, total_cell, total_change to zhidai_officer, zhidai_auditor, zhidai_system',
];
