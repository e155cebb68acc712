import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { ACCESS_TOKEN_MAX_MINUTES } from '../domain/limits.ts';

/** Access tokens: JWT, ES256, good for at most 15 minutes. They say which session asks; the database says whose it is. */
export interface Tokens {
  issue(accountId: string, sessionId: string, at: Date): { accessToken: string; expiresIn: number };
  /** The session that the token names, or null for any token that is not ours, not in force, or not of this kind. */
  verify(token: string, at: Date): { sessionId: string } | null;
  readonly jwks: { keys: Record<string, unknown>[] };
  readonly keyId: string;
  /** A secret of its own for another purpose, from the signing key (HKDF, RFC 5869). */
  derive(purpose: string): Buffer;
}

const ISSUER = 'zhidai';
const AUDIENCE = 'zhidai-api';
const KEPT_TOKENS = 10_000;

/** @throws Error when the PEM is no P-256 private key */
export function createTokens(pem: string): Tokens {
  const privateKey = createPrivateKey(pem);
  if (privateKey.asymmetricKeyType !== 'ec' || privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new Error('the signing key must be an EC key on P-256');
  }
  const publicKey: KeyObject = createPublicKey(privateKey);
  const jwk = publicKey.export({ format: 'jwk' });
  // RFC 7638: the thumbprint of the required members in this order.
  const keyId = createHash('sha256')
    .update(JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y }))
    .digest('base64url');
  // A signature that was right stays right; only the time is looked at again.
  const seen = new Map<string, { sessionId: string; expires: number }>();
  return {
    keyId,
    jwks: { keys: [{ ...jwk, use: 'sig', alg: 'ES256', kid: keyId }] },
    derive: (purpose) =>
      Buffer.from(hkdfSync('sha256', privateKey.export({ format: 'der', type: 'pkcs8' }), '', purpose, 32)),
    issue(accountId, sessionId, at) {
      const iat = Math.floor(at.getTime() / 1000);
      const expiresIn = ACCESS_TOKEN_MAX_MINUTES * 60;
      const accessToken = jwt.sign(
        { sub: accountId, sid: sessionId, iat, exp: iat + expiresIn, iss: ISSUER, aud: AUDIENCE },
        privateKey,
        { algorithm: 'ES256', keyid: keyId },
      );
      return { accessToken, expiresIn };
    },
    verify(token, at) {
      const now = Math.floor(at.getTime() / 1000);
      const known = seen.get(token);
      if (known) return known.expires > now ? { sessionId: known.sessionId } : null;
      const claims = verified(token, publicKey, keyId, now);
      if (claims === null) return null;
      if (seen.size >= KEPT_TOKENS) seen.delete(seen.keys().next().value!);
      seen.set(token, claims);
      return { sessionId: claims.sessionId };
    },
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function verified(
  token: string,
  key: KeyObject,
  keyId: string,
  now: number,
): { sessionId: string; expires: number } | null {
  try {
    const { header, payload } = jwt.verify(token, key, {
      algorithms: ['ES256'],
      issuer: ISSUER,
      audience: AUDIENCE,
      complete: true,
      clockTimestamp: now,
    });
    if (header.kid !== keyId || typeof payload === 'string' || typeof payload.exp !== 'number') return null;
    const sessionId: unknown = payload['sid'];
    if (payload.exp - now > ACCESS_TOKEN_MAX_MINUTES * 60 + 60) return null;
    return typeof sessionId === 'string' && UUID.test(sessionId) ? { sessionId, expires: payload.exp } : null;
  } catch {
    // Signatures of a wrong length and payloads that are no JSON throw errors of other kinds than JsonWebTokenError.
    return null;
  }
}
