import { sql, type Kysely } from 'kysely';
import {
  ALL_KINDS,
  bitOf,
  effectOf as effectOfBefore,
  EVER,
  KEYS,
  own,
  TIMES,
  type Kind,
} from './0009-every-grouping.ts';
import { changed, TOTALS as TOTALS_BEFORE } from './0015-beside-imports.ts';

/**
 * The same notes and the same totals, for less work.
 *
 * Many changes in one statement (an import, a change of a qualification): what stands of their firms was put beside them for
 * all the years there are, in each of the cells. Only the filings that share a year with a change are put beside it now;
 * of all others it only matters whether the firm ever had one (the cells `ever`).
 *
 * Filings of as many firms in one statement (what the desk files together) are noted as a single one is, each by itself.
 *
 * A fold: for each kind of cell by itself the notes that are alike in status, renewal and what stands besides them are added
 * up first, with three sums each, and the twenty figures are made of what comes of it. (Readers add up as before: they have
 * few notes, and each question would be planned for all kinds of cells.)
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const text of TOTALS) await sql.raw(text).execute(db);
}

export async function down(db: Kysely<any>): Promise<void> {
  for (const text of TOTALS_BEFORE) await sql.raw(anew(text)).execute(db);
}

/** The notes of a kind that one of its cells is moved by, those that are alike added up. */
function alike(notes: string, kind: Kind, basis: string, part: 'ever' | 'year' | 'month', shift: number): string {
  const scope = part === 'month' && kind !== 'all' ? `month_${kind}` : part === 'year' && kind !== 'all' ? kind : part;
  const [year, month] = [
    part === 'ever' ? '0' : partOf('year', basis),
    part === 'month' ? partOf('month', basis) : '0',
  ];
  return `
      select '${basis}' as basis, '${scope}' as scope, ${year} as year, ${month} as month, ${own(kind, 'bank_code')} as bank_code, ${own(kind, 'region_code')} as region_code,
        c.status, c.renewal, c.others >> ${shift} & 15 as besides, count(*) as changes, sum(c.n) as n, sum(c.n * c.amount_fen) as amount
      from ${notes} c group by 3, 4, 5, 6, c.status, c.renewal, besides`;
}
const partOf = (part: string, basis: string): string => `date_part('${part}', c.${basis}_on)::int`;

/** The text of a query: by how much notes move each cell; `notesOf` gives those of a kind. */
function effectOf(notesOf: (kind: Kind) => string): string {
  const figures = effectOfBefore(notesOf).split(/from \(\s*select k\./)[0]!;
  const cells = ALL_KINDS.flatMap((kind) => [
    ...(kind === 'all' ? ['filed', 'disbursed'].map((basis) => alike(notesOf(kind), kind, basis, 'ever', EVER)) : []),
    ...TIMES.map(([basis, part, shift]) => alike(notesOf(kind), kind, basis, part, shift)),
  ]);
  return `${changed(figures, 'count(*) as changes', 'sum(changes)::bigint as changes').replaceAll('sum(n * amount_fen)', 'sum(amount)')}
    from (select *, ${bitOf('alike')} as bit from (${cells.join(' union all ')}) alike) moved
    group by ${KEYS.join(', ')}`;
}

const HELD =
  /held as materialized \(\s*select (o\.uscc[\s\S]*?)\s*from \(select distinct uscc from change\) m cross join lateral \(([\s\S]*?offset 0)\) o\s*(group by 1, 2, 3, 4, 5, 6, 7)\)/;
const EVER_HELD = '(select uscc, bit_or(bit) as bit from held group by uscc) all_ ';

/** In the text of a function: only what shares a year with a change is put beside it. */
function besideInTheirYears(text: string): string {
  const [held, columns, standing, groups] = HELD.exec(text) ?? [];
  if (held === undefined) return text;
  const within = (['filed', 'disbursed'] as const)
    .map((basis) => `o.${basis}_on >= y.first_${basis} and o.${basis}_on < y.past_${basis}`)
    .join(' or ');
  return changed(
    changed(
      text,
      held,
      `
    standing as materialized (select o.* from (select distinct uscc from change) m cross join lateral (${standing}) o),
    years as (
      select uscc, min(filed_year) as first_filed, max(past_filed_year) as past_filed, min(disbursed_year) as first_disbursed, max(past_disbursed_year) as past_disbursed
      from turns group by uscc),
    held as materialized (
      select ${columns}
      from standing o join years y on y.uscc = o.uscc where ${within}
      ${groups})`,
    ),
    EVER_HELD,
    EVER_HELD.replace('held', 'standing'),
  );
}

const ofTaken = (kind: Kind): string => `(select *, others_${kind} as others from taken)`;
const anew = (text: string): string => text.replace(/^create function/, 'create or replace function');
/** Filings of as many firms are noted by the shorter way of a single one: each is the only one of its firm. */
const OF_DIFFERENT_FIRMS = [
  [
    `select count(*), array_agg(uscc) into counted, firms from (select uscc from new_rows where state = 'accepted' limit 2) few;`,
    `select count(*), array_agg(distinct uscc) into counted, firms from new_rows where state = 'accepted';`,
  ],
  [
    `    if counted > 1 then firms := array(select distinct uscc from new_rows where state = 'accepted'); end if;\n`,
    '',
  ],
  ['      if counted > 1 then\n', '      if counted > cardinality(firms) then\n'],
  // Worked out once for a filing, and not for each other filing of its firm.
  [
    `as past_disbursed_month from new_rows c where state = 'accepted') c cross join`,
    `as past_disbursed_month from new_rows c where state = 'accepted' offset 0) c cross join`,
  ],
] as const;

const TOTALS = TOTALS_BEFORE.map(anew).map((text) => {
  if (text.includes('function fold_totals')) return changed(text, effectOfBefore(ofTaken), effectOf(ofTaken));
  const ofDifferentFirms = text.includes('function total_insert')
    ? OF_DIFFERENT_FIRMS.reduce((changing, [before, after]) => changed(changing, before, after), text)
    : text;
  return besideInTheirYears(ofDifferentFirms);
});
