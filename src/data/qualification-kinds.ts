/**
 * Kinds of qualifications as the API shows them, for the features that list kinds. Kinds are rows that administrators
 * may add: no code here may name one.
 */
import type { Selectable } from 'kysely';
import type { Tx } from './database.ts';
import type { Database } from './schema.ts';

type Row = Selectable<Database['qualification_kind']>;

/** All kinds of qualifications, in the order in which they are shown. */
export function readQualificationKinds(tx: Tx): Promise<Row[]> {
  return tx.selectFrom('qualification_kind').selectAll().orderBy('position').orderBy('code').execute();
}

/** The position of a kind in a list. */
export const kindPosition = ({ position, code }: { position: number; code: string }): string =>
  `${String(position).padStart(6, '0')} ${code}`;

/** A kind as the API answers it. */
export const presentKind = (row: Row) => ({
  code: row.code,
  nameZh: row.name_zh,
  nameEn: row.name_en,
  shortZh: row.short_zh,
  shortEn: row.short_en,
  numberTitleZh: row.number_title_zh,
  numberTitleEn: row.number_title_en,
  numberPattern: row.number_pattern,
  headings: row.headings,
  validity: row.validity,
  validityMonths: row.validity_months,
  position: row.position,
  inTwoByTwo: row.in_two_by_two,
  version: row.version,
});
