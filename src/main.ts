import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { adminReset } from './commands/admin-reset.ts';
import { SigningKeyMismatchError } from './commands/signing-key-lock.ts';
import { start, StartError } from './commands/start.ts';
import { verify } from './commands/verify.ts';
import { ConfigError, readConfig } from './config.ts';
import { DemoError } from './demo/demo.ts';
import { RolesError, SchemaError } from './data/migrate.ts';
import { EmbeddedDatabaseError } from './embedded/embedded.ts';

const COMMANDS = ['start', 'demo', 'verify', 'admin:reset'] as const;
const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(command: string | undefined, login: string | undefined): Promise<void> {
  if (!COMMANDS.includes(command as (typeof COMMANDS)[number]))
    throw new StartError(`Expected one of / 可用命令: ${COMMANDS.join(', ')}`);
  if (existsSync('.env')) process.loadEnvFile('.env');
  const demo = command === 'demo';
  const config = readConfig(process.env, demo);
  if (command === 'verify') process.exitCode = (await verify(config, print)) ? 0 : 1;
  else if (command === 'admin:reset') await adminReset(config, login, print);
  else await serve(config, demo);
}

async function serve(config: ReturnType<typeof readConfig>, demo: boolean): Promise<void> {
  const running = await start(config, demo, print);
  let stopping: Promise<void> | null = null;
  const stop = (): void => {
    stopping ??= running.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
}

/** Exits with 1. Errors that the operator can fix print their message; any other error is a defect and prints its stack. */
function fail(error: unknown): void {
  const operational = [
    StartError,
    DemoError,
    ConfigError,
    SigningKeyMismatchError,
    SchemaError,
    RolesError,
    EmbeddedDatabaseError,
  ].some((kind) => error instanceof kind);
  process.stderr.write(
    operational ? `${(error as Error).message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(1);
}

main(process.argv[2], process.argv[3]).catch(fail);
