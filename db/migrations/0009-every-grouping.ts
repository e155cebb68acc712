import { sql, type Kysely } from 'kysely';
import * as earlier from './0006-totals.ts';

/**
 * Totals are kept for every grouping: year, and any of month, bank and region, each by status; and distinct firms are known
 * when a change is noted.
 *
 * A change of what counts is noted once for each kind of reader (all; its bank; its region; its bank and region), with what
 * they may see. Next to the filing itself stands `others`: four bits for each cell that it is in (year filed, month filed,
 * year disbursed, month disbursed, and for all also ever), which say with which statuses the firm had filings there besides
 * this one at its turn. So whether a firm enters or leaves a cell is in the note, and adding up notes is plain arithmetic:
 * no total, no fold and no reader looks at filings again. It is exact because whoever changes a filing holds its firm's lock
 * and sees all that is committed for that firm.
 */
const STATUSES = [
  ['both', 'both', 1],
  ['high_tech_only', 'highTechOnly', 2],
  ['tech_sme_only', 'techSmeOnly', 4],
  ['neither', 'neither', 8],
] as const;
export const KEYS = ['basis', 'scope', 'year', 'month', 'bank_code', 'region_code'];
const SUMS = ['filings', 'amount', 'renewals', 'renewal_amount'].flatMap((figure) =>
  STATUSES.map(([column]) => `${figure}_${column}`),
);
/** For each count of firms: the bits of the statuses of which a firm needs one. */
const FIRM_CLASSES = [
  ['firms', 15],
  ['firms_high_tech', 3],
  ['firms_tech_sme', 5],
  ...STATUSES.map(([column, , bit]) => [`firms_${column}`, bit] as const),
] as const;
export const FIGURES = ['changes', ...SUMS, ...FIRM_CLASSES.map(([column]) => column)];
const ADDED = ['month_bank', 'month_region', 'bank_region', 'month_bank_region'];

/** The kinds of notes, and what their cells are told apart by besides time. */
const KINDS = {
  all: [],
  bank: ['bank_code'],
  region: ['region_code'],
  bank_region: ['bank_code', 'region_code'],
} as const;
export type Kind = keyof typeof KINDS;
export const ALL_KINDS = Object.keys(KINDS) as Kind[];
export const own = (kind: Kind, column: string): string =>
  (KINDS[kind] as readonly string[]).includes(column) ? `c.${column}` : `''`;
/** The time of a cell, and where in `others` its bits are. */
export const TIMES = [
  ['filed', 'year', 0],
  ['filed', 'month', 4],
  ['disbursed', 'year', 8],
  ['disbursed', 'month', 12],
] as const;
export const EVER = 16;

/** What of a filing decides where it counts. */
export const COUNTED = [
  'uscc',
  'bank_code',
  'region_code',
  'status',
  'filed_on',
  'disbursed_on',
  'renewal',
  'amount_fen',
];
const counted = (row: string): string => COUNTED.map((column) => `${row}.${column}`).join(', ');
export const bitOf = (row: string): string =>
  `case ${row}.status ${STATUSES.map(([, word, bit]) => `when '${word}' then ${bit}`).join(' ')} end`;

const sightOf = (table: string): string[] => [
  `create policy officer_select on ${table} for select to zhidai_officer using (bank_code = (select app_setting('bank')))`,
  `create policy auditor_select on ${table} for select to zhidai_auditor using ((select app_setting('regions')) is null or region_code = any (string_to_array((select app_setting('regions')), ',')))`,
];
export const CHANGED_COLUMNS = `bank_code text collate "C" not null,
      region_code text collate "C" not null,
      status text collate "C" not null,
      filed_on date not null,
      disbursed_on date not null,
      renewal boolean not null,
      amount_fen bigint not null`;
export const CHANGE_TABLE = [
  `create table total_change (
      scope text collate "C" not null check (scope in ('all', 'bank', 'region', 'bank_region')),
      ${CHANGED_COLUMNS},
      n smallint not null check (n in (1, -1)),
      others integer not null
    )`,
  `comment on column total_change.others is 'for each cell of its scope, with which statuses the firm has other filings there; see db/migrations/0009-every-grouping.ts'`,
  'alter table total_change enable row level security',
  'create policy system_all on total_change for all to zhidai_system using (true) with check (true)',
  ...sightOf('total_change'),
  'grant select on total_change to zhidai_officer, zhidai_auditor, zhidai_system',
];

export async function up(db: Kysely<any>): Promise<void> {
  await sql`select fold_totals()`.execute(db);
  for (const name of [
    'view total',
    'function fold_totals',
    'trigger total_insert on filing',
    'trigger total_update on filing',
    'function total_insert',
    'function total_update',
    'table total_change',
  ]) {
    await sql.raw(`drop ${name}`).execute(db);
  }
  for (const statement of CHANGE_TABLE) await sql.raw(statement).execute(db);
  const scopes = ['ever', 'year', 'month', 'bank', 'region', ...ADDED].map((word) => `'${word}'`).join(', ');
  await sql
    .raw(`alter table total_cell drop constraint total_cell_scope_check, add check (scope in (${scopes}))`)
    .execute(db);
  for (const role of ['officer', 'auditor']) await sql.raw(`drop policy ${role}_select on total_cell`).execute(db);
  for (const statement of sightOf('total_cell')) await sql.raw(statement).execute(db);
  await sql
    .raw(
      `insert into total_cell (${[...KEYS, ...FIGURES].join(', ')}) ${ADDED.flatMap((scope) => (['filed', 'disbursed'] as const).map((basis) => countedCells(scope, basis))).join(' union all ')}`,
    )
    .execute(db);
  await sql
    .raw(`create view total with (security_invoker = true) as ${cellsAndChanges('total_cell', 'total_change')}`)
    .execute(db);
  for (const statement of FUNCTIONS) await sql.raw(statement).execute(db);
  await sql`revoke execute on function fold_totals(), total_insert(), total_update() from public`.execute(db);
  await sql`grant execute on function fold_totals() to zhidai_system`.execute(db);
  await sql`grant select on total to zhidai_officer, zhidai_auditor, zhidai_system`.execute(db);
}

export async function down(db: Kysely<any>): Promise<void> {
  await sql`select fold_totals()`.execute(db);
  await sql`create temporary table kept on commit drop as select * from total_cell where scope <> all (${ADDED}::text[])`.execute(
    db,
  );
  await earlier.down(db);
  await earlier.up(db);
  await sql`insert into total_cell select * from kept`.execute(db);
  await sql`drop table kept`.execute(db);
  for (const statement of ACCESS_BEFORE) await sql.raw(statement).execute(db);
}

/** The text of a query: the cells of a scope, counted from the filings that there are. */
function countedCells(scope: string, basis: 'filed' | 'disbursed'): string {
  const parts = STATUSES.map(([, word]) => `status = '${word}'`);
  const figures = [
    'count(*)',
    ...parts.map((only) => `count(*) filter (where ${only})`),
    ...parts.map((only) => `coalesce(sum(amount_fen) filter (where ${only}), 0)`),
    ...parts.map((only) => `count(*) filter (where ${only} and renewal)`),
    ...parts.map((only) => `coalesce(sum(amount_fen) filter (where ${only} and renewal), 0)`),
    ...FIRM_CLASSES.map(([, bits]) => `count(distinct uscc) filter (where (${bitOf('f')}) & ${bits} <> 0)`),
  ];
  return `
    select '${basis}', '${scope}', extract(year from ${basis}_on)::int, ${scope.includes('month') ? `extract(month from ${basis}_on)::int` : '0'},
      ${scope.includes('bank') ? 'bank_code' : `''`}, ${scope.includes('region') ? 'region_code' : `''`}, ${figures.join(', ')}
    from filing f where state = 'accepted' group by 1, 2, 3, 4, 5, 6`;
}

/** The cells that a note of this kind moves: their keys, and where in `others` they have their bits. */
const cellsOf = (kind: Kind): string =>
  [
    ...(kind === 'all'
      ? (['filed', 'disbursed'] as const).map((basis) => `('${basis}', 'ever', 0, 0, '', '', ${EVER})`)
      : []),
    ...TIMES.map(([basis, part, shift]) => {
      const scope = kind === 'all' ? part : part === 'year' ? kind : `month_${kind}`;
      return `('${basis}', '${scope}', extract(year from c.${basis}_on)::int, ${part === 'month' ? `extract(month from c.${basis}_on)::int` : '0'}, ${own(kind, 'bank_code')}, ${own(kind, 'region_code')}, ${shift})`;
    }),
  ].join(', ');

const kindOf =
  (source: string) =>
  (kind: Kind): string =>
    `(select * from ${source} where scope = '${kind}')`;

/** The text of a query: by how much notes move each cell; `notesOf` gives those of a kind. */
export function effectOf(notesOf: (kind: Kind) => string): string {
  const sums = STATUSES.map(
    ([column, word]) =>
      [
        [`filings_${column}`, `sum(n) filter (where status = '${word}')`],
        [`amount_${column}`, `sum(n * amount_fen) filter (where status = '${word}')`],
        [`renewals_${column}`, `sum(n) filter (where status = '${word}' and renewal)`],
        [`renewal_amount_${column}`, `sum(n * amount_fen) filter (where status = '${word}' and renewal)`],
      ] as const,
  ).flat();
  const firms = FIRM_CLASSES.map(
    ([column, bits]) => [column, `sum(n) filter (where bit & ${bits} <> 0 and besides & ${bits} = 0)`] as const,
  );
  const byName = new Map<string, string>(
    [...sums, ...firms].map(([name, text]) => [name, `coalesce(${text}, 0)::bigint as ${name}`]),
  );
  return `
    select ${KEYS.join(', ')}, count(*) as changes, ${FIGURES.slice(1)
      .map((name) => byName.get(name)!)
      .join(', ')}
    from (${ALL_KINDS.map(
      (kind) => `
      select ${KEYS.map((key) => `k.${key}`).join(', ')}, c.status, c.renewal, c.amount_fen, c.n, ${bitOf('c')} as bit, c.others >> k.shift & 15 as besides
      from ${notesOf(kind)} c cross join lateral (values ${cellsOf(kind)}) k (${KEYS.join(', ')}, shift)`,
    ).join(' union all ')}) moved
    group by ${KEYS.join(', ')}`;
}

export function cellsAndChanges(cells: string, changes: string): string {
  return `
    select ${KEYS.join(', ')}, ${FIGURES.map((figure) => `sum(${figure})::bigint as ${figure}`).join(', ')}
    from (select ${KEYS.join(', ')}, ${FIGURES.join(', ')} from ${cells} union all (${effectOf(kindOf(changes))})) cells_and_changes
    group by ${KEYS.join(', ')}`;
}

const startOf = (row: string, basis: string, part: string): string =>
  `date_trunc('${part}', ${row}.${basis}_on::timestamp)::date`;
/** The first day of the year and month of a day of row c, and the first day past it. */
const SPANS = TIMES.map(
  ([basis, part]) =>
    `${startOf('c', basis, part)} as ${basis}_${part}, (date_trunc('${part}', c.${basis}_on::timestamp) + interval '1 ${part}')::date as past_${basis}_${part}`,
).join(', ');
/** The bits of another filing o of the firm, at the times that it shares with c. */
const SHARED_TIMES = TIMES.map(
  ([basis, part, shift]) =>
    `case when o.${basis}_on >= c.${basis}_${part} and o.${basis}_on < c.past_${basis}_${part} then bit << ${shift} else 0 end`,
).join(' | ');

/**
 * For each kind, the bits of the firm's filings that stand besides c. "is true" keeps the indexes of a state out: before
 * there are statistics PostgreSQL would as soon read the whole of one. "offset 0" keeps what is worked out for a filing
 * from being worked out again for each kind.
 */
const STANDING = `
  select ${ALL_KINDS.map((kind) => `coalesce(bit_or(${kind === 'all' ? `bit << ${EVER} | ` : ''}times)${KINDS[kind].length > 0 ? ` filter (where ${KINDS[kind].map((column) => `o.${column} = c.${column}`).join(' and ')})` : ''}, 0) as in_${kind}`).join(', ')}
  from (select *, ${SHARED_TIMES} as times
    from (select o.bank_code, o.region_code, o.filed_on, o.disbursed_on, ${bitOf('o')} as bit from filing o where o.uscc = c.uscc and (o.state = 'accepted') is true and o.id <> c.id offset 0) o offset 0) o`;

/** The cells of a kind: the time by which they are told apart, and where their bits are. */
const timesOf = (kind: Kind): readonly (readonly [time: string, shift: number])[] => [
  ...(kind === 'all' ? [['', EVER] as const] : []),
  ...TIMES.map(([basis, part, shift]) => [`${basis}_${part}`, shift] as const),
];

/** For one kind, the bits of the firm's filings in the same statement whose turn was before that of c. */
const earlierInTurn = (kind: Kind): string =>
  timesOf(kind)
    .map(([time, shift]) => {
      const cell = [
        'c.n',
        'c.uscc',
        ...KINDS[kind].map((column) => `c.${column}`),
        ...(time === '' ? [] : [`c.${time}`]),
      ];
      return `(coalesce(bit_or(${bitOf('c')}) over (partition by ${cell.join(', ')} order by c.turn rows between unbounded preceding and 1 preceding), 0) << ${shift})`;
    })
    .join(' | ');

const NOTE = 'scope, bank_code, region_code, status, filed_on, disbursed_on, renewal, amount_fen, n, others';

/** Changes, as what comes after FROM, and for each kind what stands besides them. */
export interface Noted {
  readonly from: string;
  readonly besides: (kind: Kind) => string;
}

/** The text of a query: a note of each kind for each change. */
function notes({ from, besides }: Noted): string {
  return `
    select s.scope, s.bank_code, s.region_code, c.status, c.filed_on, c.disbursed_on, c.renewal, c.amount_fen, c.n, s.others
    from ${from} cross join lateral (values ${ALL_KINDS.map((kind) => `('${kind}', ${own(kind, 'bank_code')}, ${own(kind, 'region_code')}, ${besides(kind)})`).join(', ')}) s (scope, bank_code, region_code, others)`;
}

/** The text of an INSERT of such notes. */
const noting = (query: string): string => `
    insert into total_change (${NOTE}) ${query}`;

/**
 * Notes the changes in `change` (a filing's id, its columns, n), each in its turn. What stands of their firms is read once
 * for each firm ("offset 0" keeps it so), and put beside the changes cell by cell, by hashing: the plan is made
 * once, perhaps for two rows, and then kept for thousands.
 */
const notingMany = (change: string): string => `
    with change as materialized (${change}), ${besidesMany()}
    ${noting(notes(manyNoted()))}`;

/** What stands besides each row of `change`, as further parts of a WITH; manyNoted reads them. */
export function besidesMany(): string {
  return `
    turns as (select c.*, ${SPANS}, c.n * row_number() over (order by c.id) as turn from change c),
    besides as (select c.*, ${ALL_KINDS.map((kind) => `${earlierInTurn(kind)} as turn_${kind}`).join(', ')} from turns c),
    held as materialized (
      select o.uscc, o.bank_code, o.region_code, ${TIMES.map(([basis, part]) => `${startOf('o', basis, part)} as ${basis}_${part}`).join(', ')}, bit_or(o.bit) as bit
      from (select distinct uscc from change) m cross join lateral (
        select o.uscc, o.bank_code, o.region_code, o.filed_on, o.disbursed_on, ${bitOf('o')} as bit from filing o
        where o.uscc = m.uscc and (o.state = 'accepted') is true and o.id not in (select id from change) offset 0) o
      group by 1, 2, 3, 4, 5, 6, 7)`;
}

export function manyNoted(): Noted {
  const cells = ALL_KINDS.flatMap((kind) =>
    timesOf(kind).map(([time, shift]) => ({
      kind,
      time,
      shift,
      as: `${kind}_${time}`,
      by: ['uscc', ...KINDS[kind], ...(time === '' ? [] : [time])],
    })),
  );
  const held = cells.map(
    ({ as, by }) =>
      `left join (select ${by.join(', ')}, bit_or(bit) as bit from held group by ${by.join(', ')}) ${as} on ${by.map((column) => `${as}.${column} = c.${column}`).join(' and ')}`,
  );
  const inCells = (kind: Kind): string =>
    cells
      .filter((cell) => cell.kind === kind)
      .map(({ as, shift }) => `(coalesce(${as}.bit, 0) << ${shift})`)
      .join(' | ');
  return { from: `besides c ${held.join(' ')}`, besides: (kind) => `${inCells(kind)} | c.turn_${kind}` };
}

/** As before, by the notes of the reader's scope. */
export const STAMP = `
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

/** One new filing is noted by a shorter way to the same. */
export const ONE_NOTED: Noted = {
  from: `(select *, 1 as n, ${SPANS} from new_rows c where state = 'accepted') c cross join lateral (${STANDING}) o`,
  besides: (kind) => `o.in_${kind}`,
};
export const NEW = `select id, 1::smallint as n, ${COUNTED.join(', ')} from new_rows where state = 'accepted'`;
export const CHANGED = `
      select n.id, c.n, ${counted('c')} from new_rows n join old_rows o on o.id = n.id
      cross join lateral (
        select 1::smallint as n, ${counted('n')} where n.state = 'accepted'
        union all select -1::smallint, ${counted('o')} where o.state = 'accepted') c
      where (n.state = 'accepted') <> (o.state = 'accepted') or n.state = 'accepted' and (${counted('n')}) is distinct from (${counted('o')})`;

// Without sequential scans, for a plan made while the table was small would be kept while an import makes it large.
export const BY_INDEX_AND_HASH =
  'set search_path = public, pg_temp set enable_seqscan = off set enable_nestloop = off set enable_mergejoin = off';
export const FUNCTIONS = [
  // The lock is taken in a statement of its own: what follows sees all that its last holder did.
  `create function fold_totals() returns void language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    perform pg_advisory_xact_lock(7303, 0);
    with taken as (delete from total_change returning *)
    insert into total_cell (${[...KEYS, ...FIGURES].join(', ')})
    ${effectOf(kindOf('taken'))}
    on conflict (basis, scope, bank_code, region_code, year, month) do update set
      ${FIGURES.map((figure) => `${figure} = total_cell.${figure} + excluded.${figure}`).join(', ')};
  end $$`,
  // One filing, which is what comes most often, is noted by a shorter way to the same.
  `create function total_insert() returns trigger language plpgsql security definer ${BY_INDEX_AND_HASH} as $$
  begin
    if (select count(*) from (select from new_rows limit 2) few) > 1 then
      ${notingMany(NEW)};
    else
      ${noting(notes(ONE_NOTED))};
    end if;
    return null;
  end $$`,
  `create function total_update() returns trigger language plpgsql security definer ${BY_INDEX_AND_HASH} as $$
  begin
    if not exists (select from new_rows n join old_rows o on o.id = n.id where (n.state = 'accepted') <> (o.state = 'accepted')
        or n.state = 'accepted' and (${counted('n')}) is distinct from (${counted('o')})) then
      return null;
    end if;
    ${notingMany(CHANGED)};
    return null;
  end $$`,
  `create trigger total_insert after insert on filing referencing new table as new_rows for each statement execute function total_insert()`,
  `create trigger total_update after update on filing referencing old table as old_rows new table as new_rows for each statement execute function total_update()`,
  STAMP,
];

/** What 0007-access said of the tables and functions that are made anew. */
const ACCESS_BEFORE = [
  'alter table total_cell enable row level security',
  'alter table total_change enable row level security',
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
