import { sql } from 'kysely';
import type { Tx } from './database.ts';

export interface Posted {
  readonly no: bigint;
  readonly entries: number;
  readonly head: string;
}

/** Runs a posting; null when nothing was pending, or another run is in progress. */
export async function postEntries(tx: Tx): Promise<Posted | null> {
  const { rows } = await sql<Posted>`select no, entries, encode(head, 'hex') as head from post_entries()`.execute(tx);
  return rows[0] ?? null;
}

/**
 * How long the oldest ledger entry has been pending, 0 when none is. Counted from the last posting if that is later: an
 * entry that it left out was not committed then.
 */
export async function pendingSeconds(tx: Tx): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select greatest(0, date_part('epoch', clock_timestamp() - greatest(p.oldest, (select at from posting order by no desc limit 1)))) as seconds
    from (select min(written_at) as oldest from ledger_pending) p
    where p.oldest is not null`.execute(tx);
  return rows[0]?.seconds ?? 0;
}
