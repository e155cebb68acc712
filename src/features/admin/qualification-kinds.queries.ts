import type { Insertable } from 'kysely';
import type { Tx } from '../../data/database.ts';
import type { Database } from '../../data/schema.ts';

export type KindContent = Omit<Insertable<Database['qualification_kind']>, 'code' | 'version'>;

/** Locks a kind. @returns its version; null if there is none */
export async function lockKind(tx: Tx, code: string): Promise<number | null> {
  const row = await tx
    .selectFrom('qualification_kind')
    .select('version')
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirst();
  return row?.version ?? null;
}

/** @returns false if the code is taken */
export async function insertKind(tx: Tx, code: string, content: KindContent): Promise<boolean> {
  const result = await tx
    .insertInto('qualification_kind')
    .values({ code, ...content })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function updateKind(tx: Tx, code: string, content: KindContent): Promise<void> {
  await tx.updateTable('qualification_kind').set(content).where('code', '=', code).execute();
}
