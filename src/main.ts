/**
 * Entry point of the commands, and the only file that reads the environment or ends the process. A new command is added
 * to COMMANDS and implemented in commands/.
 */
import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { adminReset } from './commands/admin-reset.ts';
import { backup } from './commands/backup.ts';
import { BackupError } from './commands/backup-file.ts';
import { explainDatabaseError } from './commands/explain-error.ts';
import { keyRotate } from './commands/key-rotate.ts';
import { restore } from './commands/restore.ts';
import { RotationError, SigningKeyError } from './commands/signing-key.ts';
import { SigningKeyMismatchError } from './commands/signing-key-guard.ts';
import { start, StartError } from './commands/start.ts';
import { verify } from './commands/verify.ts';
import { ConfigError, readConfig } from './config.ts';
import { DemoError } from './demo/demo.ts';
import { RolesError, SchemaError } from './data/migrate.ts';
import { EmbeddedDatabaseError } from './embedded/embedded.ts';

const COMMANDS = ['start', 'demo', 'verify', 'backup', 'restore', 'admin:reset', 'key:rotate'] as const;
const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(command: string | undefined, ...options: readonly string[]): Promise<void> {
  if (!COMMANDS.includes(command as (typeof COMMANDS)[number]))
    throw new StartError(`Expected one of / 可用命令: ${COMMANDS.join(', ')}`);
  if (existsSync('.env')) process.loadEnvFile('.env');
  const demo = command === 'demo';
  const config = readConfig(process.env, demo);
  if (command === 'backup') process.exitCode = (await backup(config, fileArgument(command), print)) ? 0 : 1;
  else if (command === 'restore') process.exitCode = (await restore(config, fileArgument(command), print)) ? 0 : 1;
  else if (command === 'verify') process.exitCode = (await verify(config, print)) ? 0 : 1;
  else if (command === 'admin:reset') await adminReset(config, options[0], print);
  else if (command === 'key:rotate') await keyRotate(config, options, print);
  else await serve(config, demo);
}

function fileArgument(command: string): string {
  const file = process.argv[3];
  if (file === undefined || process.argv.length > 4)
    throw new StartError(`Name one file: npm run ${command} -- FILE / 请指定一个文件：npm run ${command} -- 文件`);
  return file;
}

/** Serves until a signal. The first one stops in good order, within the configured time; a second one stops at once. */
async function serve(config: ReturnType<typeof readConfig>, demo: boolean): Promise<void> {
  const running = await start(config, demo, print, () =>
    endNow(
      'Another process has taken over the embedded database; this one ends. / 内置数据库已被其他进程接管，本进程结束。',
    ),
  );
  let stopping = false;
  const stop = (): void => {
    if (stopping) return endNow('Stopped at once by a second signal. / 收到第二个信号，已立即停止。');
    stopping = true;
    setTimeout(
      () =>
        endNow(
          `Not stopped within ${config.stopSeconds} s: ended. / 未能在 ${config.stopSeconds} 秒内停止，已强制结束。`,
        ),
      config.stopSeconds * 1000,
    ).unref();
    running.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop).on('SIGHUP', stop);
}

/** What was acknowledged is safe: the database commits without this process. */
function endNow(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Exits with 1. Errors that the operator can fix print their message; any other error is a defect and prints its stack. */
function fail(error: unknown): void {
  const operational = [
    StartError,
    DemoError,
    ConfigError,
    SigningKeyError,
    SigningKeyMismatchError,
    RotationError,
    SchemaError,
    RolesError,
    EmbeddedDatabaseError,
    BackupError,
  ].some((kind) => error instanceof kind);
  const sentence = operational ? (error as Error).message : explainDatabaseError(error);
  process.stderr.write(`${sentence ?? (error instanceof Error ? error.stack : String(error))}\n`);
  process.exit(1);
}

main(process.argv[2], ...process.argv.slice(3)).catch(fail);
