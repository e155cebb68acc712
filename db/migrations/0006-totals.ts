import { sql, type Kysely } from 'kysely';

/**
 * Yearly totals, kept by statement-level triggers in the transaction of the filings they count.
 *
 * A statement appends what it changed to total_delta and touches no row of anybody else, so filings never queue for a
 * busy total and cannot deadlock on one; fold_totals() moves deltas into total_cell now and then. A total is the sum of
 * both, read in one statement. Cells exist for the groupings that people ask for (ever, year, month, bank, region);
 * every other grouping is counted from the filings.
 *
 * Distinct firms: for a firm that a statement touched, count the accepted filings it has in the cell now (a) and by how
 * much that number changed (n); the cell's number of firms changes by (a > 0) − (a − n > 0). The firm's lock makes that
 * exact: nobody else changes this firm's filings until the transaction ends.
 */
const STATUSES = [['both', 'both'], ['high_tech_only', 'highTechOnly'], ['tech_sme_only', 'techSmeOnly'], ['neither', 'neither']] as const;
const KEYS = ['basis', 'scope', 'year', 'month', 'bank_code', 'region_code'];
const SUMS = ['filings', 'amount', 'renewals', 'renewal_amount'].flatMap((figure) => STATUSES.map(([column]) => `${figure}_${column}`));
const FIRMS = ['firms', 'firms_high_tech', 'firms_tech_sme', ...STATUSES.map(([column]) => `firms_${column}`)];
const FIGURES = ['changes', ...SUMS, ...FIRMS];

/** For each count of firms: the counts of filings by status whose sum says whether the firm is in it. */
const FIRM_CLASSES = [
  ['firms', ['both', 'high_tech_only', 'tech_sme_only', 'neither']],
  ['firms_high_tech', ['both', 'high_tech_only']],
  ['firms_tech_sme', ['both', 'tech_sme_only']],
  ...STATUSES.map(([column]) => [`firms_${column}`, [column]] as const),
] as const;

export async function up(db: Kysely<any>): Promise<void> {
  const columns = `
    basis text collate "C" not null check (basis in ('filed', 'disbursed')),
    scope text collate "C" not null check (scope in ('ever', 'year', 'month', 'bank', 'region')),
    year smallint not null,
    month smallint not null,
    bank_code text collate "C" not null,
    region_code text collate "C" not null,
    ${FIGURES.map((figure) => `${figure} bigint not null default 0`).join(',\n')}`;
  await sql.raw(`create table total_cell (${columns}, primary key (basis, scope, bank_code, region_code, year, month))`).execute(db);
  await sql.raw(`create table total_delta (${columns})`).execute(db);
  await sql.raw(trigger('total_insert', `
    if not exists (select from new_rows where state = 'accepted') then return null; end if;`,
    `select ${CHANGED}, 1 as n from new_rows c where c.state = 'accepted'`)).execute(db);
  await sql.raw(trigger('total_update', `
    if not exists (select from new_rows n join old_rows o on o.id = n.id where (n.state = 'accepted') <> (o.state = 'accepted')
        or n.state = 'accepted' and (${CHANGED_COLUMNS.map((column) => `n.${column}`).join(', ')}) is distinct from (${CHANGED_COLUMNS.map((column) => `o.${column}`).join(', ')})) then
      return null;
    end if;`,
    `select ${CHANGED}, 1 as n from new_rows c where c.state = 'accepted'
     union all select ${CHANGED}, -1 from old_rows c where c.state = 'accepted'`)).execute(db);
  await sql`create trigger total_insert after insert on filing referencing new table as new_rows for each statement execute function total_insert()`.execute(db);
  await sql`create trigger total_update after update on filing referencing old table as old_rows new table as new_rows for each statement execute function total_update()`.execute(db);

  const sums = FIGURES.map((figure) => `sum(${figure})::bigint as ${figure}`).join(', ');
  await sql.raw(`
    create view total with (security_invoker = true) as
    select ${KEYS.join(', ')}, ${sums} from (select * from total_cell union all select * from total_delta) both_tables
    group by ${KEYS.join(', ')}`).execute(db);
  await sql.raw(`
    create function fold_totals() returns bigint language sql security definer set search_path = public, pg_temp as $$
      with taken as (delete from total_delta returning *),
      folded as (
        insert into total_cell (${[...KEYS, ...FIGURES].join(', ')})
        select ${KEYS.join(', ')}, ${sums} from taken group by ${KEYS.join(', ')} order by ${KEYS.join(', ')}
        on conflict (basis, scope, bank_code, region_code, year, month) do update set
          ${FIGURES.map((figure) => `${figure} = total_cell.${figure} + excluded.${figure}`).join(', ')}
        returning 1)
      select count(*) from folded $$`).execute(db);
  // "How often did what this reader may see change?": grows with every change (also of a bank's or region's name), and
  // folding does not move it.
  await sql`
    create function totals_stamp(bank text, regions text[]) returns bigint language plpgsql stable security definer set search_path = public, pg_temp as $$
    declare
      names bigint := (select coalesce(sum(version), 0) from bank) + (select coalesce(sum(version), 0) from region);
    begin
      if bank is not null then
        return names + (select coalesce(sum(changes), 0) from total_cell where basis = 'filed' and scope = 'bank' and bank_code = bank)
          + (select coalesce(sum(changes), 0) from total_delta where basis = 'filed' and scope = 'bank' and bank_code = bank);
      elsif regions is not null then
        return names + (select coalesce(sum(changes), 0) from total_cell where basis = 'filed' and scope = 'region' and region_code = any(regions))
          + (select coalesce(sum(changes), 0) from total_delta where basis = 'filed' and scope = 'region' and region_code = any(regions));
      end if;
      return names + (select coalesce(sum(changes), 0) from total_cell where basis = 'filed' and scope = 'ever')
        + (select coalesce(sum(changes), 0) from total_delta where basis = 'filed' and scope = 'ever');
    end $$`.execute(db);
}

const CHANGED_COLUMNS = ['uscc', 'bank_code', 'region_code', 'status', 'filed_on', 'disbursed_on', 'renewal', 'amount_fen'];
const CHANGED = CHANGED_COLUMNS.map((column) => `c.${column}`).join(', ');

/** The cells that a filing stands in: for each basis the year, the month, the bank's and the region's year; and ever. */
const cellsOf = (row: string): string => `
  cross join lateral (values ('filed', ${row}.filed_on), ('disbursed', ${row}.disbursed_on)) b (basis, day)
  cross join lateral (values
    (b.basis, 'ever', 0, 0, '', ''),
    (b.basis, 'year', extract(year from b.day)::int, 0, '', ''),
    (b.basis, 'month', extract(year from b.day)::int, extract(month from b.day)::int, '', ''),
    (b.basis, 'bank', extract(year from b.day)::int, 0, ${row}.bank_code, ''),
    (b.basis, 'region', extract(year from b.day)::int, 0, '', ${row}.region_code)
  ) v (${KEYS.join(', ')})`;

/**
 * The text of a trigger function that appends to total_delta what the rows of \`change\` (n = 1 come, −1 gone) amount to.
 *
 * The firm's filings are found by its code and nothing else: before there are statistics, PostgreSQL would as soon use
 * the index of a date or of a state (hence "is true"), and read the whole registry. Only cells of a year that changed are looked at.
 */
function trigger(name: string, leaveEarly: string, change: string): string {
  const sums = STATUSES.map(([column, word]) => `sum(c.n) filter (where c.status = '${word}') as n_${column},
      sum(c.n * c.amount_fen) filter (where c.status = '${word}') as amount_${column},
      sum(c.n) filter (where c.status = '${word}' and c.renewal) as renewals_${column},
      sum(c.n * c.amount_fen) filter (where c.status = '${word}' and c.renewal) as renewal_amount_${column}`).join(',\n');
  const figures = ['n', 'amount', 'renewals', 'renewal_amount'].flatMap((figure) => STATUSES.map(([column]) => `coalesce(sum(${figure}_${column}), 0)`));
  const firms = FIRM_CLASSES.map(([, parts]) => {
    const after = parts.map((part) => `coalesce(a_${part}, 0)`).join(' + ');
    const before = parts.map((part) => `coalesce(a_${part}, 0) - coalesce(n_${part}, 0)`).join(' + ');
    return `sum((${after} > 0)::int - (${before} > 0)::int)`;
  });
  return `
    create function ${name}() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    declare touched text[];
    begin ${leaveEarly}
      touched := (select array_agg(distinct c.uscc) from (${change}) c);
      insert into total_delta (${[...KEYS, ...FIGURES].join(', ')})
      with change as (${change}),
      changed as (select v.*, c.uscc, ${sums} from change c ${cellsOf('c')} group by ${KEYS.map((key) => `v.${key}`).join(', ')}, c.uscc),
      standing as (
        select v.*, f.uscc, ${STATUSES.map(([column, word]) => `count(*) filter (where f.status = '${word}') as a_${column}`).join(', ')}
        from filing f ${cellsOf('f')}
        where f.uscc = any (touched) and (f.state = 'accepted') is true
          and (v.year = 0 or (f.uscc, v.basis, v.year) in (select uscc, basis, year from changed))
        group by ${KEYS.map((key) => `v.${key}`).join(', ')}, f.uscc)
      select ${KEYS.join(', ')}, 1, ${figures.join(', ')}, ${firms.join(', ')}
      from changed left join standing using (${KEYS.join(', ')}, uscc) group by ${KEYS.join(', ')};
      return null;
    end $$`;
}

export async function down(db: Kysely<any>): Promise<void> {
  await sql`drop trigger total_insert on filing`.execute(db);
  await sql`drop trigger total_update on filing`.execute(db);
  await sql`drop view total`.execute(db);
  for (const name of ['total_insert', 'total_update', 'fold_totals', 'totals_stamp']) await sql.raw(`drop function ${name}`).execute(db);
  await sql`drop table total_delta`.execute(db);
  await sql`drop table total_cell`.execute(db);
}
