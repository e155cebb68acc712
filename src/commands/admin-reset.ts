/** `npm run admin:reset`, for an administrator who cannot sign in. It may run while the service is running. */
import type { Config } from '../config.ts';
import { resetAdmin } from '../features/auth/bootstrap.ts';
import { createPasswords } from '../features/auth/hashing.ts';
import { openRegistry } from './open-registry.ts';

/** Sets a new one-time password for the administrator and prints it. Requires access to the data folder only. */
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
