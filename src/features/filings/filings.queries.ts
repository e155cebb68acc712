import { CompiledQuery, sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Tx } from '../../data/database.ts';
import { LAST } from '../../data/together.ts';
import type { Database, Link } from '../../data/schema.ts';

export interface FactsRow {
  firm_known: boolean;
  firm_name: string | null;
  registered_by_hand: boolean;
  name_known_only_from_another_bank: boolean | null;
  region_name: string | null;
  bank_name: string;
  programme: any;
  lpr: { from: string; oneYearE4: number }[] | null;
  lpr_checked_until: string | null;
  duplicate_id: string | null;
  own_earlier_loan: boolean | null;
  other_bank_earlier_loan: boolean | null;
  renewal_id: string | null;
}

export interface FactsQuestion {
  uscc: string | null;
  regionCode: string | null;
  disbursedOn: string | null;
  receiptKey: string | null;
  contractKey: string | null;
  selfId: string | null;
  renewalOf: string | null;
  nameKey: string | null;
  firstLoan: boolean | null;
}

const FACTS = 'select * from filing_facts($1, $2, $3::date, $4, $5, $6::uuid, $7, $8, $9)';

/** The statement that reads all that a filing is judged by. The firm must be locked before it runs. */
export function factsStatement(ask: FactsQuestion): { text: string; values: readonly unknown[] } {
  return {
    text: FACTS,
    values: [
      ask.uscc,
      ask.regionCode,
      ask.disbursedOn,
      ask.receiptKey,
      ask.contractKey,
      ask.selfId,
      ask.renewalOf,
      ask.nameKey,
      ask.firstLoan,
    ],
  };
}

export async function readFacts(tx: Tx, ask: FactsQuestion): Promise<FactsRow> {
  const { text, values } = factsStatement(ask);
  const { rows } = await tx.executeQuery<FactsRow>(CompiledQuery.raw(text, [...values]));
  return rows[0]!;
}

/** The qualifications that cover a day for a firm, by kind. */
export async function readLinks(tx: Tx, uscc: string, day: string): Promise<Record<string, Link>> {
  const { rows } = await sql<{ links: Record<string, Link> }>`select link_of(${uscc}, ${day}::date) as links`.execute(
    tx,
  );
  return rows[0]!.links;
}

/** Enters the firm under the bank's name for it, if nobody has named it yet. */
export async function enterFirm(
  tx: Tx,
  firm: { uscc: string; name: string; nameKey: string; initials: string; regionCode: string },
): Promise<void> {
  await sql`select firm_enter(${firm.uscc}, ${firm.name}, ${firm.nameKey}, ${firm.initials}, ${firm.regionCode})`.execute(
    tx,
  );
}

/** What the database adds to a filing that was just written. */
const WRITTEN = ['number', 'state', 'state_changed_at', 'submitted_at', 'filed_on', 'links', 'version'] as const;
export type Written = Pick<Selectable<Database['filing']>, (typeof WRITTEN)[number]>;

const INSERTED = [
  'id',
  'bank_code',
  'state',
  'state_reason',
  'uscc',
  'firm_name',
  'region_code',
  'contract_no',
  'contract_key',
  'receipt_no',
  'receipt_key',
  'amount_fen',
  'annual_rate_e4',
  'disbursed_on',
  'due_on',
  'guarantee',
  'knowledge_grade',
  'first_loan',
  'renewal',
  'renewal_of',
  'branch',
  'remarks',
  'flags',
  'flags_other',
] as const;
export type NewFiling = Pick<Insertable<Database['filing']>, (typeof INSERTED)[number]>;
/** Always the same statement, so it is written once and not put together at every filing. */
const INSERT = `insert into filing (${INSERTED.join(', ')}) values (${INSERTED.map((_, index) => `$${index + 1}`).join(', ')}) returning ${WRITTEN.join(', ')}`;

/**
 * Inserts a filing; as the `last` statement of the transaction it is committed with it, in one round trip. When its
 * receipt number was taken this instant, the transaction fails and is tried again (data/errors.ts).
 */
export async function insertFiling(tx: Tx, filing: NewFiling, last: boolean): Promise<Written> {
  const { rows } = await tx.executeQuery<Written>(
    CompiledQuery.raw(
      last ? LAST + INSERT : INSERT,
      INSERTED.map((column) => filing[column]),
    ),
  );
  return rows[0]!;
}

/** What a filing is judged by. */
export type Facts = Omit<FactsRow, 'bank_name'>;

/** A filing that may go together with others: who files it, what is asked about it, and, when the answer is expected, how it is filed then. */
export interface GoingTogether {
  readonly id: string;
  readonly sessionId: string;
  readonly requestId: string;
  readonly at: Date;
  readonly question: FactsQuestion;
  readonly filing: {
    readonly expected: Facts;
    readonly row: Omit<NewFiling, 'id' | 'bank_code' | 'state_reason'>;
  } | null;
}

/**
 * Files those of which all is as expected; of the others it gives what was found. There is no answer about one whose firm somebody
 * else has at the moment, or that was sent by none who may file.
 */
export const FILE_TOGETHER = '/* filed together */ select * from filings_file($1)';
export type AnsweredTogether =
  | { readonly id: string; readonly facts: Facts; readonly bank_code: string }
  | ({ readonly facts: null } & FiledTogether);
export type FiledTogether = Written & { readonly id: string; readonly bank_code: string; readonly bank_name: string };

/** What FILE_TOGETHER takes of one, as JSON. */
export function sent({ id, sessionId, requestId, at, question, filing }: GoingTogether): string {
  const { row, expected } = filing ?? { row: unfiled(question), expected: null };
  return JSON.stringify({
    ...row,
    amount_fen: row.amount_fen === null ? null : String(row.amount_fen),
    flags: JSON.parse(row.flags as never) as unknown,
    flags_other: JSON.parse(row.flags_other as never) as unknown,
    id,
    session_id: sessionId,
    request_id: requestId,
    at,
    name_key: question.nameKey,
    wanted_renewal: question.renewalOf,
    expected,
  });
}

const unfiled = ({ uscc, regionCode, disbursedOn, receiptKey, contractKey, firstLoan }: FactsQuestion) => ({
  uscc,
  region_code: regionCode,
  disbursed_on: disbursedOn,
  receipt_key: receiptKey,
  contract_key: contractKey,
  first_loan: firstLoan,
  amount_fen: null,
  flags: '[]',
  flags_other: '[]',
});

export async function updateFiling(tx: Tx, id: string, change: Updateable<Database['filing']>): Promise<void> {
  await tx.updateTable('filing').set(change).where('id', '=', id).execute();
}

const CONTENT = [
  'id',
  'state',
  'version',
  'uscc',
  'firm_name',
  'region_code',
  'contract_no',
  'receipt_no',
  'amount_fen',
  'annual_rate_e4',
  'disbursed_on',
  'due_on',
  'guarantee',
  'knowledge_grade',
  'first_loan',
  'renewal',
  'renewal_of',
  'branch',
  'remarks',
  'submitted_at',
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
