import { sql, type Selectable } from 'kysely';
import type { Tx } from '../../data/database.ts';
import type { Database, Link } from '../../data/schema.ts';
import { FILING_COLUMNS } from '../../domain/filing/fields.ts';
import type { FilingRow } from '../../domain/filing/row.ts';
import type { FilingState } from '../../domain/filing/state.ts';

/** The qualifications of a firm that cover a day, by kind. */
export async function readLinks(tx: Tx, uscc: string, day: string): Promise<Record<string, Link>> {
  const { rows } = await sql<{ links: Record<string, Link> }>`select link_of(${uscc}, ${day}::date) as links`.execute(
    tx,
  );
  return rows[0]!.links;
}

/** Writes a corrected filing. */
export async function updateFiling(tx: Tx, id: string, { flags, flags_other, ...row }: FilingRow): Promise<void> {
  const asJson = (value: unknown): never => JSON.stringify(value) as never;
  await tx
    .updateTable('filing')
    .set({ ...row, state_reason: null, flags: asJson(flags), flags_other: asJson(flags_other) })
    .where('id', '=', id)
    .execute();
}

export async function updateState(tx: Tx, id: string, state: FilingState, reason: string | null): Promise<void> {
  await tx.updateTable('filing').set({ state, state_reason: reason }).where('id', '=', id).execute();
}

const CONTENT = ['id', 'state', 'version', ...FILING_COLUMNS, 'submitted_at'] as const;
export type FilingContent = Pick<Selectable<Database['filing']>, (typeof CONTENT)[number]>;

/** The uscc of a visible filing, or null. */
export async function firmOfFiling(tx: Tx, id: string): Promise<string | null> {
  const row = await tx.selectFrom('filing').select('uscc').where('id', '=', id).executeTakeFirst();
  return row?.uscc ?? null;
}

/** A visible filing, locked until the end of the transaction; null when there is none. */
export async function lockFiling(tx: Tx, id: string): Promise<FilingContent | null> {
  return (await tx.selectFrom('filing').select(CONTENT).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;
}
