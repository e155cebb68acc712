/**
 * How the figures of each year would move if qualifications changed: read from the filings of their firms, without
 * changing anything. Links are chosen as in link_of of db/code/45-qualification.sql; change both together.
 */
import { sql } from 'kysely';
import type { Tx } from '../../../data/database.ts';
import { STATUS_WORDS, type StatusWord } from '../../../domain/filing/status.ts';
import { formatAmount } from '../../../domain/values/money.ts';
import type { Day } from '../../../domain/values/day.ts';

/** A qualification as it would be. Without days it counts on no day: it is revoked as a whole. */
export interface QualificationChange {
  readonly kind: string;
  readonly certificateNo: string;
  readonly uscc: string;
  readonly validFrom: Day;
  readonly validTo: Day;
  readonly revokedOn?: Day | null;
  readonly revoked?: boolean;
}

interface Part {
  filings: number;
  amount: string;
}
export type Parts = Record<StatusWord, Part>;

/** A year (of filedOn) of which filings would be linked again, with the four parts of its firms that are touched. */
export interface YearEffect {
  readonly year: number;
  /** The accepted filings whose links would change. */
  readonly relinked: number;
  readonly before: Parts;
  readonly after: Parts;
}

/** The changes of a checked list, from its rows. @param kind of qualifications, if the rows do not name it */
export async function changesOfImport(tx: Tx, importId: string, kind: string | null): Promise<QualificationChange[]> {
  const { rows } = await sql<QualificationChange>`
    select coalesce(${kind}, draft -> 'v' ->> 'kind') as kind,
      coalesce(draft -> 'p' ->> 'certificateNo', draft -> 'v' ->> 'certificateNo') as "certificateNo", uscc,
      draft -> 'p' ->> 'validFrom' as "validFrom", draft -> 'p' ->> 'validTo' as "validTo",
      draft -> 'p' ->> 'revokedOn' as "revokedOn", (draft -> 'p' ->> 'revoked')::boolean as revoked
    from import_row
    where import_id = ${importId}
      and verdict in ('new', 'changed')
      and uscc is not null
      and draft -> 'p' is not null`.execute(tx);
  return rows;
}

/** The years whose accepted filings, as far as they are visible, would be linked again; others are absent. */
export async function effectOf(tx: Tx, changes: readonly QualificationChange[]): Promise<YearEffect[]> {
  if (changes.length === 0) return [];
  const { rows } = await sql<{
    year: number;
    relinked: number;
    before: StatusWord;
    after: StatusWord;
    filings: number;
    amount_fen: bigint;
  }>`
    with changed as materialized (
      select c.kind, c."certificateNo" as certificate_no, c.uscc, c."validFrom" as valid_from,
        case
          when c.revoked and (c."revokedOn" is null or c."revokedOn" <= c."validFrom") then 'empty'::daterange
          else daterange(c."validFrom", least(c."validTo" + 1, c."revokedOn"))
        end as period
      from json_to_recordset(${JSON.stringify(changes)}::json) c (
        kind text, "certificateNo" text, uscc text, "validFrom" date, "validTo" date, "revokedOn" date, revoked boolean
      )
    ),
    held as materialized (
      select q.uscc, q.kind, q.certificate_no, q.valid_from, q.period
      from qualification q
      where q.uscc in (select c.uscc from changed c)
        and not exists (select from changed c where c.kind = q.kind and c.certificate_no = q.certificate_no)
      union all
      select uscc, kind, certificate_no, valid_from, period from changed
    ),
    linked as (
      select f.id, f.filed_on, f.status, f.amount_fen, f.links,
        coalesce(
          jsonb_object_agg(
            h.kind,
            jsonb_build_object(
              'certificateNo', h.certificate_no, 'validFrom', h.valid_from, 'validTo', upper(h.period) - 1
            )
            order by h.valid_from, h.certificate_no
          ) filter (where h.kind is not null),
          '{}'
        ) as then_links
      from filing f
      left join held h on h.uscc = f.uscc and h.period @> f.disbursed_on
      where f.uscc in (select c.uscc from changed c)
        and f.state = 'accepted'
      group by f.id
    )
    select extract(year from filed_on)::int as year, count(*) filter (where links <> then_links)::int as relinked,
      status as before,
      case
        when then_links ? 'high_tech' and then_links ? 'tech_sme' then 'both'
        when then_links ? 'high_tech' then 'highTechOnly'
        when then_links ? 'tech_sme' then 'techSmeOnly'
        else 'neither'
      end as after,
      count(*)::int as filings, sum(amount_fen)::bigint as amount_fen
    from linked
    group by 1, 3, 4
    order by 1`.execute(tx);
  const years = new Map<number, { relinked: number; before: Sums; after: Sums }>();
  for (const row of rows) {
    const year = years.get(row.year) ?? { relinked: 0, before: noSums(), after: noSums() };
    years.set(row.year, year);
    year.relinked += row.relinked;
    add(year.before[row.before], row);
    add(year.after[row.after], row);
  }
  return [...years]
    .filter(([, { relinked }]) => relinked > 0)
    .map(([year, { relinked, before, after }]) => ({ year, relinked, before: parts(before), after: parts(after) }));
}

type Sums = Record<StatusWord, { filings: number; fen: bigint }>;
const noSums = (): Sums => Object.fromEntries(STATUS_WORDS.map((word) => [word, { filings: 0, fen: 0n }])) as Sums;

function add(sum: Sums[StatusWord], { filings, amount_fen }: { filings: number; amount_fen: bigint }): void {
  sum.filings += filings;
  sum.fen += amount_fen;
}

const parts = (sums: Sums): Parts =>
  Object.fromEntries(
    STATUS_WORDS.map((word) => [word, { filings: sums[word].filings, amount: formatAmount(sums[word].fen) }]),
  ) as Parts;
