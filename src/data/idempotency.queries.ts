import type { Tx } from './database.ts';

export interface KeptAnswer {
  body_hash: Buffer;
  status: number | null;
  headers: Record<string, string> | null;
  body: string | null;
}

/**
 * Reserves a key for this transaction, or gives the answer kept under it. A second request with the same key waits here
 * until the first has committed (and then gets its answer) or rolled back (and then goes first itself).
 */
export async function reserveKey(
  tx: Tx,
  key: { accountId: string; route: string; key: string },
  bodyHash: Buffer,
  at: Date,
  keptSince: Date,
): Promise<KeptAnswer | null> {
  await tx
    .deleteFrom('idempotency_key')
    .where('account_id', '=', key.accountId)
    .where('route', '=', key.route)
    .where('key', '=', key.key)
    .where('created_at', '<', keptSince.toISOString())
    .execute();
  const reserved = await tx
    .insertInto('idempotency_key')
    .values({
      account_id: key.accountId,
      route: key.route,
      key: key.key,
      body_hash: bodyHash,
      created_at: at.toISOString(),
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'route', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  if (reserved) return null;
  return tx
    .selectFrom('idempotency_key')
    .select(['body_hash', 'status', 'headers', 'body'])
    .where('account_id', '=', key.accountId)
    .where('route', '=', key.route)
    .where('key', '=', key.key)
    .executeTakeFirstOrThrow();
}

export async function keepAnswer(
  tx: Tx,
  key: { accountId: string; route: string; key: string },
  answer: { status: number; headers: Record<string, string>; body: string },
): Promise<void> {
  await tx
    .updateTable('idempotency_key')
    .set({ status: answer.status, headers: JSON.stringify(answer.headers) as never, body: answer.body })
    .where('account_id', '=', key.accountId)
    .where('route', '=', key.route)
    .where('key', '=', key.key)
    .execute();
}

/** Forgets answers older than `keptSince`. @returns how many */
export async function forgetAnswers(tx: Tx, keptSince: Date): Promise<number> {
  const result = await tx
    .deleteFrom('idempotency_key')
    .where('created_at', '<', keptSince.toISOString())
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
