/**
 * Statements that propose and decide amendments. The triggers of db/code/52-amendment.sql fill the other columns, keep
 * the rules, and change the filing.
 */
import { sql, type Selectable } from 'kysely';
import type { Tx } from '../../data/database.ts';
import type { Database } from '../../data/schema.ts';
import { FILING_COLUMNS } from '../../domain/filing/fields.ts';
import type { FilingRow } from '../../domain/filing/row.ts';
import type { Recorded } from '../../domain/filing/change-words.ts';

const FILING = [
  'id',
  'state',
  'version',
  'bank_code',
  ...FILING_COLUMNS,
  'submitted_at',
  'flags',
  'pending_amendment',
] as const;
export type AmendedFiling = Pick<Selectable<Database['filing']>, (typeof FILING)[number]>;

/** A visible filing, locked until the end of the transaction; null when there is none. */
export async function lockFiling(tx: Tx, id: string): Promise<AmendedFiling | null> {
  return (await tx.selectFrom('filing').select(FILING).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;
}

/** The filing and firm of a visible amendment, or null. */
export async function filingOfAmendment(tx: Tx, id: string): Promise<{ filing_id: string; uscc: string } | null> {
  return (
    (await tx.selectFrom('amendment').select(['filing_id', 'uscc']).where('id', '=', id).executeTakeFirst()) ?? null
  );
}

export interface OpenAmendment {
  readonly state: Database['amendment']['state']['__select__'];
  readonly after: Recorded;
  readonly proposed_by: string;
  readonly proposer_role: string;
  readonly first_accepted_by: string | null;
  /** Two auditors accept it, as the filing counts in a closed year. */
  readonly needs_two: boolean;
}

/** An amendment whose filing is locked, so that nobody else decides it. */
export async function readAmendment(tx: Tx, id: string): Promise<OpenAmendment | null> {
  const row = await tx
    .selectFrom('amendment')
    .select(['state', 'after', 'proposed_by', 'proposer_role', 'first_accepted_by'])
    .select(sql<boolean>`amendment_in_closed_year(filing_id, after)`.as('needs_two'))
    .where('id', '=', id)
    .executeTakeFirst();
  return (row as OpenAmendment | undefined) ?? null;
}

type Flags = Pick<FilingRow, 'flags' | 'flags_other'>;
const asJson = (value: unknown): never => JSON.stringify(value) as never;

export async function insertAmendment(
  tx: Tx,
  { flags, flags_other, ...row }: Flags & { id: string; filing_id: string; after: Recorded; reason: string },
): Promise<void> {
  await tx
    .insertInto('amendment')
    .values({ ...row, after: asJson(row.after), flags: asJson(flags), flags_other: asJson(flags_other) })
    .execute();
}

export async function acceptAmendment(tx: Tx, id: string, { flags, flags_other }: Flags): Promise<void> {
  await tx
    .updateTable('amendment')
    .set({ state: 'accepted', flags: asJson(flags), flags_other: asJson(flags_other) })
    .where('id', '=', id)
    .execute();
}

/** The first of two acceptances: the amendment stays open, and the database records who it was. */
export async function acceptFirst(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('amendment').set({ state: 'proposed' }).where('id', '=', id).execute();
}

export async function refuseAmendment(tx: Tx, id: string, reason: string): Promise<void> {
  await tx.updateTable('amendment').set({ state: 'refused', decision_reason: reason }).where('id', '=', id).execute();
}

export async function withdrawAmendment(tx: Tx, id: string, reason: string | null): Promise<void> {
  await tx.updateTable('amendment').set({ state: 'withdrawn', decision_reason: reason }).where('id', '=', id).execute();
}
