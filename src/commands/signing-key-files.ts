import type { Logger } from 'pino';
import type { Db } from '../data/database.ts';
import type { Tokens } from '../http/tokens.ts';
import { admitSigningKeys } from './signing-key-guard.ts';
import { readSigningKeys } from './signing-key.ts';

const READ_EVERY_MS = 10_000;

/**
 * Follows rotations of the keys in a data folder (`npm run key:rotate`): reads the files again every ten seconds, and at
 * once for a token of an unknown key, which another process has signed with a new one.
 */
export function followSigningKeys(of: {
  readonly db: Db;
  readonly dataDir: string;
  readonly tokens: Tokens;
  readonly clock: () => Date;
  readonly log: Logger;
}): { stop(): void } {
  const { db, dataDir, tokens, clock, log } = of;
  let known = JSON.stringify(readSigningKeys(dataDir, clock()));
  const read = (): void => {
    try {
      const keys = readSigningKeys(dataDir, clock());
      if (keys === null || JSON.stringify(keys) === known) return;
      tokens.useKeys(keys);
      known = JSON.stringify(keys);
      log.info({ keyId: tokens.keyId }, 'signing keys changed');
      admitSigningKeys(db, tokens, clock()).catch((error: unknown) =>
        log.error({ err: error }, 'the database does not know the new signing key'),
      );
    } catch (error) {
      log.error({ err: error }, 'the signing keys cannot be read');
    }
  };
  tokens.onUnknownKey(read);
  const timer = setInterval(read, READ_EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
