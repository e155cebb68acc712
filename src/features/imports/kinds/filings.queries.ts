/**
 * Statements of the imports of filings and history. Bulk filing works only inside the transaction that commits an
 * import; its functions are in db/code/50-filing.sql and 70-import.sql.
 */
import { sql } from 'kysely';
import type { Tx } from '../../../data/database.ts';
import type { NewFiling } from '../../../data/filing.queries.ts';

/** The name keys of those firms that the actor can see, by code. */
export async function visibleFirms(tx: Tx, usccs: readonly string[]): Promise<Map<string, string>> {
  if (usccs.length === 0) return new Map();
  const { rows } = await sql<{
    uscc: string;
    name_key: string;
  }>`select uscc, name_key from firm_seen where uscc = any (${usccs}::text[])`.execute(tx);
  return new Map(rows.map(({ uscc, name_key }) => [uscc, name_key]));
}

/** The mean logarithm of the bank's latest amounts in fen; null if it has filed none. */
export async function usualDigits(tx: Tx, bank: string): Promise<number | null> {
  const { rows } = await sql<{ digits: number | null }>`
    select avg(log(f.amount_fen::float8)) as digits
    from (
      select amount_fen
      from filing
      where bank_code = ${bank}
      order by submitted_at desc, id desc
      limit 1000
    ) f`.execute(tx);
  return rows[0]?.digits ?? null;
}

/** Those of the filing numbers that are already in use. */
export async function takenNumbers(tx: Tx, numbers: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ number: string }>`select number from filing_numbers_taken(${numbers}::text[])`.execute(
    tx,
  );
  return new Set(rows.map(({ number }) => number));
}

/** Locks the firms of first-loan claims. All other firms of a bulk filing are locked by `endBulk`, so that other writers do not wait. */
export async function lockFirstLoanClaims(tx: Tx, importId: string): Promise<void> {
  await sql`
    select lock_firms_for_first_loan(array(
      select distinct uscc from import_row
      where import_id = ${importId} and verdict = 'valid' and (draft -> 'v' ->> 'firstLoan')::boolean
    ))`.execute(tx);
}

/**
 * Locks the firms of the import and repairs links that became wrong after they were computed.
 *
 * @returns false when a concurrent filing contradicts a first-loan claim of the import
 */
export async function endBulk(tx: Tx, importId: string): Promise<boolean> {
  await sql`select import_relink(${importId})`.execute(tx);
  const { rows } = await sql<{
    contradicted: boolean;
  }>`select import_first_loan_contradicted(${importId}) as contradicted`.execute(tx);
  return !rows[0]!.contradicted;
}

export type HistoryRow = NewFiling & {
  readonly bank_code: string;
  readonly number: string;
  readonly filed_on: string;
  /** Set if the firm is new, as `initials`. */
  readonly name_key: string | null;
  readonly initials: string | null;
};

/** Inserts accepted filings with their original number and day. The database allows it to auditors, in their regions only. */
export async function insertHistory(tx: Tx, filings: readonly HistoryRow[]): Promise<void> {
  if (filings.length === 0) return;
  const rows = filings.map((row) => ({ ...row, amount_fen: String(row.amount_fen) }));
  await sql`select history_file(${JSON.stringify(rows)}::json)`.execute(tx);
}
