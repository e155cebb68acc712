/** Refuses to serve a database with a second signing key. Called by `npm start` before anything is served. */
import { LOCK_CLASS } from '../data/advisory-locks.ts';
import type { Db } from '../data/database.ts';

export class SigningKeyMismatchError extends Error {}

/**
 * Ensures that all processes that serve a database use the same signing key; otherwise each would reject the tokens of
 * the others. Takes a shared advisory lock that contains a hash of the key, until the returned session ends.
 *
 * @param keyId as in `Tokens.keyId`
 * @throws SigningKeyMismatchError if another process holds the lock of another key
 */
export async function lockSigningKey(db: Db, keyId: string): Promise<{ end(): Promise<void> }> {
  const session = await db.pool.dedicated();
  const keyNumber = Buffer.from(keyId, 'base64url').readInt32BE(0);
  await session.query('select pg_advisory_lock_shared($1, $2)', [LOCK_CLASS.signingKey, keyNumber]);
  const { rows } = await session.query(
    `select 1 from pg_locks l join pg_database d on d.oid = l.database
     where l.locktype = 'advisory' and l.objsubid = 2 and d.datname = current_database() and l.classid::bigint = $1 and l.objid::bigint <> $2`,
    [LOCK_CLASS.signingKey, keyNumber >>> 0],
  );
  if (rows.length > 0) {
    await session.end();
    throw new SigningKeyMismatchError(
      'SIGNING_KEY: another process serves this database with another key; give all of them the same one / 另有进程以不同的签名密钥使用此数据库，请为所有进程设置相同的 SIGNING_KEY',
    );
  }
  return session;
}
