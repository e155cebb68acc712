import { sql } from 'kysely';
import type { Tx } from '../../data/database.ts';

/** One thing that is not as it should be: what, where, what is kept and what follows from the rest (db/code/65-verify.sql). */
export interface Difference {
  readonly what: string;
  readonly place: string;
  readonly figure: string;
  readonly kept: string | null;
  readonly counted: string | null;
}

/**
 * Compares totals with the filings and the ledger, the ledger with the filings, links with qualifications, and the hash
 * chain with what it is made of. Wants the system's rights and one snapshot.
 */
export async function verifyTotals(tx: Tx): Promise<Difference[]> {
  const { rows } = await sql<Difference>`select * from verify_registry()`.execute(tx);
  return rows;
}
