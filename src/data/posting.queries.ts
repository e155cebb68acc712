/**
 * Postings: the statements of the posting run, and reading what was posted. A run adds pending ledger entries to the posted totals (docs/architecture.md). What a
 * posting does is defined in db/code/60-ledger.sql (`post_entries`), and totals are right before and after it.
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

/** A posting as answers name the one that they stand on. */
export interface PostingPoint {
  readonly no: number;
  readonly at: string;
}

/**
 * The posting that a state stands on: the named one, or the last one by an instant. Null when there is none: a number
 * that is not posted yet, or an instant before the first posting.
 */
export async function findPosting(tx: Tx, asOf: AsOf): Promise<PostingPoint | null> {
  const all = tx.selectFrom('posting').select(['no', 'at']);
  const row = await (
    'posting' in asOf
      ? all.where('no', '=', asOf.posting)
      : // Ascending moments: the last by number is the last by time.
        all.where('at', '<=', asOf.instant).orderBy('no', 'desc').limit(1)
  ).executeTakeFirst();
  return row === undefined ? null : { no: Number(row.no), at: row.at };
}

/** What a state stands on before the first posting: nothing. */
export const BEFORE_THE_FIRST: PostingPoint = { no: 0, at: new Date(0).toISOString() };

/** The latest posting; null before the first one. */
export async function latestPosting(tx: Tx): Promise<PostingPoint | null> {
  const row = await tx.selectFrom('posting').select(['no', 'at']).orderBy('no', 'desc').limit(1).executeTakeFirst();
  return row === undefined ? null : { no: Number(row.no), at: row.at };
}

/** A posting with what it holds and its head. */
export interface Posting extends PostingPoint {
  readonly entries: number;
  /** SHA-256 hash chain over this posting and all before it, in hex. */
  readonly head: string;
}

const selectPostings = (tx: Tx) => tx.selectFrom('posting').select(['no', 'at', 'entries', 'head']);

function present({
  no,
  at,
  entries,
  head,
}: Awaited<ReturnType<ReturnType<typeof selectPostings>['executeTakeFirstOrThrow']>>): Posting {
  return { no: Number(no), at, entries, head: head.toString('hex') };
}

/** Lists postings from number `from`, ascending, at most `limit`. */
export async function listPostings(tx: Tx, from: number, limit: number): Promise<Posting[]> {
  return (await selectPostings(tx).where('no', '>=', BigInt(from)).orderBy('no').limit(limit).execute()).map(present);
}

export async function viewPosting(tx: Tx, no: bigint): Promise<Posting | null> {
  const row = await selectPostings(tx).where('no', '=', no).executeTakeFirst();
  return row ? present(row) : null;
}

export async function viewLatestPosting(tx: Tx): Promise<Posting | null> {
  const row = await selectPostings(tx).orderBy('no', 'desc').limit(1).executeTakeFirst();
  return row ? present(row) : null;
}
