import { sql, type Kysely } from 'kysely';

/**
 * Totals. A filing that begins or ceases to count leaves a row in total_change, written by a statement-level trigger in
 * its own transaction; fold_totals() now and then carries such rows over into total_cell. The view `total` is the cells
 * plus what the rows amount to that are not carried over yet, so it is exact in every snapshot.
 *
 * Nobody updates a row that somebody else needs: filings never queue for a busy total and cannot deadlock on one.
 *
 * Distinct firms: for each firm that changed, count the accepted filings it has in a cell now (a) and by how much the
 * changes moved that number (n); the cell's firms change by (a > 0) − (a − n > 0). Filings, changes and cells are read
 * in one statement, that is in one snapshot, in which a filing counts exactly when its change is there or was folded.
 *
 * Cells exist for the groupings that people ask for (ever, year, month, bank, region); any other is counted from the
 * filings. Under row-level security the same view gives each reader their own cells and changes.
 */
const STATUSES = [
  ['both', 'both'],
  ['high_tech_only', 'highTechOnly'],
  ['tech_sme_only', 'techSmeOnly'],
  ['neither', 'neither'],
] as const;
const KEYS = ['basis', 'scope', 'year', 'month', 'bank_code', 'region_code'];
const SUMS = ['filings', 'amount', 'renewals', 'renewal_amount'].flatMap((figure) =>
  STATUSES.map(([column]) => `${figure}_${column}`),
);
const FIRMS = ['firms', 'firms_high_tech', 'firms_tech_sme', ...STATUSES.map(([column]) => `firms_${column}`)];
const FIGURES = ['changes', ...SUMS, ...FIRMS];
const CHANGED = ['uscc', 'bank_code', 'region_code', 'status', 'filed_on', 'disbursed_on', 'renewal', 'amount_fen'];

/** For each count of firms: the counts of filings by status whose sum says whether the firm is in it. */
const FIRM_CLASSES = [
  ['firms', ['both', 'high_tech_only', 'tech_sme_only', 'neither']],
  ['firms_high_tech', ['both', 'high_tech_only']],
  ['firms_tech_sme', ['both', 'tech_sme_only']],
  ...STATUSES.map(([column]) => [`firms_${column}`, [column]] as const),
] as const;

export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(
      `
    create table total_cell (
      basis text collate "C" not null check (basis in ('filed', 'disbursed')),
      scope text collate "C" not null check (scope in ('ever', 'year', 'month', 'bank', 'region')),
      year integer not null,
      month integer not null,
      bank_code text collate "C" not null,
      region_code text collate "C" not null,
      ${FIGURES.map((figure) => `${figure} bigint not null`).join(',\n')},
      primary key (basis, scope, bank_code, region_code, year, month)
    )`,
    )
    .execute(db);
  await sql`
    create table total_change (
      uscc text collate "C" not null,
      bank_code text collate "C" not null,
      region_code text collate "C" not null,
      status text collate "C" not null,
      filed_on date not null,
      disbursed_on date not null,
      renewal boolean not null,
      amount_fen bigint not null,
      n smallint not null
    )`.execute(db);
  for (const statement of TRIGGERS) await sql.raw(statement).execute(db);

  await sql
    .raw(
      `
    create view total with (security_invoker = true) as
    select ${KEYS.join(', ')}, ${FIGURES.map((figure) => `sum(${figure})::bigint as ${figure}`).join(', ')}
    from (select ${KEYS.join(', ')}, ${FIGURES.join(', ')} from total_cell union all (${effectOf('total_change')})) cells_and_changes
    group by ${KEYS.join(', ')}`,
    )
    .execute(db);
  // The lock is taken in a statement of its own: what follows sees all that its last holder did.
  await sql
    .raw(
      `
    create function fold_totals() returns void language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      perform pg_advisory_xact_lock(7303, 0);
      with taken as (delete from total_change returning *)
      insert into total_cell (${[...KEYS, ...FIGURES].join(', ')})
      select ${[...KEYS, ...FIGURES].join(', ')} from (${effectOf('taken')}) effect
      on conflict (basis, scope, bank_code, region_code, year, month) do update set
        ${FIGURES.map((figure) => `${figure} = total_cell.${figure} + excluded.${figure}`).join(', ')};
    end $$`,
    )
    .execute(db);
  for (const statement of STAMP) await sql.raw(statement).execute(db);
}

const TRIGGERS = [
  `create function total_insert() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    insert into total_change (${CHANGED.join(', ')}, n) select ${CHANGED.join(', ')}, 1 from new_rows where state = 'accepted';
    return null;
  end $$`,
  `create function total_update() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    insert into total_change (${CHANGED.join(', ')}, n)
    select ${CHANGED.map((column) => `c.${column}`).join(', ')}, c.n
    from new_rows n join old_rows o on o.id = n.id
    cross join lateral (
      select ${CHANGED.map((column) => `n.${column}`).join(', ')}, 1 as n where n.state = 'accepted'
      union all select ${CHANGED.map((column) => `o.${column}`).join(', ')}, -1 where o.state = 'accepted') c
    where (n.state = 'accepted') <> (o.state = 'accepted')
      or n.state = 'accepted' and (${CHANGED.map((column) => `n.${column}`).join(', ')}) is distinct from (${CHANGED.map((column) => `o.${column}`).join(', ')});
    return null;
  end $$`,
  `create trigger total_insert after insert on filing referencing new table as new_rows for each statement execute function total_insert()`,
  `create trigger total_update after update on filing referencing old table as old_rows new table as new_rows for each statement execute function total_update()`,
];

/** The cells that a row stands in: ever, and for each basis the year, the month, the bank's and the region's year. */
function cellsOf(row: string): string {
  return `
    cross join lateral (values ('filed', ${row}.filed_on), ('disbursed', ${row}.disbursed_on)) b (basis, day)
    cross join lateral (values
      (b.basis, 'ever', 0, 0, '', ''),
      (b.basis, 'year', extract(year from b.day)::int, 0, '', ''),
      (b.basis, 'month', extract(year from b.day)::int, extract(month from b.day)::int, '', ''),
      (b.basis, 'bank', extract(year from b.day)::int, 0, ${row}.bank_code, ''),
      (b.basis, 'region', extract(year from b.day)::int, 0, '', ${row}.region_code)
    ) v (${KEYS.join(', ')})`;
}

/**
 * The text of a query: by how much the rows of `source` move each cell.
 *
 * For each firm and cell that changed, the firm's filings in that cell are counted by an index range of firm and day, and
 * by nothing else: before there are statistics PostgreSQL would as soon use the index of a state ("is true" keeps that out).
 */
function effectOf(source: string): string {
  const keys = KEYS.map((key) => `v.${key}`).join(', ');
  const perFirm = STATUSES.map(
    ([column, word]) => `sum(c.n) filter (where c.status = '${word}') as n_${column},
      sum(c.n * c.amount_fen) filter (where c.status = '${word}') as amount_${column},
      sum(c.n) filter (where c.status = '${word}' and c.renewal) as renewals_${column},
      sum(c.n * c.amount_fen) filter (where c.status = '${word}' and c.renewal) as renewal_amount_${column}`,
  ).join(',\n');
  const standing = (scope: string, days: string): string => `
    select changed.*, a.* from changed cross join lateral (
      select ${STATUSES.map(([column, word]) => `count(*) filter (where f.status = '${word}') as a_${column}`).join(', ')} from filing f
      where f.uscc = changed.uscc and (f.state = 'accepted') is true ${days}) a
    where ${scope}`;
  const inCell = (day: string): string => `
        and f.${day} >= make_date(changed.year, greatest(changed.month, 1), 1)
        and f.${day} < (make_date(changed.year, greatest(changed.month, 1), 1) + case when changed.month = 0 then interval '1 year' else interval '1 month' end)::date
        and (changed.bank_code = '' or f.bank_code = changed.bank_code) and (changed.region_code = '' or f.region_code = changed.region_code)`;
  const sums = ['n', 'amount', 'renewals', 'renewal_amount']
    .flatMap((figure) => STATUSES.map(([column]) => [figure, column] as const))
    .map(([figure, column], index) => `coalesce(sum(${figure}_${column}), 0)::bigint as ${SUMS[index]}`);
  const firms = FIRM_CLASSES.map(([name, parts]) => {
    const after = parts.map((part) => `a_${part}`).join(' + ');
    const before = parts.map((part) => `a_${part} - coalesce(n_${part}, 0)`).join(' + ');
    return `sum((${after} > 0)::int - (${before} > 0)::int)::bigint as ${name}`;
  });
  return `
    with changed as (select ${keys}, c.uscc, count(*) as changes, ${perFirm} from ${source} c ${cellsOf('c')} group by ${keys}, c.uscc)
    select ${KEYS.join(', ')}, sum(changes)::bigint as changes, ${sums.join(', ')}, ${firms.join(', ')}
    from (${standing(`scope = 'ever'`, '')} union all ${standing(`scope <> 'ever' and basis = 'filed'`, inCell('filed_sort'))}
      union all ${standing(`scope <> 'ever' and basis = 'disbursed'`, inCell('disbursed_on'))}) standing
    group by ${KEYS.join(', ')}`;
}

/**
 * How often did what this reader may see change? Grows with every change (also of the name of a bank or region), and
 * folding does not move it.
 */
const STAMP = [
  `create function totals_stamp(bank text, regions text[]) returns bigint language plpgsql stable security definer set search_path = public, pg_temp as $$
  declare
    names bigint := (select coalesce(sum(version), 0) from bank) + (select coalesce(sum(version), 0) from region);
  begin
    if bank is not null then
      return names + (select coalesce(sum(changes), 0) from total_cell where basis = 'filed' and scope = 'bank' and bank_code = bank)
        + (select count(*) from total_change where bank_code = bank);
    elsif regions is not null then
      return names + (select coalesce(sum(changes), 0) from total_cell where basis = 'filed' and scope = 'region' and region_code = any (regions))
        + (select count(*) from total_change where region_code = any (regions));
    end if;
    return names + (select coalesce(sum(changes), 0) from total_cell where basis = 'filed' and scope = 'ever') + (select count(*) from total_change);
  end $$`,
];

export async function down(db: Kysely<any>): Promise<void> {
  await sql`drop trigger total_insert on filing`.execute(db);
  await sql`drop trigger total_update on filing`.execute(db);
  await sql`drop view total`.execute(db);
  for (const name of ['total_insert', 'total_update', 'fold_totals', 'totals_stamp'])
    await sql.raw(`drop function ${name}`).execute(db);
  await sql`drop table total_change`.execute(db);
  await sql`drop table total_cell`.execute(db);
}
