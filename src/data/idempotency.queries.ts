/** Idempotency keys of the acting account, with the answers kept for repetitions. */
import type { Tx } from './database.ts';
import { prepared, type Statement } from './statement.ts';
import { sendWithCommit } from './transaction.ts';

export interface KeptAnswer {
  readonly body_hash: Buffer;
  readonly status: number | null;
  readonly headers: Record<string, string> | null;
  readonly body: string | null;
}

/** A key is of one account and one route. */
export interface KeyPlace {
  readonly route: string;
  readonly key: string;
}

const CLAIM = prepared(`
  insert into idempotency_key as k (account_id, route, key, body_hash, created_at)
  values (app_setting('account')::uuid, $1, $2, $3, $4)
  on conflict (account_id, route, key) do update
  set body_hash = excluded.body_hash, created_at = excluded.created_at, status = null, headers = null, body = null
  where k.created_at < $5
  returning true as claimed`);

/**
 * Claims a key for the transaction; a row comes back when it is claimed. A second request with the same key waits here
 * until the first has committed (then it is not claimed) or rolled back (then it is). A key older than `keptSince` is free.
 */
export function claimKey({ route, key }: KeyPlace, bodyHash: Buffer, at: Date, keptSince: Date): Statement {
  return CLAIM(route, key, bodyHash, at.toISOString(), keptSince.toISOString());
}

/** What is kept under a key that was claimed before. */
export async function keptAnswer(tx: Tx, { route, key }: KeyPlace): Promise<KeptAnswer> {
  return tx
    .selectFrom('idempotency_key')
    .select(['body_hash', 'status', 'headers', 'body'])
    .where('route', '=', route)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
}

const KEEP = prepared(`
  update idempotency_key set status = $3, headers = $4, body = $5
  where account_id = app_setting('account')::uuid and route = $1 and key = $2`);

/** Keeps the answer under the key, in the round trip that commits. */
export function keepAnswer(
  tx: Tx,
  { route, key }: KeyPlace,
  answer: { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string },
): void {
  sendWithCommit(tx, KEEP(route, key, answer.status, JSON.stringify(answer.headers), answer.body));
}

/** Deletes answers older than `keptSince`. @returns how many */
export async function forgetAnswers(tx: Tx, keptSince: Date): Promise<number> {
  const result = await tx
    .deleteFrom('idempotency_key')
    .where('created_at', '<', keptSince.toISOString())
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
