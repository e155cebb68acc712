/** `npm run admin:reset`, for an administrator who cannot sign in. It may run while the service is running. */
import type { Config } from '../config.ts';
import { ResetError, resetAdmin } from '../features/auth/bootstrap.ts';
import { createPasswords } from '../features/auth/hashing.ts';
import { openRegistry } from './open-registry.ts';
import { StartError } from './start.ts';

/**
 * Sets a new one-time password for an administrator who may manage accounts and prints it. Requires access to the data
 * folder only.
 *
 * @param named login of the account; undefined: the usual one
 * @throws StartError if that account is no such administrator
 */
export async function adminReset(
  config: Config,
  named: string | undefined,
  print: (line: string) => void,
): Promise<void> {
  const registry = await openRegistry({ ...config, poolMax: 2 }, { mode: 'attach', report: () => undefined });
  try {
    const { login, oneTimePassword, role } = await resetAdmin(
      registry.db,
      createPasswords({ concurrency: 1, queueLimit: 1 }),
      new Date(),
      named,
    );
    print('New one-time password; sign in and change it: / 新的一次性密码，请登录后修改：');
    print(`  login / 登录名: ${login}`);
    print(`  role / 角色: ${role}`);
    print(`  password / 密码: ${oneTimePassword}`);
    print(
      'The account is enabled and unlocked, its sessions have ended, and what it awaited is confirmed; all this is in the audit trail. / 该账号已启用并解除锁定，原有登录已退出，待确认事项视为已确认，均已记入操作日志。',
    );
  } catch (error) {
    if (error instanceof ResetError) throw new StartError(notAnAdministrator(error.message));
    throw error;
  } finally {
    await registry.close();
  }
}

const notAnAdministrator = (login: string): string =>
  `${login}: no account with this login may manage accounts; where duties are separate that is a security administrator. / 没有可管理账号的登录名 ${login}；职责分离时须为安全管理员。`;
