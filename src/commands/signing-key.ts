import { generateKeyPairSync } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

/** The PEM of the signing key in a data folder; made (0600) when there is none. Two starts at once get the same one. */
export async function signingKeyOf(dataDir: string): Promise<string> {
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
    // A link fails when the name is taken, where a rename would overwrite the other's key.
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
