import { LOCK_CLASS } from '../data/advisory-locks.ts';
import type { Db } from '../data/database.ts';

export class OtherKeyError extends Error {}

/**
 * Holds up this process's signing key for as long as it lives, and refuses to go on beside a process with another one:
 * each would turn away the other's tokens.
 *
 * @throws OtherKeyError
 */
export async function showKey(db: Db, keyId: string): Promise<{ end(): Promise<void> }> {
  const session = await db.pool.dedicated();
  const mine = Buffer.from(keyId, 'base64url').readInt32BE(0);
  await session.query('select pg_advisory_lock_shared($1, $2)', [LOCK_CLASS.signingKey, mine]);
  const { rows } = await session.query(
    `select 1 from pg_locks l join pg_database d on d.oid = l.database
     where l.locktype = 'advisory' and l.objsubid = 2 and d.datname = current_database() and l.classid::bigint = $1 and l.objid::bigint <> $2`,
    [LOCK_CLASS.signingKey, mine >>> 0],
  );
  if (rows.length > 0) {
    await session.end();
    throw new OtherKeyError(
      'SIGNING_KEY: another process serves this database with another key; give all of them the same one / 另有进程以不同的签名密钥使用此数据库，请为所有进程设置相同的 SIGNING_KEY',
    );
  }
  return session;
}
