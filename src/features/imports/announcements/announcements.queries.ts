/** Statements of announcements. Each handles many rows: a list of a province has 12,000. */
import { sql } from 'kysely';
import type { Tx } from '../../../data/database.ts';
import { MATCHES_TO_DECIDE } from '../../../domain/firm/announcement.ts';
import type { Day } from '../../../domain/values/day.ts';

export interface ListedCertificate {
  certificate_no: string;
  uscc: string;
  valid_from: Day;
  valid_to: Day;
  revoked: boolean;
  revoked_on: Day | null;
}

/** The certificates of a kind with these numbers, and all of these firms. */
export async function findListedCertificates(
  tx: Tx,
  kind: string,
  certificateNos: readonly string[],
  usccs: readonly string[],
): Promise<ListedCertificate[]> {
  const columns = sql`q.certificate_no, q.uscc, q.valid_from, q.valid_to, q.revoked, q.revoked_on`;
  const { rows } = await sql<ListedCertificate>`
    select ${columns}
    from unnest(${certificateNos}::text[]) c (no)
    join qualification q on q.kind = ${kind} and q.certificate_no = c.no
    union
    select ${columns}
    from unnest(${usccs}::text[]) u (uscc)
    join qualification q on q.uscc = u.uscc and q.kind = ${kind}`.execute(tx);
  return rows;
}

export interface Renaming {
  uscc: string;
  name: string;
  name_key: string;
  initials: string;
}

export async function renameFirms(tx: Tx, rows: readonly Renaming[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update firm f
    set name = r.name, name_key = r.name_key, initials = r.initials, entered_by_bank = null
    from json_to_recordset(${JSON.stringify(rows)}::json) r (uscc text, name text, name_key text, initials text)
    where f.uscc = r.uscc`.execute(tx);
}

/** Whether somebody has to decide about a row (import_row). Null for rows of other kinds of import. */
export const UNDECIDED = sql<boolean>`(match in (${sql.join(MATCHES_TO_DECIDE)}) and verdict = 'invalid')`;

/** Rows that keep an announcement from being committed: undecided ones, and those whose cells cannot be read. */
export async function countBlocking(tx: Tx, importId: string): Promise<{ undecided: number; invalid: number }> {
  const { rows } = await sql<{ undecided: number; invalid: number }>`
    select
      count(*) filter (where ${UNDECIDED})::int as undecided,
      count(*) filter (where not ${UNDECIDED})::int as invalid
    from import_row
    where import_id = ${importId}
      and verdict = 'invalid'`.execute(tx);
  return rows[0]!;
}

/** The numbers of the first rows that have to be decided. */
export async function undecidedRows(tx: Tx, importId: string, limit: number): Promise<number[]> {
  const { rows } = await sql<{ n: number }>`
    select n
    from import_row
    where import_id = ${importId}
      and ${UNDECIDED}
    order by n
    limit ${limit}`.execute(tx);
  return rows.map(({ n }) => n);
}

/** The firms whose status or name the rows change. */
export async function matchedFirms(tx: Tx, importId: string): Promise<string[]> {
  const { rows } = await sql<{ uscc: string }>`
    select distinct uscc
    from import_row
    where import_id = ${importId}
      and uscc is not null
      and verdict not in ('invalid', 'refused')
    order by uscc`.execute(tx);
  return rows.map(({ uscc }) => uscc);
}
