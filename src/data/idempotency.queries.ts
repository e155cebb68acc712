/**
 * Stored responses (answers) to requests with an Idempotency-Key, of the account of the transaction. An answer is stored in
 * the transaction of its request, so that it exists only if the request took effect.
 */
import type { Tx } from './database.ts';
import { prepared, type Statement } from './statement.ts';
import { sendWithCommit } from './transaction.ts';

export interface StoredAnswer {
  readonly body_hash: Buffer;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** A key belongs to one account and one route. */
export interface KeyPlace {
  readonly route: string;
  readonly key: string;
}

const FIND = prepared('select * from idempotency_answer($1, $2, $3)');

/**
 * Finds the stored answer of a key. A second request with the same key waits here until the first has committed (then
 * there is an answer) or rolled back. Answers stored before `expiredBefore` are ignored.
 */
export function findAnswer({ route, key }: KeyPlace, expiredBefore: Date): Statement {
  return FIND(route, key, expiredBefore.toISOString());
}

const STORE = prepared(`
  insert into idempotency_key (account_id, route, key, body_hash, created_at, status, headers, body)
  values (app_setting('account')::uuid, $1, $2, $3, $4, $5, $6, $7)
  on conflict (account_id, route, key) do update
  set body_hash = excluded.body_hash, created_at = excluded.created_at, status = excluded.status,
    headers = excluded.headers, body = excluded.body`);

/** Stores the answer to a request, in the round trip of COMMIT. */
export function storeAnswer(
  tx: Tx,
  { route, key }: KeyPlace,
  answer: {
    readonly bodyHash: Buffer;
    readonly at: Date;
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  },
): void {
  const { bodyHash, at, status, headers, body } = answer;
  sendWithCommit(tx, STORE(route, key, bodyHash, at.toISOString(), status, JSON.stringify(headers), body));
}

/** Deletes answers stored before `expiredBefore`. @returns how many */
export async function deleteExpiredAnswers(tx: Tx, expiredBefore: Date): Promise<number> {
  const result = await tx
    .deleteFrom('idempotency_key')
    .where('created_at', '<', expiredBefore.toISOString())
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
