import type { Config } from '../config.ts';
import { closeDatabase, openDatabase, type Db } from '../data/database.ts';
import { startEmbedded, type EmbeddedServer } from '../embedded/embedded.ts';
import { isCurrent, migrate, readActorKey, SchemaError } from '../data/migrate.ts';
import { connect, createPool, type Connection } from '../data/pool.ts';

const APP_ROLE = 'zhidai_app';

/** The open database of a command. */
export interface Registry {
  readonly db: Db;
  /** Closes the connections, and stops the embedded server if this process may. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** `own` for the service, `attach` for commands that can run at the same time. */
  readonly mode: 'own' | 'attach';
  readonly report: (message: string) => void;
  readonly onDatabaseError?: (error: Error) => void;
  readonly statementTimeoutMs?: number;
}

async function requireCurrentSchema(app: Connection): Promise<void> {
  if (!(await isCurrent(app))) {
    throw new SchemaError(
      'The database is not on the schema of this version: run npm start once, then try again. / 数据库结构与程序版本不一致，请先运行一次 npm start。',
    );
  }
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
    : await startEmbedded({ dataDir: config.dataDir, mode: options.mode, connect, report: options.report });
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
  const db = openDatabase(
    createPool(app, {
      max: config.poolMax,
      role: APP_ROLE,
      ...(options.onDatabaseError ? { onError: options.onDatabaseError } : {}),
      ...(options.statementTimeoutMs === undefined ? {} : { statementTimeoutMs: options.statementTimeoutMs }),
    }),
    actorKey,
  );
  return {
    db,
    async close() {
      await closeDatabase(db);
      await server?.stop();
    },
  };
}
