import { sql } from 'kysely';
import type { Tx } from '../../../data/database.ts';

export interface FactsAsked {
  n: number;
  uscc: string | null;
  bank: string | null;
  receipt_key: string | null;
  contract_key: string | null;
  disbursed_on: string | null;
  amount: string | null;
  name_key: string | null;
  first_loan: boolean | null;
  renewal_of: string | null;
  number: string | null;
}

export interface FactsFound {
  n: number;
  firm_known: boolean;
  firm_name: string | null;
  registered_by_hand: boolean;
  name_known_only_from_another_bank: boolean;
  duplicate_id: string | null;
  duplicate_same: boolean;
  own_earlier_loan: boolean;
  other_bank_earlier_loan: boolean;
  renewal_id: string | null;
  number_taken: boolean;
  /** All that, as a digest. */
  facts: string;
}

/** What the registry knows that bears on these rows, in one question. */
export async function readManyFacts(tx: Tx, asked: readonly FactsAsked[]): Promise<Map<number, FactsFound>> {
  const { rows } = await sql<FactsFound>`select * from import_facts(${JSON.stringify(asked)}::json)`.execute(tx);
  return new Map(rows.map((row) => [row.n, row]));
}

/** Which of these codes are firms in sight. */
export async function firmsInSight(tx: Tx, usccs: readonly string[]): Promise<Map<string, string>> {
  if (usccs.length === 0) return new Map();
  const { rows } = await sql<{
    uscc: string;
    name_key: string;
  }>`select uscc, name_key from firm_seen where uscc = any (${usccs}::text[])`.execute(tx);
  return new Map(rows.map(({ uscc, name_key }) => [uscc, name_key]));
}

export interface NewFirm {
  uscc: string;
  name: string;
  name_key: string;
  initials: string;
  region_code: string;
}

export async function enterFirms(tx: Tx, firms: readonly NewFirm[]): Promise<void> {
  if (firms.length > 0) await sql`select firms_enter(${JSON.stringify(firms)}::json)`.execute(tx);
}

const COLUMNS = [
  ['id', 'uuid'],
  ['state', 'text'],
  ['uscc', 'text'],
  ['firm_name', 'text'],
  ['region_code', 'text'],
  ['contract_no', 'text'],
  ['contract_key', 'text'],
  ['receipt_no', 'text'],
  ['receipt_key', 'text'],
  ['amount_fen', 'bigint'],
  ['annual_rate_e4', 'integer'],
  ['disbursed_on', 'date'],
  ['due_on', 'date'],
  ['guarantee', 'text'],
  ['knowledge_grade', 'text'],
  ['first_loan', 'boolean'],
  ['renewal', 'boolean'],
  ['renewal_of', 'uuid'],
  ['branch', 'text'],
  ['remarks', 'text'],
  ['flags', 'jsonb'],
  ['flags_other', 'jsonb'],
] as const;
export type FilingRow = Record<(typeof COLUMNS)[number][0], unknown>;

/** A loan as it will be filed, with what it was judged by. */
export type KeptRow = FilingRow & {
  n: number;
  facts: string;
  judged_by: string;
  firm_known: boolean;
  name_key: string;
  renewal_text: string | null;
};
const KEPT = [
  ['n', 'integer'],
  ['facts', 'text'],
  ['judged_by', 'text'],
  ['firm_known', 'boolean'],
  ['name_key', 'text'],
  ['renewal_text', 'text'],
  ...COLUMNS,
] as const;
const KEPT_NAMES = sql.raw(KEPT.map(([name]) => name).join(', '));
const KEPT_TYPED = sql.raw(KEPT.map(([name, type]) => `${name} ${type}`).join(', '));

export async function keepFilings(tx: Tx, importId: string, rows: readonly KeptRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into import_filing (import_id, ${KEPT_NAMES}) select ${importId}::uuid, ${KEPT_NAMES} from json_to_recordset(${JSON.stringify(rows)}::json) r (${KEPT_TYPED})`.execute(
    tx,
  );
}

export async function forgetKept(tx: Tx, importId: string, rows: readonly number[]): Promise<void> {
  if (rows.length > 0)
    await sql`delete from import_filing where import_id = ${importId} and n = any (${rows}::integer[])`.execute(tx);
}

/** Has these firms judged again before their loans are filed, where one is said to be the first: that hangs on other rows, too. */
export async function doubtKept(tx: Tx, importId: string, usccs: readonly string[]): Promise<void> {
  if (usccs.length > 0)
    await sql`update import_filing set judged_by = '' where import_id = ${importId} and first_loan and uscc = any (${usccs}::text[])`.execute(
      tx,
    );
}

/** The firms of rows that are not right. */
export async function firmsOfBadRows(tx: Tx, importId: string): Promise<string[]> {
  const { rows } = await sql<{
    uscc: string;
  }>`select distinct uscc from import_row where import_id = ${importId} and verdict = 'invalid' and uscc is not null`.execute(
    tx,
  );
  return rows.map(({ uscc }) => uscc);
}

/** Lock buckets from … to …, see lock_firm. */
export interface Buckets {
  readonly from: number;
  readonly to: number;
}

/** Parts of an import, in the order of the locks of its firms, each of so many loans or somewhat more. */
export async function partsOf(tx: Tx, importId: string, atLeast: number): Promise<Buckets[]> {
  const { rows } = await sql<{ bucket: number; loans: number }>`
    select bucket, count(*)::int as loans from import_filing where import_id = ${importId} group by bucket order by bucket`.execute(
    tx,
  );
  const parts: Buckets[] = [];
  let [from, loans]: [number | null, number] = [null, 0];
  for (const row of rows) {
    from ??= row.bucket;
    loans += row.loans;
    if (loans < atLeast) continue;
    parts.push({ from, to: row.bucket });
    [from, loans] = [null, 0];
  }
  return from === null ? parts : [...parts, { from, to: rows.at(-1)!.bucket }];
}

/** Others who file one by one for these firms do not wait for it. */
export async function lockPart(tx: Tx, importId: string, { from, to }: Buckets): Promise<void> {
  await sql`select lock_firms_in_bulk(array(select distinct uscc from import_filing where import_id = ${importId} and bucket >= ${from} and bucket <= ${to}))`.execute(
    tx,
  );
}

/** The firms of loans of a part that would perhaps be judged otherwise now. */
export async function staleFirms(tx: Tx, importId: string, { from, to }: Buckets, judgedBy: string): Promise<string[]> {
  const { rows } = await sql<{
    uscc: string;
  }>`select distinct uscc from import_stale(${importId}, ${from}, ${to}, ${judgedBy})`.execute(tx);
  return rows.map(({ uscc }) => uscc);
}

/** The firms of a part that the registry does not know yet, each as it is named first. */
export async function unknownFirms(
  tx: Tx,
  importId: string,
  { from, to }: Buckets,
): Promise<{ uscc: string; firm_name: string; region_code: string }[]> {
  const { rows } = await sql<{ uscc: string; firm_name: string; region_code: string }>`
    select distinct on (uscc) uscc, firm_name, region_code from import_filing
    where import_id = ${importId} and bucket >= ${from} and bucket <= ${to} and not firm_known order by uscc, n`.execute(
    tx,
  );
  return rows;
}

/** Files the loans of a part in one statement, in the order of the sheet. @returns how many there were */
export async function filePart(tx: Tx, importId: string, { from, to }: Buckets): Promise<number> {
  const {
    rows: [row],
  } = await sql<{ filed: number }>`select import_file(${importId}, ${from}, ${to}) as filed`.execute(tx);
  return row!.filed;
}

export interface HistoryRow extends FilingRow {
  bank_code: string;
  number: string;
  filed_on: string;
}

/** Takes over accepted filings as they were, with number and day. The database does it, for an auditor and in its regions alone. */
export async function insertHistory(tx: Tx, filings: readonly HistoryRow[]): Promise<void> {
  if (filings.length > 0) await sql`select history_file(${JSON.stringify(filings)}::json)`.execute(tx);
}
