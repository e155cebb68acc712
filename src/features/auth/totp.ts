import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { RECOVERY_CODES, TOTP_WINDOW_STEPS } from '../../domain/limits.ts';
import type { Tokens } from '../../http/tokens.ts';

/** Codes of authenticator apps (TOTP, RFC 6238, with the parameters that every app knows), and recovery codes. */
const STEP_SECONDS = 30;
const PARAMETERS = { algorithm: 'SHA1', digits: 6, period: STEP_SECONDS } as const;
const ISSUER = 'Zhidai';

/** A secret in base32, and the URI that authenticator apps read from a QR code. */
export function newSecret(login: string): { readonly secret: string; readonly uri: string } {
  const secret = new Secret({ size: 20 });
  return { secret: secret.base32, uri: new TOTP({ ...PARAMETERS, issuer: ISSUER, label: login, secret }).toString() };
}

/** The time step that a code belongs to; null when it is wrong. Blanks and full-width digits are accepted. */
export function stepOfCode(secret: string, code: string, at: Date): number | null {
  const token = code.slice(0, 64).normalize('NFKC').replaceAll(/\s/g, '');
  if (!/^[0-9]{6}$/.test(token)) return null;
  const delta = TOTP.validate({
    ...PARAMETERS,
    secret: Secret.fromBase32(secret),
    token,
    timestamp: at.getTime(),
    window: TOTP_WINDOW_STEPS,
  });
  return delta === null ? null : Math.floor(at.getTime() / 1000 / STEP_SECONDS) + delta;
}

/** A secret as it is stored. */
export interface SealedSecret {
  readonly secret: Buffer;
  /** The signing key that the key of the encryption is derived from. */
  readonly key_id: string;
}

/** The keys that encrypt. */
export type SealingKeys = Pick<Tokens, 'derive' | 'keyId'> & {
  /** Where there are several signing keys: the secrets of all of them, the one that signs first. */
  derived?(purpose: string): readonly Buffer[];
};
const PURPOSE = 'second-factor';
const CIPHER = 'aes-256-gcm';
const [IV_BYTES, TAG_BYTES] = [12, 16];

/** Encrypts a secret for one account: it cannot be moved to another. */
export function sealSecret(keys: SealingKeys, accountId: string, secret: string): SealedSecret {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, keys.derive(PURPOSE), iv).setAAD(Buffer.from(accountId));
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return { secret: Buffer.concat([iv, cipher.getAuthTag(), text]), key_id: keys.keyId };
}

/** Decrypts a secret; null when this process has not its key, or it belongs to another account. */
export function openSecret(keys: SealingKeys, accountId: string, { secret }: SealedSecret): string | null {
  const [iv, tag] = [secret.subarray(0, IV_BYTES), secret.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)];
  for (const key of keys.derived?.(PURPOSE) ?? [keys.derive(PURPOSE)]) {
    try {
      const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(accountId))
        .setAuthTag(tag);
      return Buffer.concat([decipher.update(secret.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString();
    } catch {
      // Not authentic with this key.
    }
  }
  return null;
}

// Without l and o; 32 characters, so that each carries five bits of a byte evenly.
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const CODE_CHARACTERS = 16;

/** Ten codes of 80 random bits, such as `abcd-efgh-jkmn-pqrs`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    [...randomBytes(CODE_CHARACTERS)]
      .map((byte) => LETTERS[byte % LETTERS.length])
      .join('')
      .replaceAll(/(.{4})(?=.)/g, '$1-'),
  );
}

/** The stored form of a recovery code, whatever its case, width and hyphens. A fast hash is enough for 80 random bits. */
export function hashOfRecoveryCode(code: string): Buffer {
  const letters = code
    .slice(0, 64)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
  return createHash('sha256').update(letters).digest();
}
