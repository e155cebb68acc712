/** Refuses to serve a database with a second signing key. Called by `npm start` before anything is served. */
import { LOCK_CLASS } from '../data/advisory-locks.ts';
import type { Db } from '../data/database.ts';
import type { Tokens } from '../http/tokens.ts';

export class SigningKeyMismatchError extends Error {}

/** The locks of the keys of this process. */
export interface SigningKeyLock {
  /** Locks the present keys too, after a rotation. */
  update(): Promise<void>;
  end(): Promise<void>;
}

/**
 * Ensures that all processes that serve a database have a signing key in common; otherwise each would reject the tokens
 * of the others. Takes a shared advisory lock for each key, with a hash of it, until the returned session ends.
 *
 * @throws SigningKeyMismatchError if another process holds locks of other keys only
 */
export async function lockSigningKeys(db: Db, tokens: Pick<Tokens, 'jwks'>): Promise<SigningKeyLock> {
  const session = await db.pool.dedicated();
  const held = new Set<number>();
  const update = async (): Promise<void> => {
    for (const { kid } of tokens.jwks.keys) {
      const keyNumber = Buffer.from(String(kid), 'base64url').readInt32BE(0);
      if (held.has(keyNumber)) continue;
      held.add(keyNumber);
      await session.query('select pg_advisory_lock_shared($1, $2)', [LOCK_CLASS.signingKey, keyNumber]);
    }
  };
  await update();
  const { rows } = await session.query(
    `select l.pid from pg_locks l join pg_database d on d.oid = l.database
     where l.locktype = 'advisory' and l.objsubid = 2 and d.datname = current_database() and l.classid::bigint = $1
     group by l.pid having not bool_or(l.objid::bigint = any ($2::bigint[]))`,
    [LOCK_CLASS.signingKey, [...held].map((keyNumber) => keyNumber >>> 0)],
  );
  if (rows.length > 0) {
    await session.end();
    throw new SigningKeyMismatchError(
      'SIGNING_KEY: another process serves this database with another key; give all of them the same one / 另有进程以不同的签名密钥使用此数据库，请为所有进程设置相同的 SIGNING_KEY',
    );
  }
  return { update, end: () => session.end() };
}
