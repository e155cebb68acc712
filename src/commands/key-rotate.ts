import type { Config } from '../config.ts';
import { openRegistry } from './open-registry.ts';
import { forgetSigningKey } from './signing-key-guard.ts';
import { newSigningKey, rotateSigningKey } from './signing-key.ts';
import { StartError } from './start.ts';

const OPTIONS = ['--at-once', '--lost'];

/**
 * Rotates the signing key of the data folder. Where the key is a setting, prints a new one and how to change to it.
 * Running processes read the files again by themselves. Options: `--at-once` ends the key before at once, and everybody
 * fetches another access token; `--lost` changes no key, but lets the next start bring another one than the database
 * knows. Only `--lost` needs the database.
 *
 * @throws RotationError; SigningKeyError; StartError for another option
 */
export async function keyRotate(
  config: Config,
  options: readonly string[],
  print: (line: string) => void,
): Promise<void> {
  if (options.length > 1 || options.some((option) => !OPTIONS.includes(option)))
    throw new StartError(`Expected one of / 可用选项: ${OPTIONS.join(', ')}`);
  if (options.includes('--lost')) return acceptAnother(config, print);
  if (config.signingKeys) {
    print('SIGNING_KEY is set, so the key is changed where it is set: / 已设置 SIGNING_KEY，请在设置处更换：');
    print(`  1. SIGNING_KEY_PREVIOUS=${newSigningKey().trim().replaceAll('\n', '\\n')}`);
    print('     and restart every process / 并依次重启所有进程');
    print('  2. exchange the values of SIGNING_KEY and SIGNING_KEY_PREVIOUS, and restart / 互换两者的值，再次重启');
    print('  3. after 16 minutes remove SIGNING_KEY_PREVIOUS / 16 分钟后删除 SIGNING_KEY_PREVIOUS');
    return;
  }
  const atOnce = options.includes('--at-once');
  await rotateSigningKey(config.dataDir, new Date(), atOnce);
  print(
    atOnce
      ? 'A new key signs; tokens of the key before are invalid within 10 seconds. / 已启用新签名密钥，旧令牌将在 10 秒内失效。'
      : 'A new key signs within 10 seconds; the key before verifies for 16 minutes. / 新签名密钥将在 10 秒内启用，旧密钥在 16 分钟内仍可验证。',
  );
}

async function acceptAnother(config: Config, print: (line: string) => void): Promise<void> {
  const registry = await openRegistry({ ...config, poolMax: 2 }, { mode: 'attach', report: () => undefined });
  try {
    await forgetSigningKey(registry.db, new Date());
  } finally {
    await registry.close();
  }
  print(
    'The next process that starts may bring another signing key. Second factors of the lost key cannot be used: set them up anew (npm run admin:reset for an administrator). / 下次启动可使用新的签名密钥。用遗失密钥加密的动态验证码无法使用，须重新设置（管理员可运行 npm run admin:reset）。',
  );
}
