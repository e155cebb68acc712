/** The recount behind `npm run verify`; the comparisons are in db/code/65-verify.sql. */
import { sql } from 'kysely';
import type { Tx } from '../../data/database.ts';

/** One difference between a stored value and the value derived from the other data (see db/code/65-verify.sql). */
export interface Difference {
  readonly what: string;
  readonly place: string;
  readonly figure: string;
  readonly kept: string | null;
  readonly counted: string | null;
}

/**
 * Compares totals with filings and ledger, the ledger with filings, links with qualifications, and the hash chain with
 * its entries. Requires the system actor and a snapshot transaction.
 */
export async function verifyTotals(tx: Tx): Promise<Difference[]> {
  const { rows } = await sql<Difference>`select * from verify_registry()`.execute(tx);
  return rows;
}
