import type { Config } from '../config.ts';
import { newSigningKey, rotateSigningKey } from './signing-key.ts';

/**
 * Rotates the signing key of the data folder. Where the key is a setting, prints a new one and how to change to it.
 * Needs no database: running processes read the files again by themselves.
 *
 * @param atOnce the key before ends at once, and everybody signs in to a new access token
 * @throws RotationError
 */
export async function keyRotate(config: Config, atOnce: boolean, print: (line: string) => void): Promise<void> {
  if (config.signingKeys) {
    print('SIGNING_KEY is set, so the key is changed where it is set: / 已设置 SIGNING_KEY，请在设置处更换：');
    print(`  1. SIGNING_KEY_PREVIOUS=${newSigningKey().trim().replaceAll('\n', '\\n')}`);
    print('     and restart every process / 并依次重启所有进程');
    print('  2. exchange the values of SIGNING_KEY and SIGNING_KEY_PREVIOUS, and restart / 互换两者的值，再次重启');
    print('  3. after 16 minutes remove SIGNING_KEY_PREVIOUS / 16 分钟后删除 SIGNING_KEY_PREVIOUS');
    return;
  }
  await rotateSigningKey(config.dataDir, new Date(), atOnce);
  print(
    atOnce
      ? 'A new key signs; tokens of the key before are invalid within 10 seconds. / 已启用新签名密钥，旧令牌将在 10 秒内失效。'
      : 'A new key signs within 10 seconds; the key before verifies for 16 minutes. / 新签名密钥将在 10 秒内启用，旧密钥在 16 分钟内仍可验证。',
  );
}
