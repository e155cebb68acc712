import { sql } from 'kysely';
import type { Tx } from '../../data/database.ts';
import type { Day } from '../../domain/values/day.ts';
import type { Language } from '../../domain/messages/messages.ts';

/** What the drop-downs of templates offer: the places in force on a day, and the kinds of qualification. */
export interface Offered {
  readonly regions: readonly string[];
  readonly banks: readonly string[];
  readonly kinds: readonly string[];
}

export async function viewOffered(tx: Tx, on: Day, language: Language): Promise<Offered> {
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
  const kinds = await tx.selectFrom('qualification_kind').select(['name_zh', 'name_en']).orderBy('code').execute();
  return { regions, banks, kinds: kinds.map((kind) => (language === 'en' ? kind.name_en : kind.name_zh)) };
}
