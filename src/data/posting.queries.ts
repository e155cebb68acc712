/**
 * Postings: the statements of the posting run, and reading what was posted. A run adds pending ledger entries to the
 * posted totals (docs/architecture.md). What it does is defined in db/code/60-ledger.sql (`post_entries`); totals are
 * right before and after it.
 */
import { sql } from 'kysely';
import type { AsOf } from '../domain/values/as-of.ts';
import type { Tx } from './database.ts';

/** A posting: its number, how many entries it posted, and its hash (hexadecimal), the newest of the hash chain. */
export interface Posted {
  readonly no: bigint;
  readonly entries: number;
  readonly head: string;
}

/**
 * Posts all pending entries and audit events that are committed. Null if nothing was pending, if only audit events were
 * and the last posting is less than a minute old, or if another process is posting.
 */
export async function postEntries(tx: Tx): Promise<Posted | null> {
  const { rows } = await sql<Posted>`select no, entries, encode(head, 'hex') as head from post_entries()`.execute(tx);
  return rows[0] ?? null;
}

/** Whether entries are committed and not posted yet. */
export async function hasPending(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (select from ledger_pending) as found`.execute(tx);
  return rows[0]!.found;
}

/**
 * For how many seconds posting has been due: since the oldest pending entry was written, or since the last posting if
 * that is later (an entry that it left out had not been committed). 0 if nothing is pending.
 */
export async function pendingSeconds(tx: Tx): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select greatest(0, date_part('epoch', clock_timestamp() - greatest(p.oldest, (select at from posting order by no desc limit 1)))) as seconds
    from (select min(written_at) as oldest from ledger_pending) p
    where p.oldest is not null`.execute(tx);
  return rows[0]?.seconds ?? 0;
}

/** A posting: what a state stands on. */
export interface Posting {
  readonly no: number;
  readonly at: string;
  /** SHA-256 hash chain over this posting and all before it, in hex. */
  readonly head: string;
}

const selectPostings = (tx: Tx) => tx.selectFrom('posting').select(['no', 'at', 'head']);

const present = ({ no, at, head }: { no: bigint; at: string; head: Buffer }): Posting => ({
  no: Number(no),
  at,
  head: head.toString('hex'),
});

/**
 * The named posting, or the last one by an instant. Null when there is none: a number that is not posted yet, or an
 * instant before the first posting.
 */
export async function findPosting(tx: Tx, asOf: AsOf): Promise<Posting | null> {
  const row = await (
    'posting' in asOf
      ? selectPostings(tx).where('no', '=', asOf.posting)
      : // Ascending moments: the last by number is the last by time.
        selectPostings(tx).where('at', '<=', asOf.instant).orderBy('no', 'desc').limit(1)
  ).executeTakeFirst();
  return row === undefined ? null : present(row);
}

/** The latest posting; null before the first one. */
export async function latestPosting(tx: Tx): Promise<Posting | null> {
  const row = await selectPostings(tx).orderBy('no', 'desc').limit(1).executeTakeFirst();
  return row === undefined ? null : present(row);
}

/** What a state stands on before the first posting: nothing. */
export const BEFORE_THE_FIRST: Posting = { no: 0, at: new Date(0).toISOString(), head: '' };

/** A posting as auditors see it. */
export interface ListedPosting extends Posting {
  readonly entries: number;
}

/** Lists postings from number `from`, ascending, at most `limit`. */
export async function listPostings(tx: Tx, from: number, limit: number): Promise<ListedPosting[]> {
  const rows = await selectPostings(tx)
    .select('entries')
    .where('no', '>=', BigInt(from))
    .orderBy('no')
    .limit(limit)
    .execute();
  return rows.map(({ entries, ...row }) => {
    const { no, at, head } = present(row);
    return { no, at, entries, head };
  });
}
