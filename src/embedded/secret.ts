import { createHmac, randomBytes } from 'node:crypto';
import { link, open, readFile, rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedDatabaseError, codeOf } from './errors.ts';

/**
 * Reads `<dataDir>/database-secret` (0600), from which the passwords of the embedded database follow, and makes it if it is missing.
 * Of two starts that make it at once one wins, and both get the same.
 */
export async function databaseSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'database-secret');
  return (await readSecret(file)) ?? (await makeSecret(file));
}

/** The password of a database role. */
export function passwordOf(secret: string, role: string): string {
  return createHmac('sha256', secret).update(`zhidai database role ${role}`).digest('base64url');
}

async function readSecret(file: string): Promise<string | undefined> {
  let text: string;
  try {
    text = (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  if (text.length >= 32) return text;
  throw new EmbeddedDatabaseError(
    `${file} is damaged: bring it back from a backup. Without it nobody can sign in to the database beside it.`,
    `${file} 已损坏：请从备份中恢复。没有它就无法登录旁边的数据库。`,
  );
}

async function makeSecret(file: string): Promise<string> {
  const fresh = `${file}.${process.pid}-${randomBytes(6).toString('hex')}`;
  const handle = await open(fresh, 'wx', 0o600);
  try {
    await handle.writeFile(randomBytes(32).toString('base64url') + '\n');
    await handle.sync();
  } finally {
    await handle.close();
  }
  // A link, unlike a rename, refuses to replace what a start beside this one has made.
  await link(fresh, file).catch(async (error: unknown) => {
    if (codeOf(error) === 'EEXIST') return;
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP'].includes(codeOf(error))) throw error;
    if ((await readSecret(file)) === undefined) await rename(fresh, file); // a file system without links
  });
  await unlink(fresh).catch(() => undefined);
  const secret = await readSecret(file);
  if (secret === undefined) throw new Error(`${file} vanished while it was made`);
  return secret;
}
