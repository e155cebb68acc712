import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Tx } from '../../data/database.ts';
import type { Database, Link } from '../../data/schema.ts';

export interface FactsRow {
  firm_known: boolean; firm_name: string | null; registered_by_hand: boolean; name_known_only_from_another_bank: boolean;
  region_name: string | null; bank_name: string; programme: any; lpr: { from: string; oneYearE4: number }[] | null; lpr_checked_until: string | null;
  duplicate_id: string | null; own_earlier_loan: boolean; other_bank_earlier_loan: boolean; renewal_id: string | null; links: Record<string, Link>;
}

export interface FactsQuestion {
  uscc: string | null; regionCode: string | null; disbursedOn: string | null; receiptKey: string | null; contractKey: string | null;
  selfId: string | null; renewalOf: string | null; nameKey: string | null;
}

/** All that a filing is judged by, in one statement. Lock the firm before. */
export async function readFacts(tx: Tx, ask: FactsQuestion): Promise<FactsRow> {
  const { rows } = await sql<FactsRow>`
    select * from filing_facts(${ask.uscc}, ${ask.regionCode}, ${ask.disbursedOn}::date, ${ask.receiptKey}, ${ask.contractKey}, ${ask.selfId}::uuid,
      ${ask.renewalOf}, ${ask.nameKey})`.execute(tx);
  return rows[0]!;
}

/** Enters the firm under the bank's name for it, if nobody has named it yet. */
export async function enterFirm(tx: Tx, firm: { uscc: string; name: string; nameKey: string; initials: string; regionCode: string }): Promise<void> {
  await sql`select firm_enter(${firm.uscc}, ${firm.name}, ${firm.nameKey}, ${firm.initials}, ${firm.regionCode})`.execute(tx);
}

/** What the database adds to a filing that was just written. */
const WRITTEN = ['number', 'state', 'state_changed_at', 'submitted_at', 'filed_on', 'links', 'version'] as const;
export type Written = Pick<Selectable<Database['filing']>, (typeof WRITTEN)[number]>;

/** Inserts a filing. @returns null when its receipt number is taken within the bank, also by a filing that was committed this instant */
export async function insertFiling(tx: Tx, filing: Insertable<Database['filing']>): Promise<Written | null> {
  const row = await tx.insertInto('filing').values(filing)
    .onConflict((conflict) => conflict.columns(['receipt_key', 'bank_code']).where(sql<boolean>`state in ('submitted', 'accepted', 'returned')`).doNothing())
    .returning(WRITTEN).executeTakeFirst();
  return row ?? null;
}

export async function updateFiling(tx: Tx, id: string, change: Updateable<Database['filing']>): Promise<void> {
  await tx.updateTable('filing').set(change).where('id', '=', id).execute();
}

const CONTENT = [
  'id', 'state', 'version', 'uscc', 'firm_name', 'region_code', 'contract_no', 'receipt_no', 'amount_fen', 'annual_rate_e4', 'disbursed_on', 'due_on',
  'guarantee', 'knowledge_grade', 'first_loan', 'renewal', 'renewal_of', 'branch', 'remarks', 'submitted_at',
] as const;
export type FilingContent = Pick<Selectable<Database['filing']>, (typeof CONTENT)[number]>;

/** The firm of a filing in sight, or null. */
export async function firmOfFiling(tx: Tx, id: string): Promise<string | null> {
  const row = await tx.selectFrom('filing').select('uscc').where('id', '=', id).executeTakeFirst();
  return row?.uscc ?? null;
}

/** A filing in sight, locked until the end of the transaction. */
export async function lockFiling(tx: Tx, id: string): Promise<FilingContent | null> {
  return (await tx.selectFrom('filing').select(CONTENT).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;
}

/** The filing of this bank that holds a receipt number. */
export async function holderOfReceipt(tx: Tx, receiptKey: string, exceptId: string): Promise<string | null> {
  const row = await tx.selectFrom('filing').select('id').where('receipt_key', '=', receiptKey).where('state', 'in', ['submitted', 'accepted', 'returned'])
    .where('id', '<>', exceptId).executeTakeFirst();
  return row?.id ?? null;
}
