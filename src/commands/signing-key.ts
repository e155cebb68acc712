/**
 * The signing key of access tokens in the data folder, where SIGNING_KEY is not set. A key that exists is never
 * replaced: that would end all sessions.
 */
import { generateKeyPairSync } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

/** The PEM of the signing key in a data folder. Creates the file (mode 0600) if missing; concurrent starts get the same key. */
export async function readOrCreateSigningKey(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'signing-key.pem');
  const existing = await read(file);
  if (existing !== null) return existing;
  await mkdir(dataDir, { recursive: true });
  const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' });
  const fresh = `${file}.${process.pid}`;
  const handle = await open(fresh, 'wx', 0o600);
  await handle.writeFile(pem);
  await handle.sync();
  await handle.close();
  try {
    // A link fails if the file exists; a rename would overwrite the key of a concurrent start.
    await link(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(fresh, { force: true });
  }
  return (await read(file))!;
}

async function read(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
