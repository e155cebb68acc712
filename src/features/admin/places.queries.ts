import type { Tx } from '../../data/database.ts';

/** Banks and regions are the same kind of row: a code, a name, and the days from and to which it holds. */
export type PlaceTable = 'bank' | 'region';

export interface PlaceContent {
  name: string;
  valid_from: string | null;
  valid_to: string | null;
}

// One table's type stands for both in Kysely's eyes.
const as = (table: PlaceTable): 'bank' => table as 'bank';

/** The version of a place, its row locked; null when there is none. */
export async function lockPlace(tx: Tx, table: PlaceTable, code: string): Promise<number | null> {
  return (
    (await tx.selectFrom(as(table)).select('version').where('code', '=', code).forUpdate().executeTakeFirst())
      ?.version ?? null
  );
}

/** @returns false when there is one with this code */
export async function insertPlace(tx: Tx, table: PlaceTable, code: string, content: PlaceContent): Promise<boolean> {
  const result = await tx
    .insertInto(as(table))
    .values({ code, ...content })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function updatePlace(tx: Tx, table: PlaceTable, code: string, content: PlaceContent): Promise<void> {
  await tx.updateTable(as(table)).set(content).where('code', '=', code).execute();
}
