/** What the answers show of announcements besides their import. */
import { sql } from 'kysely';
import type { Tx } from '../../../data/database.ts';
import type { Announcement, RowMatch } from '../../../domain/firm/announcement.ts';
import { UNDECIDED } from './announcements.queries.ts';

/** Rows by match, and those that somebody has to decide; null for another kind of import. */
export const MATCHES = sql<Record<RowMatch | 'undecided', number> | null>`
  case when i.kind = 'announcement' then (
    select jsonb_object_agg(m.match, m.rows)
    from (
      select r.match, count(*)::int as rows
      from import_row r
      where r.import_id = i.id
        and r.match is not null
      group by r.match
      union all
      select 'undecided', count(*)::int
      from import_row r
      where r.import_id = i.id
        and ${UNDECIDED}
    ) m
  ) end`.as('matches');
export const NO_MATCHES = sql<Record<RowMatch | 'undecided', number> | null>`null::jsonb`.as('matches');

/** The members of an import that only announcements have. */
export const presentAnnouncement = ({ announcement, matches }: ReadAnnouncement) => ({
  announcement,
  matches: presentMatches(matches),
  undecided: matches?.undecided ?? 0,
});

interface ReadAnnouncement {
  readonly announcement: Announcement | null;
  readonly matches: Readonly<Record<RowMatch | 'undecided', number>> | null;
}

/** The counts as the API names them. */
function presentMatches(counts: ReadAnnouncement['matches']) {
  if (counts === null) return null;
  const of = (match: RowMatch): number => counts[match] ?? 0;
  return {
    exact: of('exact'),
    folded: of('folded'),
    certificate: of('certificate'),
    uscc: of('uscc'),
    formerName: of('former_name'),
    ambiguous: of('ambiguous'),
    unmatched: of('unmatched'),
    refused: of('refused'),
  };
}

/** A firm beside a row: enough to tell it from another one of the same name. */
export interface CandidateFirm {
  readonly uscc: string;
  readonly name: string;
  readonly region: { readonly code: string; readonly name: string } | null;
  readonly qualifications: readonly {
    readonly kind: string;
    readonly certificateNo: string;
    readonly validFrom: string;
    readonly validTo: string;
  }[];
}

const QUALIFICATIONS_MAX = 10;

/** The visible firms with these codes. */
export async function readCandidates(tx: Tx, usccs: readonly string[]): Promise<Map<string, CandidateFirm>> {
  if (usccs.length === 0) return new Map();
  const { rows } = await sql<CandidateFirm>`
    select f.uscc, f.name,
      case when g.code is not null then jsonb_build_object('code', g.code, 'name', g.name) end as region,
      q.qualifications
    from firm f
    left join region g on g.code = f.region_code
    cross join lateral (
      select coalesce(
        jsonb_agg(
          jsonb_build_object(
            'kind', l.kind, 'certificateNo', l.certificate_no, 'validFrom', l.valid_from, 'validTo', upper(l.period) - 1
          )
          order by l.valid_from desc
        ),
        '[]'
      ) as qualifications
      from (
        select *
        from qualification l
        where l.uscc = f.uscc
          and not isempty(l.period)
        order by l.valid_from desc
        limit ${QUALIFICATIONS_MAX}
      ) l
    ) q
    where f.uscc = any (${[...new Set(usccs)]}::text[])`.execute(tx);
  return new Map(rows.map((row) => [row.uscc, row]));
}
