/**
 * The signing key of access tokens in the data folder, where SIGNING_KEY is not set, and its rotation. After a rotation
 * the key before still verifies, until its tokens have ended; running processes read the files again. Nothing else
 * replaces a key that exists: that would end all sessions.
 */
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { ACCESS_TOKEN_MAX_MINUTES } from '../domain/limits.ts';
import type { SigningKeys } from '../http/tokens.ts';

/** A rotation that would end tokens that are still valid. The message says when it may be tried again. */
export class RotationError extends Error {}

/** The file of the signing key cannot be used. The message says what to do. */
export class SigningKeyError extends Error {}

const CURRENT = 'signing-key.pem';
const PREVIOUS = 'signing-key-previous.pem';
/** In PREVIOUS, the line before each key. The newest key is first. Readers of PEM ignore the line. */
const UNTIL = /^Verifies until: (\S+)$/m;
/** How long the previous key verifies: a token that it signed as it was replaced, in a process that read the files late. */
const OVERLAP_MS = (ACCESS_TOKEN_MAX_MINUTES + 1) * 60_000;

/** The keys of a data folder. Creates the file (mode 0600) if missing; concurrent starts get the same key. */
export async function readOrCreateSigningKeys(dataDir: string, at: Date): Promise<SigningKeys> {
  const existing = readSigningKeys(dataDir, at);
  if (existing !== null) return existing;
  await mkdir(dataDir, { recursive: true });
  const fresh = await writeFresh(dataDir, newSigningKey());
  try {
    // A link fails if the file exists; a rename would overwrite the key of a concurrent start.
    await link(fresh, path.join(dataDir, CURRENT));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(fresh, { force: true });
  }
  return readSigningKeys(dataDir, at)!;
}

/**
 * The keys of a data folder as they are now; null if there are none. Reads at once: a token waits for it.
 *
 * @throws SigningKeyError
 */
export function readSigningKeys(dataDir: string, at: Date): SigningKeys | null {
  const current = read(path.join(dataDir, CURRENT));
  if (current === null) return null;
  if (!isKey(current))
    throw new SigningKeyError(
      `${path.join(dataDir, CURRENT)} is damaged: it holds no EC private key on P-256. Put back a copy of it. If there is none, move it away, run npm run key:rotate -- --lost and start again. / 签名密钥文件已损坏，请放回备份；如无备份，请移走该文件，运行 npm run key:rotate -- --lost 后重新启动。`,
    );
  const previous = readPrevious(dataDir);
  const other = previous.find(({ until }) => at < until);
  return {
    current,
    other: other?.pem ?? null,
    retired: previous.filter((key) => key !== other).map(({ pem }) => pem),
  };
}

/**
 * Makes a new key the signing key of a data folder. The key before verifies for as long as its tokens live, and is kept
 * after that for what was encrypted with it.
 *
 * @param atOnce the key before verifies nothing from now on: it may be in wrong hands
 * @throws RotationError soon after a rotation, unless `atOnce`
 */
export async function rotateSigningKey(dataDir: string, at: Date, atOnce: boolean): Promise<void> {
  const { current } = await readOrCreateSigningKeys(dataDir, at);
  const previous = readPrevious(dataDir);
  const other = previous.find(({ until }) => at < until);
  if (other && !atOnce) {
    const until = other.until.toISOString();
    throw new RotationError(
      `The key was rotated a short time ago; tokens of the one before are valid until ${until}. Try again then. / 签名密钥刚刚更换过，旧密钥签发的令牌在 ${until} 前仍有效，请届时再试。`,
    );
  }
  const replaced = { pem: current, until: new Date(at.getTime() + (atOnce ? 0 : OVERLAP_MS)) };
  const text = [replaced, ...previous].map(
    ({ pem, until }) => `Verifies until: ${until.toISOString()}\n${pem.trim()}\n`,
  );
  // The previous keys first: a process that reads between the two renames finds one key twice.
  await rename(await writeFresh(dataDir, text.join('')), path.join(dataDir, PREVIOUS));
  await rename(await writeFresh(dataDir, newSigningKey()), path.join(dataDir, CURRENT));
}

/** An EC private key on P-256, in PEM. */
export function newSigningKey(): string {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    format: 'pem',
    type: 'pkcs8',
  }) as string;
}

interface PreviousKey {
  readonly pem: string;
  readonly until: Date;
}

/** The previous keys, the newest first. What cannot be read is left out. */
function readPrevious(dataDir: string): PreviousKey[] {
  const parts = (read(path.join(dataDir, PREVIOUS)) ?? '').split(/^(?=Verifies until: )/m);
  return parts
    .map((part) => ({ pem: part.replace(UNTIL, '').trim(), until: new Date(UNTIL.exec(part)?.[1] ?? '') }))
    .filter(({ pem, until }) => !Number.isNaN(until.getTime()) && isKey(pem));
}

function isKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyDetails?.namedCurve === 'prime256v1';
  } catch {
    return false;
  }
}

/** Writes a private file (mode 0600) to be linked or renamed, so that nobody reads half of it. */
async function writeFresh(dataDir: string, content: string): Promise<string> {
  const fresh = path.join(dataDir, `signing-key.${process.pid}`);
  const handle = await open(fresh, 'wx', 0o600);
  await handle.writeFile(content);
  await handle.sync();
  await handle.close();
  return fresh;
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new SigningKeyError(
      `${file} cannot be read (${code}): it must be a file of the user that runs the service. / 无法读取 ${file}（${code}），该文件应归运行服务的用户所有。`,
    );
  }
}
