/**
 * Reads the list of qualifications, for pages and for the file. Its order is that of the cursor; change both together.
 */
import { sql } from 'kysely';
import type { Tx } from '../../data/database.ts';
import { inBatches } from '../../data/in-batches.ts';
import { literally } from '../../data/like.ts';
import { certificateOddity } from '../../domain/firm/certificate.ts';
import type { Day } from '../../domain/values/day.ts';
import { nameKey, numberKey } from '../../domain/values/text.ts';
import { normaliseUscc } from '../../domain/firm/uscc.ts';
import type { QualificationSelection } from './qualifications.dto.ts';

export interface ListedQualification {
  readonly uscc: string;
  readonly name: string;
  readonly region_code: string | null;
  readonly region_name: string | null;
  readonly kind: string;
  readonly kind_zh: string;
  readonly kind_en: string;
  readonly number_pattern: string | null;
  readonly certificate_no: string;
  readonly valid_from: Day;
  readonly valid_to: Day;
  readonly current: boolean;
  readonly revoked: boolean;
  readonly revoked_on: Day | null;
  readonly version: number;
}

/** The position of the last row of a page: the list is in order of kind and certificate number. */
export type ListPosition = readonly [kind: string, certificateNo: string];

function selectMatching(tx: Tx, filter: QualificationSelection, on: Day) {
  const current = sql<boolean>`qualification.period @> ${on}::date`;
  let query = tx
    .selectFrom('qualification')
    .innerJoin('firm', 'firm.uscc', 'qualification.uscc')
    .leftJoin('region', 'region.code', 'firm.region_code')
    .innerJoin('qualification_kind', 'qualification_kind.code', 'qualification.kind')
    .select([
      'firm.uscc',
      'firm.name',
      'firm.region_code',
      'region.name as region_name',
      'qualification.kind',
      'name_zh as kind_zh',
      'name_en as kind_en',
      'number_pattern',
      'certificate_no',
      'qualification.valid_from',
      'qualification.valid_to',
      current.as('current'),
      'revoked',
      'revoked_on',
      'qualification.version',
    ])
    .orderBy('qualification.kind')
    .orderBy('certificate_no');
  if (filter.kind) query = query.where('qualification.kind', 'in', filter.kind);
  if (filter.region) query = query.where('firm.region_code', 'in', filter.region);
  if (filter.uscc !== undefined) query = query.where('qualification.uscc', '=', filter.uscc);
  if (filter.current !== undefined) query = query.where(filter.current ? current : sql<boolean>`not ${current}`);
  if (filter.q === undefined) return query;
  const [name, code, number] = [nameKey(filter.q), normaliseUscc(filter.q), numberKey(filter.q)];
  return query.where((eb) =>
    eb.or([
      ...(name === '' ? [] : [eb('firm.name_key', 'like', `%${literally(name)}%`)]),
      ...(number === '' ? [] : [eb('certificate_no', 'like', `${literally(number)}%`)]),
      ...(/^[0-9A-Z]+$/.test(code)
        ? [eb('firm.uscc', 'like', `${code}%`), eb('firm.initials', 'like', `${code}%`)]
        : []),
    ]),
  );
}

/** Qualifications in order of kind and certificate number, at most `limit`, after the position `after`. */
export function listQualifications(
  tx: Tx,
  filter: QualificationSelection,
  on: Day,
  after: ListPosition | null,
  limit: number,
): Promise<ListedQualification[]> {
  const query = selectMatching(tx, filter, on).limit(limit);
  return (
    after === null
      ? query
      : query.where(sql<boolean>`(qualification.kind, certificate_no) > (${after[0]}, ${after[1]})`)
  ).execute();
}

/** All qualifications that match the filter, in batches. */
export function allQualifications(
  tx: Tx,
  filter: QualificationSelection,
  on: Day,
): AsyncGenerator<ListedQualification[]> {
  return inBatches(tx, selectMatching(tx, filter, on));
}

export function presentListed(row: ListedQualification) {
  const oddity = certificateOddity(row.kind, row.number_pattern, row.certificate_no);
  return {
    firm: { uscc: row.uscc, name: row.name },
    region: row.region_code === null ? null : { code: row.region_code, name: row.region_name ?? '' },
    kind: row.kind,
    certificateNo: row.certificate_no,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    current: row.current,
    revoked: row.revoked,
    revokedOn: row.revoked_on,
    version: row.version,
    ...(oddity ? { oddity } : {}),
  };
}
