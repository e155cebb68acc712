/** Statements on closings of years. */
import { v7 as uuidv7 } from 'uuid';
import { sql, type Selectable } from 'kysely';
import type { Actor } from '../../../data/as-actor.ts';
import type { Tx } from '../../../data/database.ts';
import type { Database } from '../../../data/schema.ts';
import type { Basis } from '../../../domain/totals/definition.ts';

export type ClosingRow = Selectable<Database['closing']>;

/** The proposed or closed closing of a year; null while the year is open. @param lock until the end of the transaction */
export async function openClosing(tx: Tx, year: number, basis: Basis, lock?: 'lock'): Promise<ClosingRow | null> {
  const found = tx
    .selectFrom('closing')
    .selectAll()
    .where('year', '=', year)
    .where('basis', '=', basis)
    .where('state', 'in', ['proposed', 'closed']);
  return ((await (lock ? found.forUpdate() : found).executeTakeFirst()) as ClosingRow | undefined) ?? null;
}

/** All closings of a year, oldest first, without their answers. */
export async function closingsOf(tx: Tx, year: number, basis: Basis) {
  return tx
    .selectFrom('closing')
    .select(['state', 'note', 'proposed_name', 'proposed_at', 'closed_name', 'closed_at', 'posting_no'])
    .select(['definition', 'digest', 'ended_name', 'ended_at', 'end_reason'])
    .where('year', '=', year)
    .where('basis', '=', basis)
    .orderBy('proposed_at')
    .orderBy('id')
    .execute();
}

export async function propose(
  tx: Tx,
  actor: Actor,
  closing: { readonly year: number; readonly basis: Basis; readonly note: string | null },
  at: Date,
): Promise<void> {
  await tx
    .insertInto('closing')
    .values({
      id: uuidv7(),
      ...closing,
      state: 'proposed',
      proposed_by: actor.accountId,
      proposed_name: actor.displayName,
      proposed_at: at.toISOString(),
    })
    .execute();
}

/** @param answer the totals as text */
export async function close(
  tx: Tx,
  actor: Actor,
  id: string,
  closed: {
    readonly posting_no: bigint;
    readonly definition: number;
    readonly answer: string;
    readonly digest: Buffer;
  },
  at: Date,
): Promise<void> {
  await tx
    .updateTable('closing')
    .set({
      ...closed,
      answer: sql`${closed.answer}::json`,
      state: 'closed',
      closed_by: actor.accountId,
      closed_name: actor.displayName,
      closed_at: at.toISOString(),
    })
    .where('id', '=', id)
    .execute();
}

export async function end(
  tx: Tx,
  actor: Actor,
  id: string,
  state: 'withdrawn' | 'reopened',
  reason: string,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('closing')
    .set({
      state,
      ended_by: actor.accountId,
      ended_name: actor.displayName,
      ended_at: at.toISOString(),
      end_reason: reason,
    })
    .where('id', '=', id)
    .execute();
}
