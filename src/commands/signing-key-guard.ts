/**
 * Refuses to serve a database with another signing key than before: each process would reject the tokens of the others,
 * and nobody could use a second factor. The database keeps the fingerprint of the key that signs. Called by `npm start`
 * and after a rotation.
 */
import { asSystem } from '../data/as-actor.ts';
import type { Db } from '../data/database.ts';
import { forgetSigningKeyId, lockSigningKeyId, setSigningKeyId } from '../data/signing-key.queries.ts';
import type { Tokens } from '../http/tokens.ts';

export class SigningKeyMismatchError extends Error {}

/**
 * Admits a process that has the signing key of the database, be it as a previous one; the key that it signs with becomes
 * that of the database. So processes with the old and with the new key can serve together during a rotation.
 *
 * @throws SigningKeyMismatchError if the key of the database is not among those of the process
 */
export async function admitSigningKeys(db: Db, tokens: Pick<Tokens, 'keyId' | 'keptKeyIds'>, at: Date): Promise<void> {
  await asSystem(db, 'bootstrap', { action: 'signing_key.use', at }, async (tx) => {
    const known = await lockSigningKeyId(tx, tokens.keyId);
    if (!tokens.keptKeyIds.includes(known)) throw new SigningKeyMismatchError(mismatch(known, tokens.keyId));
    if (known !== tokens.keyId) await setSigningKeyId(tx, tokens.keyId);
  });
}

/** For a key that is lost: the next process that starts may have any key. */
export async function forgetSigningKey(db: Db, at: Date): Promise<void> {
  await asSystem(db, 'bootstrap', { action: 'signing_key.forget', at }, forgetSigningKeyId);
}

const mismatch = (known: string, own: string): string =>
  [
    `SIGNING_KEY: this database is served with the key ${known}, not with ${own}. Start with that key (SIGNING_KEY, or signing-key.pem in DATA_DIR), or with it as SIGNING_KEY_PREVIOUS. If it is lost: npm run key:rotate -- --lost.`,
    `此数据库使用的签名密钥为 ${known}，而非 ${own}。请以该密钥启动（SIGNING_KEY，或 DATA_DIR 中的 signing-key.pem），或将其设为 SIGNING_KEY_PREVIOUS；如已遗失，请运行 npm run key:rotate -- --lost。`,
  ].join(' / ');
