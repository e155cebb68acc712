import { sql } from 'kysely';
import type { Tx } from '../../../data/database.ts';
import type { NewFiling } from '../../../data/filing.queries.ts';

/** Which of these codes are firms that the reader may know, with the key of their name. */
export async function visibleFirms(tx: Tx, usccs: readonly string[]): Promise<Map<string, string>> {
  if (usccs.length === 0) return new Map();
  const { rows } = await sql<{
    uscc: string;
    name_key: string;
  }>`select uscc, name_key from firm_seen where uscc = any (${usccs}::text[])`.execute(tx);
  return new Map(rows.map(({ uscc, name_key }) => [uscc, name_key]));
}

/** Which of these numbers filings have already. */
export async function takenNumbers(tx: Tx, numbers: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ number: string }>`select number from filing_numbers_taken(${numbers}::text[])`.execute(
    tx,
  );
  return new Set(rows.map(({ number }) => number));
}

/**
 * The transaction files the rows of an import from here on: the database takes no locks of firms until endBulk, so that
 * nobody waits for the import.
 *
 * @param lockClaims lock the firms of claims to be a first loan now
 */
export async function beginBulk(tx: Tx, importId: string, lockClaims: boolean): Promise<void> {
  await sql`select set_config('app.bulk', 'on', true)`.execute(tx);
  if (!lockClaims) return;
  await sql`
    select lock_firms_for_first_loan(array(
      select distinct uscc from import_row
      where import_id = ${importId} and verdict = 'valid' and (draft -> 'v' ->> 'firstLoan')::boolean
    ))`.execute(tx);
}

/**
 * Locks the firms of the import and links again what has become wrong since its links were computed.
 *
 * @returns false when another filing has claimed the first loan of a firm meanwhile, as a row of the import does
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
  /** Of a firm that is entered with it. */
  readonly name_key: string | null;
  readonly initials: string | null;
};

/** Takes over accepted filings as they were, with number and day. The database does it, for an auditor and in its regions alone. */
export async function insertHistory(tx: Tx, filings: readonly HistoryRow[]): Promise<void> {
  if (filings.length === 0) return;
  const rows = filings.map((row) => ({ ...row, amount_fen: String(row.amount_fen) }));
  await sql`select history_file(${JSON.stringify(rows)}::json)`.execute(tx);
}
