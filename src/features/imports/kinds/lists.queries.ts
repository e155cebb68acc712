/**
 * Statements of the imports of firms and qualifications. Each statement handles many rows: a file has up to 100,000.
 */
import { sql } from 'kysely';
import type { Tx } from '../../../data/database.ts';
import type { Day } from '../../../domain/values/day.ts';

export interface NewFirm {
  readonly uscc: string;
  readonly name: string;
  readonly name_key: string;
  readonly initials: string;
  /** Null if the list does not give it. */
  readonly region_code: string | null;
}

export interface FirmRecord {
  uscc: string;
  name: string;
  region_code: string | null;
  industry_code: string | null;
  registered_by_hand: boolean;
  /** Whether the auditor may change the firm. */
  mine: boolean;
}

/** The visible firms, by code. */
export async function findFirms(
  tx: Tx,
  usccs: readonly string[],
  regions: readonly string[] | null,
): Promise<Map<string, FirmRecord>> {
  const { rows } = await sql<Omit<FirmRecord, 'mine'>>`
    select uscc, name, region_code, industry_code, registered_by_hand
    from firm
    where uscc = any (${usccs}::text[])`.execute(tx);
  return new Map(
    rows.map((row) => [row.uscc, { ...row, mine: regions === null || regions.includes(row.region_code ?? '') }]),
  );
}

/** The codes of the visible firms with these name keys. */
export async function findFirmsByName(tx: Tx, keys: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ name_key: string; usccs: string[] }>`
    select name_key, array_agg(uscc order by uscc) as usccs
    from firm
    where name_key = any (${keys}::text[])
    group by name_key`.execute(tx);
  return new Map(rows.map(({ name_key, usccs }) => [name_key, usccs]));
}

export interface HeldQualification {
  kind: string;
  certificate_no: string;
  uscc: string;
  valid_from: Day;
  valid_to: Day;
  revoked: boolean;
  /** The first invalid day of a revoked one; null: the whole period. */
  revoked_on: Day | null;
}

/** The qualifications with these certificate numbers, of any kind and firm. */
export async function findQualifications(tx: Tx, certificates: readonly string[]): Promise<HeldQualification[]> {
  const { rows } = await sql<HeldQualification>`
    select distinct q.kind, q.certificate_no, q.uscc, q.valid_from, q.valid_to, q.revoked, q.revoked_on
    from qualification_kind k
    cross join unnest(${certificates}::text[]) c (no)
    join qualification q on q.kind = k.code and q.certificate_no = c.no`.execute(tx);
  return rows;
}

/** Inserts firms; those that exist stay unchanged. */
export async function insertListedFirms(tx: Tx, firms: readonly NewFirm[]): Promise<void> {
  if (firms.length === 0) return;
  await sql`
    insert into firm (uscc, name, name_key, initials, region_code)
    select f.*
    from json_to_recordset(${JSON.stringify(firms)}::json)
      f (uscc text, name text, name_key text, initials text, region_code text)
    order by f.uscc
    on conflict (uscc) do nothing`.execute(tx);
}

export interface FirmChange extends NewFirm {
  industry_code: string | null;
  by_hand: boolean;
  is_new: boolean;
}

/** Inserts new firms and updates the others. */
export async function writeFirms(tx: Tx, firms: readonly FirmChange[]): Promise<void> {
  if (firms.length === 0) return;
  const rows = sql`json_to_recordset(${JSON.stringify(firms)}::json) f (uscc text, name text, name_key text, initials text, region_code text, industry_code text, by_hand boolean, is_new boolean)`;
  await sql`
    insert into firm (uscc, name, name_key, initials, region_code, industry_code, registered_by_hand)
    select f.uscc, f.name, f.name_key, f.initials, f.region_code, f.industry_code, f.by_hand
    from ${rows}
    where f.is_new
    order by f.uscc`.execute(tx);
  await sql`
    update firm m
    set name = f.name, name_key = f.name_key, initials = f.initials,
      region_code = coalesce(f.region_code, m.region_code), industry_code = coalesce(f.industry_code, m.industry_code),
      registered_by_hand = m.registered_by_hand or f.by_hand, entered_by_bank = null
    from ${rows}
    where not f.is_new
      and m.uscc = f.uscc`.execute(tx);
}

export interface QualificationRow {
  kind: string;
  certificate_no: string;
  uscc: string;
  valid_from: Day;
  valid_to: Day;
}

export interface RevocationRow {
  kind: string;
  certificate_no: string;
  revoked_on: Day | null;
}

/** What each filing of these firms is linked to, by the id of the filing. */
export async function readLinks(tx: Tx, usccs: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; links: string }>`
    select id, links::text as links
    from filing
    where uscc = any (${usccs}::text[])`.execute(tx);
  return new Map(rows.map(({ id, links }) => [id, links]));
}

/** The number of filings whose links differ from those before. */
export function countRelinked(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): number {
  let relinked = 0;
  for (const [id, links] of after) if (before.get(id) !== links) relinked += 1;
  return relinked;
}

/** Inserts qualifications, changes the periods of existing ones, and revokes others. The database links the affected filings again. */
export async function writeQualifications(
  tx: Tx,
  added: readonly QualificationRow[],
  changed: readonly QualificationRow[],
  revoked: readonly RevocationRow[],
): Promise<void> {
  const rows = (some: readonly QualificationRow[]) =>
    sql`json_to_recordset(${JSON.stringify(some)}::json) q (kind text, certificate_no text, uscc text, valid_from date, valid_to date)`;
  if (changed.length > 0) {
    await sql`
      update qualification h
      set valid_from = q.valid_from, valid_to = q.valid_to
      from ${rows(changed)}
      where h.kind = q.kind
        and h.certificate_no = q.certificate_no`.execute(tx);
  }
  if (revoked.length > 0)
    await sql`
      update qualification h
      set revoked = true, revoked_on = q.revoked_on
      from json_to_recordset(${JSON.stringify(revoked)}::json) q (kind text, certificate_no text, revoked_on date)
      where h.kind = q.kind
        and h.certificate_no = q.certificate_no`.execute(tx);
  if (added.length > 0)
    await sql`
      insert into qualification (kind, certificate_no, uscc, valid_from, valid_to)
      select q.*
      from ${rows(added)}`.execute(tx);
}
