/**
 * Access tokens and secrets derived from the signing key. Tokens are not revoked: a session that has ended is refused
 * by the database, which is asked at every request.
 */
import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { ACCESS_TOKEN_MAX_MINUTES } from '../domain/limits.ts';

/** Access tokens: JWT (ES256), valid for at most 15 minutes. They contain a session id; the database knows its account. */
export interface Tokens {
  /** @returns the token, and its lifetime in seconds */
  issue(accountId: string, sessionId: string, at: Date): { accessToken: string; expiresIn: number };
  /** The session of the token; null if the token is invalid or expired. */
  verify(token: string, at: Date): { sessionId: string } | null;
  /** The public key as a JSON Web Key Set. */
  readonly jwks: { keys: Record<string, unknown>[] };
  /** Thumbprint of the public key (RFC 7638). */
  readonly keyId: string;
  /** Derives a secret for another purpose from the signing key (HKDF, RFC 5869). */
  derive(purpose: string): Buffer;
}

const ISSUER = 'zhidai';
const AUDIENCE = 'zhidai-api';
const VERIFIED_TOKENS_MAX = 10_000;

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
  // Cache of verified tokens: only their expiry has to be checked again.
  const verifiedTokens = new Map<string, { sessionId: string; expires: number }>();
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
      const cached = verifiedTokens.get(token);
      if (cached) return cached.expires > now ? { sessionId: cached.sessionId } : null;
      const claims = verifyToken(token, publicKey, keyId, now);
      if (claims === null) return null;
      if (verifiedTokens.size >= VERIFIED_TOKENS_MAX) verifiedTokens.delete(verifiedTokens.keys().next().value!);
      verifiedTokens.set(token, claims);
      return { sessionId: claims.sessionId };
    },
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function verifyToken(
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
    // Any error: jsonwebtoken also throws others than JsonWebTokenError, for signatures of a wrong length or invalid JSON.
    return null;
  }
}
