/** Reads the values that the templates offer in drop-down lists. */
import { sql } from 'kysely';
import { readQualificationKinds } from '../../data/qualification-kinds.ts';
import type { Tx } from '../../data/database.ts';
import type { Day } from '../../domain/values/day.ts';
import type { Language } from '../../domain/messages/messages.ts';

/** Values of the drop-downs: names of the regions and banks that are valid on a day, and of the kinds of qualifications. */
export interface ChoiceLists {
  readonly regions: readonly string[];
  readonly banks: readonly string[];
  readonly kinds: readonly string[];
}

export async function readChoiceLists(tx: Tx, on: Day, language: Language): Promise<ChoiceLists> {
  const places = async (table: 'region' | 'bank'): Promise<string[]> =>
    (
      await tx
        .selectFrom(table)
        .select('name')
        .orderBy('code')
        .where(
          sql<boolean>`(valid_from is null or valid_from <= ${on}::date) and (valid_to is null or valid_to >= ${on}::date)`,
        )
        .execute()
    ).map(({ name }) => name);
  const regions = await places('region');
  const banks = await places('bank');
  const kinds = await readQualificationKinds(tx);
  return { regions, banks, kinds: kinds.map((kind) => (language === 'en' ? kind.name_en : kind.name_zh)) };
}
