import type { Config } from '../config.ts';
import { resetAdmin } from '../features/auth/bootstrap.ts';
import { createPasswords } from '../features/auth/hashing.ts';
import { openRegistry } from './registry.ts';

/** Gives the administrator a new one-time password, for the day it is lost. Whoever may read the data folder may do this. */
export async function adminReset(config: Config, print: (line: string) => void): Promise<void> {
  const registry = await openRegistry({ ...config, poolMax: 2 }, { mode: 'attach', report: () => undefined });
  try {
    const { login, oneTimePassword } = await resetAdmin(
      registry.db,
      createPasswords({ concurrency: 1, queueLimit: 1 }),
      new Date(),
    );
    print('New one-time password; sign in and change it: / 新的一次性密码，请登录后修改：');
    print(`  login / 登录名: ${login}`);
    print(`  password / 密码: ${oneTimePassword}`);
  } finally {
    await registry.close();
  }
}
