/**
 * Opens the database for a command. openRegistry changes the schema in mode `own` (`npm start`) only; in mode `attach` it
 * requires the current one. openServer does not look at the schema: its caller answers for what it changes.
 */
import type { Config } from '../config.ts';
import { closeDatabase, openDatabase, type Db } from '../data/database.ts';
import { startEmbedded, type EmbeddedServer } from '../embedded/embedded.ts';
import { isCurrent, migrate, readActorKey, SchemaError } from '../data/migrate.ts';
import { BACKGROUND_STATEMENT_TIMEOUT_MS, connect, createPool, type Connection } from '../data/pool.ts';

const APP_ROLE = 'zhidai_app';
/** One for each job that can run at the same time. */
const BACKGROUND_CONNECTIONS = 3;

/** The open database of a command. */
export interface Registry {
  readonly db: Db;
  /** For jobs, whose statements may take longer than those of requests. */
  readonly background: Db;
  /** The owner of the tables. */
  readonly owner: Connection;
  /** Closes the connections, and stops the embedded server if this process may. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** `own` for the service, `attach` for commands that can run at the same time. */
  readonly mode: 'own' | 'attach';
  readonly report: (message: string) => void;
  readonly onDatabaseError?: (error: Error) => void;
  readonly statementTimeoutMs?: number;
  /** Called when another process has taken over the embedded server. */
  readonly onTakenOver?: () => void;
}

async function requireCurrentSchema(app: Connection): Promise<void> {
  if (!(await isCurrent(app))) {
    throw new SchemaError(
      'The database is not on the schema of this version: run npm start once, then try again. / 数据库结构与程序版本不一致，请先运行一次 npm start。',
    );
  }
}

/**
 * Opens the database server alone, without a look at its schema.
 *
 * @throws EmbeddedDatabaseError
 */
export async function openServer(
  config: Config,
  report: (message: string) => void,
): Promise<{ readonly owner: Connection; readonly app: Connection; stop(): Promise<void> }> {
  if (config.database)
    return { owner: config.database.ownerUrl, app: config.database.url, stop: async () => undefined };
  return startEmbedded({ dataDir: config.dataDir, mode: 'own', connect, report });
}

/**
 * Opens the database of the configuration: starts or attaches to the embedded server, or connects to DATABASE_URL.
 * Mode `own` migrates the schema; `attach` requires the current one.
 *
 * @throws SchemaError, RolesError, EmbeddedDatabaseError
 */
export async function openRegistry(config: Config, options: OpenOptions): Promise<Registry> {
  const server: EmbeddedServer | null = config.database
    ? null
    : await startEmbedded({
        dataDir: config.dataDir,
        mode: options.mode,
        connect,
        report: options.report,
        ...(options.onTakenOver ? { onTakenOver: options.onTakenOver } : {}),
      });
  const app: Connection = config.database?.url ?? server!.app;
  const owner: Connection = config.database?.ownerUrl ?? server!.owner;
  let actorKey: string;
  try {
    // A command must not change the schema while the service may be running.
    if (options.mode === 'own') ({ actorKey } = await migrate(owner, app));
    else {
      await requireCurrentSchema(app);
      actorKey = await readActorKey(owner);
    }
  } catch (error) {
    await server?.stop();
    throw error;
  }
  const open = (max: number, statementTimeoutMs: number | undefined): Db =>
    openDatabase(
      createPool(app, {
        max,
        role: APP_ROLE,
        ...(options.onDatabaseError ? { onError: options.onDatabaseError } : {}),
        ...(statementTimeoutMs === undefined ? {} : { statementTimeoutMs }),
      }),
      actorKey,
    );
  const [db, background] = [
    open(config.poolMax, options.statementTimeoutMs),
    open(BACKGROUND_CONNECTIONS, BACKGROUND_STATEMENT_TIMEOUT_MS),
  ];
  return {
    db,
    background,
    owner: config.database?.ownerUrl ?? server!.owner,
    async close() {
      await Promise.all([closeDatabase(db), closeDatabase(background)]);
      await server?.stop();
    },
  };
}
