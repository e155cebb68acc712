/** Reads postings. They are written by the database only (db/code/60-ledger.sql). */
import type { Tx } from '../../data/database.ts';

export interface Posting {
  readonly no: number;
  readonly at: string;
  readonly entries: number;
  /** SHA-256 hash chain over this posting and all before it, in hex. */
  readonly head: string;
}

const select = (tx: Tx) => tx.selectFrom('posting').select(['no', 'at', 'entries', 'head']);
type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

function present({ no, at, entries, head }: Row): Posting {
  return { no: Number(no), at, entries, head: head.toString('hex') };
}

/** Lists postings from number `from`, ascending, at most `limit`. */
export async function listPostings(tx: Tx, from: number, limit: number): Promise<Posting[]> {
  return (await select(tx).where('no', '>=', BigInt(from)).orderBy('no').limit(limit).execute()).map(present);
}

export async function viewPosting(tx: Tx, no: bigint): Promise<Posting | null> {
  const row = await select(tx).where('no', '=', no).executeTakeFirst();
  return row ? present(row) : null;
}

export async function viewLatestPosting(tx: Tx): Promise<Posting | null> {
  const row = await select(tx).orderBy('no', 'desc').limit(1).executeTakeFirst();
  return row ? present(row) : null;
}
