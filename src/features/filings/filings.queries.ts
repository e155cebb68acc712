/**
 * Statements that change filings one at a time. New filings are inserted by data/filing.queries.ts, which imports use
 * as well.
 */
import { sql, type Selectable } from 'kysely';
import type { Tx } from '../../data/database.ts';
import type { Database } from '../../data/schema.ts';
import { FILING_COLUMNS } from '../../domain/filing/fields.ts';
import type { FilingRow, StoredFlag } from '../../domain/filing/row.ts';
import type { FilingState } from '../../domain/filing/state.ts';
import { prepared, type Statement } from '../../data/statement.ts';

const COUNT_CHECKED_FIRM = prepared('select count_checked_firm($1, $2) as counted');

/** Counts a firm among those that the acting account checks on this day. `counted` is false over the limit. */
export const countCheckedFirm = (uscc: string, maxPerDay: number): Statement => COUNT_CHECKED_FIRM(uscc, maxPerDay);

/** Writes what a filing says after a correction. */
export async function updateFiling(tx: Tx, id: string, { flags, flags_other, ...row }: FilingRow): Promise<void> {
  const asJson = (value: unknown): never => JSON.stringify(value) as never;
  await tx
    .updateTable('filing')
    .set({ ...row, state_reason: null, flags: asJson(flags), flags_other: asJson(flags_other) })
    .where('id', '=', id)
    .execute();
}

interface ForAcceptance {
  readonly id: string;
  readonly state: FilingState;
  readonly version: number;
  readonly flags: StoredFlag[];
  readonly flags_other: StoredFlag[];
}

/** The visible filings of these ids by id, locked until the end of the transaction, in the order of their ids. */
export async function lockFilings(tx: Tx, ids: readonly string[]): Promise<Map<string, ForAcceptance>> {
  const rows = await tx
    .selectFrom('filing')
    .select(['id', 'state', 'version', 'flags', 'flags_other'])
    .where('id', '=', sql<string>`any (${ids}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Accepts submitted filings; the database gives each its number and day. */
export async function updateToAccepted(tx: Tx, ids: readonly string[], reason: string | null): Promise<void> {
  await tx
    .updateTable('filing')
    .set({ state: 'accepted', state_reason: reason })
    .where('id', '=', sql<string>`any (${ids}::uuid[])`)
    .execute();
}

export async function updateState(tx: Tx, id: string, state: FilingState, reason: string | null): Promise<void> {
  await tx.updateTable('filing').set({ state, state_reason: reason }).where('id', '=', id).execute();
}

const CONTENT = ['id', 'state', 'version', ...FILING_COLUMNS, 'submitted_at'] as const;
export type FilingContent = Pick<Selectable<Database['filing']>, (typeof CONTENT)[number]>;

/** A visible filing, locked until the end of the transaction; null when there is none. */
export async function lockFiling(tx: Tx, id: string): Promise<FilingContent | null> {
  return (await tx.selectFrom('filing').select(CONTENT).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;
}
