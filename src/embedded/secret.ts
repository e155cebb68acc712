/**
 * The passwords of the embedded database, derived from one secret file. Changing the derivation locks out every
 * existing data folder.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { link, open, readFile, rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedDatabaseError, codeOf } from './errors.ts';

/**
 * Reads `<dataDir>/database-secret` (mode 0600), from which the passwords of the embedded database are derived. Creates it
 * if it is missing; concurrent starts get the same secret.
 * @throws EmbeddedDatabaseError if the file is damaged
 */
export async function databaseSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'database-secret');
  return (await readSecret(file)) ?? (await createSecret(file));
}

/** The password of a database role, derived from the secret. */
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
    `${file} is damaged: restore it from a backup. Without it, sign-in to the database in this data folder is impossible.`,
    `${file} 已损坏：请从备份中恢复。没有它就无法登录该数据目录中的数据库。`,
  );
}

async function createSecret(file: string): Promise<string> {
  const fresh = `${file}.${process.pid}-${randomBytes(6).toString('hex')}`;
  const handle = await open(fresh, 'wx', 0o600);
  try {
    await handle.writeFile(randomBytes(32).toString('base64url') + '\n');
    await handle.sync();
  } finally {
    await handle.close();
  }
  // A link, unlike a rename, does not replace the file of a concurrent start.
  await link(fresh, file).catch(async (error: unknown) => {
    if (codeOf(error) === 'EEXIST') return;
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP'].includes(codeOf(error))) throw error;
    if ((await readSecret(file)) === undefined) await rename(fresh, file); // a file system without links
  });
  await unlink(fresh).catch(() => undefined);
  const secret = await readSecret(file);
  if (secret === undefined) throw new Error(`${file} was removed while it was created`);
  return secret;
}
