import type { Tx } from '../../data/database.ts';

/** "Place" means a bank or a region. Both tables have the same columns: code, name, first and last valid day. */
export type PlaceTable = 'bank' | 'region';

export interface PlaceContent {
  name: string;
  valid_from: string | null;
  valid_to: string | null;
}

// For Kysely, the type of one table represents both.
const as = (table: PlaceTable): 'bank' => table as 'bank';

/** Locks a bank or region. @returns its version; null if there is none */
export async function lockPlace(tx: Tx, table: PlaceTable, code: string): Promise<number | null> {
  return (
    (await tx.selectFrom(as(table)).select('version').where('code', '=', code).forUpdate().executeTakeFirst())
      ?.version ?? null
  );
}

/** @returns false if the code is taken */
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
