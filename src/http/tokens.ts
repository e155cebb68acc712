/**
 * Access tokens and secrets derived from the signing key. Tokens are not revoked: a session that has ended is refused
 * by the database, which is asked at every request.
 */
import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { ACCESS_TOKEN_MAX_MINUTES } from '../domain/limits.ts';

/** The keys of access tokens, in PEM. */
export interface SigningKeys {
  /** Signs. */
  readonly current: string;
  /** Verifies only: the key before, until its tokens have ended, or the one to come. */
  readonly other?: string | null;
  /** Neither sign nor verify: what was encrypted with secrets derived from them can still be read. */
  readonly retired?: readonly string[];
}

/** Access tokens: JWT (ES256), valid for at most 15 minutes. They contain a session id; the database knows its account. */
export interface Tokens {
  /** @returns the token, and its lifetime in seconds */
  issue(accountId: string, sessionId: string, at: Date): { accessToken: string; expiresIn: number };
  /** The session of the token; null if the token is invalid or expired. */
  verify(token: string, at: Date): SessionClaims | null;
  /** The public keys as a JSON Web Key Set, the one that signs first. */
  readonly jwks: { keys: Record<string, unknown>[] };
  /** Thumbprint of the public key that signs (RFC 7638). */
  readonly keyId: string;
  /** Thumbprints of all keys that are kept, the one that signs first. */
  readonly keptKeyIds: readonly string[];
  /** Derives a secret for another purpose from the key that signs (HKDF, RFC 5869). */
  derive(purpose: string): Buffer;
  /**
   * The secrets for a purpose, the one of the key that signs first: of the keys that verify (for signatures), or of all
   * that are kept (for what was encrypted before a rotation).
   */
  derived(purpose: string, of?: 'verifying' | 'kept'): readonly Buffer[];
  /** Goes on with other keys. Tokens of a key that is no longer among them are invalid. */
  useKeys(keys: SigningKeys): void;
  /** Calls `look` when a token names an unknown key, at most once a second: another process may have rotated the keys. */
  onUnknownKey(look: () => void): void;
}

/** What a token says. The account is for limits only: rights are read from the database, by the session. */
export interface SessionClaims {
  readonly sessionId: string;
  readonly accountId: string;
}

const ISSUER = 'zhidai';
const AUDIENCE = 'zhidai-api';
const VERIFIED_TOKENS_MAX = 10_000;
const LOOK_EVERY_MS = 1_000;

interface Key {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly jwk: Record<string, unknown>;
}

/** @throws Error when the PEM is no P-256 private key */
function readKey(pem: string): Key {
  const privateKey = createPrivateKey(pem);
  if (privateKey.asymmetricKeyType !== 'ec' || privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
    throw new Error('the signing key must be an EC key on P-256');
  }
  const publicKey = createPublicKey(privateKey);
  const jwk = publicKey.export({ format: 'jwk' });
  // RFC 7638: the thumbprint of the required members in this order.
  const id = createHash('sha256')
    .update(JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y }))
    .digest('base64url');
  return { id, privateKey, publicKey, jwk: { ...jwk, use: 'sig', alg: 'ES256', kid: id } };
}

/** Those that verify, the one that signs first; and all that are kept. */
interface Keys {
  readonly verifying: readonly [Key, ...Key[]];
  readonly kept: readonly Key[];
}

function readKeys({ current, other, retired = [] }: SigningKeys): Keys {
  const signs = readKey(current);
  const verifies = other ? [readKey(other)].filter(({ id }) => id !== signs.id) : [];
  return { verifying: [signs, ...verifies], kept: [signs, ...verifies, ...retired.map(readKey)] };
}

/** @throws Error when a PEM is no P-256 private key */
export function createTokens(given: string | SigningKeys): Tokens {
  let keys = readKeys(typeof given === 'string' ? { current: given } : given);
  let look: (() => void) | undefined;
  let looked = -LOOK_EVERY_MS;
  // Cache of verified tokens: only their expiry has to be checked again.
  const verifiedTokens = new Map<string, Verified>();
  const secrets = new Map<string, readonly Buffer[]>();

  function derived(purpose: string, of: 'verifying' | 'kept' = 'kept'): readonly Buffer[] {
    const name = `${of} ${purpose}`;
    const found = secrets.get(name) ?? keys[of].map((key) => deriveFrom(key, purpose));
    secrets.set(name, found);
    return found;
  }

  function keyOf(token: string): Key | undefined {
    const id = keyIdOf(token);
    const find = (): Key | undefined => keys.verifying.find((key) => key.id === id);
    const found = find();
    if (found || look === undefined || performance.now() < looked + LOOK_EVERY_MS) return found;
    looked = performance.now();
    look();
    return find();
  }

  return {
    get keyId() {
      return keys.verifying[0].id;
    },
    get keptKeyIds() {
      return keys.kept.map(({ id }) => id);
    },
    get jwks() {
      return { keys: keys.verifying.map(({ jwk }) => jwk) };
    },
    derive: (purpose) => derived(purpose)[0]!,
    derived,
    useKeys(next) {
      keys = readKeys(next);
      verifiedTokens.clear();
      secrets.clear();
    },
    onUnknownKey(then) {
      look = then;
    },
    issue(accountId, sessionId, at) {
      const [{ privateKey, id }] = keys.verifying;
      const iat = Math.floor(at.getTime() / 1000);
      const expiresIn = ACCESS_TOKEN_MAX_MINUTES * 60;
      const accessToken = jwt.sign(
        { sub: accountId, sid: sessionId, iat, exp: iat + expiresIn, iss: ISSUER, aud: AUDIENCE },
        privateKey,
        { algorithm: 'ES256', keyid: id },
      );
      return { accessToken, expiresIn };
    },
    verify(token, at) {
      const now = Math.floor(at.getTime() / 1000);
      const cached = verifiedTokens.get(token);
      if (cached) return cached.expires > now ? cached : null;
      const key = keyOf(token);
      const claims = key ? verifyToken(token, key, now) : null;
      if (claims === null) return null;
      if (verifiedTokens.size >= VERIFIED_TOKENS_MAX) verifiedTokens.delete(verifiedTokens.keys().next().value!);
      verifiedTokens.set(token, claims);
      return claims;
    },
  };
}

interface Verified extends SessionClaims {
  /** Seconds since the epoch. */
  readonly expires: number;
}

const deriveFrom = ({ privateKey }: Key, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', privateKey.export({ format: 'der', type: 'pkcs8' }), '', purpose, 32));

/** The key that a token names, before anything of the token is verified; undefined if it names none. */
function keyIdOf(token: string): string | undefined {
  try {
    return jwt.decode(token, { complete: true })?.header.kid;
  } catch {
    return undefined;
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const isUuid = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);

function verifyToken(token: string, { id, publicKey }: Key, now: number): Verified | null {
  try {
    const { header, payload } = jwt.verify(token, publicKey, {
      algorithms: ['ES256'],
      issuer: ISSUER,
      audience: AUDIENCE,
      complete: true,
      clockTimestamp: now,
    });
    if (header.kid !== id || typeof payload === 'string' || typeof payload.exp !== 'number') return null;
    const { sid: sessionId, sub: accountId } = payload as { sid?: unknown; sub?: unknown };
    if (payload.exp - now > ACCESS_TOKEN_MAX_MINUTES * 60 + 60) return null;
    return isUuid(sessionId) && isUuid(accountId) ? { sessionId, accountId, expires: payload.exp } : null;
  } catch {
    // Any error: jsonwebtoken also throws others than JsonWebTokenError, for signatures of a wrong length or invalid JSON.
    return null;
  }
}
