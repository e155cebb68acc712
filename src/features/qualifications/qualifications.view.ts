/** Reads one qualification, and counts the firms that hold each kind. */
import { sql } from 'kysely';
import type { Tx } from '../../data/database.ts';
import { certificateOddity } from '../../domain/firm/certificate.ts';
import type { Day } from '../../domain/values/day.ts';
import type { QualificationKey } from './qualifications.queries.ts';

export interface Qualification {
  firm: { uscc: string; name: string };
  kind: string;
  certificateNo: string;
  validFrom: Day;
  validTo: Day;
  current: boolean;
  revoked: boolean;
  revokedOn: Day | null;
  version: number;
  oddity?: string;
  asOf: Day;
}

/** A qualification of a visible firm, as of a day; null if there is none. */
export async function viewQualification(
  tx: Tx,
  { kind, certificateNo, uscc }: QualificationKey,
  asOf: Day,
): Promise<Qualification | null> {
  const row = await tx
    .selectFrom('qualification')
    .innerJoin('firm', 'firm.uscc', 'qualification.uscc')
    .innerJoin('qualification_kind', 'qualification_kind.code', 'qualification.kind')
    .select([
      'firm.uscc',
      'firm.name',
      'number_pattern',
      'valid_from',
      'valid_to',
      'revoked',
      'revoked_on',
      'qualification.version',
      sql<boolean>`period @> ${asOf}::date`.as('current'),
    ])
    .where('kind', '=', kind)
    .where('certificate_no', '=', certificateNo)
    .where('qualification.uscc', '=', uscc)
    .executeTakeFirst();
  if (!row) return null;
  const oddity = certificateOddity(kind, row.number_pattern, certificateNo);
  return {
    firm: { uscc: row.uscc, name: row.name },
    kind,
    certificateNo,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    current: row.current,
    revoked: row.revoked,
    revokedOn: row.revoked_on,
    version: row.version,
    ...(oddity ? { oddity } : {}),
    asOf,
  };
}

/** Numbers of distinct firms. `highTech` and `techSme` include the firms of `both`. */
export interface Holders {
  highTech: number;
  techSme: number;
  both: number;
  either: number;
}

/**
 * The number of firms with each qualification on a day, in total and by the present region of the firm.
 *
 * @param regions only firms in these regions; null: all. This is a filter, not row scope: the lists are public.
 */
export async function viewHolders(
  tx: Tx,
  on: Day,
  regions: readonly string[] | null,
): Promise<{ byRegion: (Holders & { region?: { code: string; name: string } })[]; total: Holders }> {
  const holding = tx
    .selectFrom('qualification')
    .innerJoin('firm', 'firm.uscc', 'qualification.uscc')
    .select([
      'firm.uscc',
      'firm.region_code',
      sql<boolean>`bool_or(kind = 'high_tech')`.as('high_tech'),
      sql<boolean>`bool_or(kind = 'tech_sme')`.as('tech_sme'),
    ])
    .where(sql<boolean>`period @> ${on}::date`)
    .where('kind', 'in', ['high_tech', 'tech_sme'])
    .$if(regions !== null, (query) => query.where('firm.region_code', 'in', [...(regions ?? [])]))
    .groupBy(['firm.uscc', 'firm.region_code']);
  const count = (condition: ReturnType<typeof sql>) => sql<bigint>`count(*) filter (where ${condition})`;
  const rows = await tx
    .selectFrom(holding.as('h'))
    .leftJoin('region', 'region.code', 'h.region_code')
    .select([
      'region.code',
      'region.name',
      count(sql`high_tech`).as('high_tech'),
      count(sql`tech_sme`).as('tech_sme'),
      count(sql`high_tech and tech_sme`).as('both'),
      count(sql`true`).as('either'),
    ])
    .groupBy(['region.code', 'region.name'])
    .orderBy('region.code')
    .execute();
  const byRegion = rows.map((row) => ({
    ...(row.code === null ? {} : { region: { code: row.code, name: row.name ?? '' } }),
    highTech: Number(row.high_tech),
    techSme: Number(row.tech_sme),
    both: Number(row.both),
    either: Number(row.either),
  }));
  // Distinct firms can be added up, because each firm has one region.
  const total = byRegion.reduce<Holders>(
    (sum, row) => ({
      highTech: sum.highTech + row.highTech,
      techSme: sum.techSme + row.techSme,
      both: sum.both + row.both,
      either: sum.either + row.either,
    }),
    { highTech: 0, techSme: 0, both: 0, either: 0 },
  );
  return { byRegion, total };
}
