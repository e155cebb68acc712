/**
 * Statements that change filings one at a time. New filings are inserted by data/filing.queries.ts, which imports use
 * as well.
 */
import type { Selectable } from 'kysely';
import type { Tx } from '../../data/database.ts';
import type { Database } from '../../data/schema.ts';
import { FILING_COLUMNS } from '../../domain/filing/fields.ts';
import type { FilingRow } from '../../domain/filing/row.ts';
import type { FilingState } from '../../domain/filing/state.ts';

/** Writes what a filing says after a correction. */
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
