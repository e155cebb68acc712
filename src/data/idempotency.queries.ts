/** Idempotency keys of the acting account, with the stored answers. */
import type { Tx } from './database.ts';
import { prepared, type Statement } from './statement.ts';
import { sendWithCommit } from './transaction.ts';

export interface KeptAnswer {
  readonly body_hash: Buffer;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** A key belongs to one route and one account, with the role, bank, firm and regions that it has at the time. */
export interface KeyPlace {
  readonly route: string;
  readonly key: string;
}

const FIND = prepared('select * from idempotency_answer($1, $2, $3)');

/**
 * Finds the stored answer of a key. A second request with the same key waits here until the first has committed (then
 * there is an answer) or rolled back. Answers older than `keptSince` are ignored.
 */
export function findAnswer({ route, key }: KeyPlace, keptSince: Date): Statement {
  return FIND(route, key, keptSince.toISOString());
}

const KEEP = prepared(`
  insert into idempotency_key (account_id, belongs_to, route, key, body_hash, created_at, status, headers, body)
  values (app_setting('account')::uuid, idempotency_owner(), $1, $2, $3, $4, $5, $6, $7)
  on conflict (account_id, belongs_to, route, key) do update
  set body_hash = excluded.body_hash, created_at = excluded.created_at, status = excluded.status,
    headers = excluded.headers, body = excluded.body`);

/** Stores the answer to a request, in the round trip of COMMIT. */
export function keepAnswer(
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
  sendWithCommit(tx, KEEP(route, key, bodyHash, at.toISOString(), status, JSON.stringify(headers), body));
}

/** Deletes answers older than `keptSince`. @returns how many */
export async function forgetAnswers(tx: Tx, keptSince: Date): Promise<number> {
  const result = await tx
    .deleteFrom('idempotency_key')
    .where('created_at', '<', keptSince.toISOString())
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
