/**
 * Connections to PostgreSQL; the only file that imports `pg`. How values arrive is decided here: bigint as BigInt,
 * dates as text, instants as RFC 3339 text in UTC. The rest of the code relies on these types.
 */
import { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import type { PostgresPool } from 'kysely';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Statement } from './statement.ts';

/** The address of a database: a URL, or its parts (the embedded server). */
export type Connection = string | { host: string; port: number; database: string; user: string; password: string };

export interface PoolOptions {
  readonly max: number;
  /** The role that each connection assumes; absent for the owner. */
  readonly role?: string;
  readonly onError?: (error: Error) => void;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
  /** PostgreSQL ends a longer statement; 0 for no limit. By default that of requests. */
  readonly statementTimeoutMs?: number;
}

/** 'YYYY-MM-DD HH:MM:SS[.ffffff]+00' as PostgreSQL prints it in UTC → RFC 3339 with milliseconds. */
function rfc3339(value: string): string {
  const fraction = value.length > 22 ? value.slice(20, -3).padEnd(3, '0').slice(0, 3) : '000';
  return `${value.slice(0, 10)}T${value.slice(11, 19)}.${fraction}Z`;
}

const OID = { int8: 20, date: 1082, timestamptz: 1184 };
const parsers: Record<number, (value: string) => unknown> = {
  [OID.int8]: BigInt,
  [OID.date]: (value) => value,
  [OID.timestamptz]: rfc3339,
};
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers[oid]) || (pg.types.getTypeParser(oid, format as 'text') as never),
};

export interface Answer {
  readonly command: string;
  readonly rowCount: number | null;
  readonly rows: readonly unknown[];
}

/** A connection taken from the pool. */
export interface Client {
  /**
   * Sends statements in one packet, without waiting for earlier answers (pipelining). In a transaction, those after a
   * failed one fail too.
   */
  send(statements: readonly Statement[]): readonly Promise<Answer>[];
  /** Whether a COMMIT succeeded although its wait for a synchronous standby was cancelled. */
  unreplicated(): boolean;
  /** Returns the connection to the pool; with an error it is closed instead. */
  release(error?: Error): void;
  /** Closes the connection at once: statements in flight fail. PostgreSQL rolls back what is not committed. */
  close(): void;
}

export interface Pool {
  connect(): Promise<Client>;
  /** Runs one statement without a transaction. */
  query(statement: Statement): Promise<Answer>;
  end(): Promise<void>;
  /** The arguments it was opened with, for a worker process that needs its own pool. */
  readonly opened: { readonly connection: Connection; readonly role?: string };
  stats(): { total: number; idle: number; waiting: number };
}

/** Less than REQUEST_MAX_SECONDS: a request whose statement takes too long is answered with an error of PostgreSQL. */
const STATEMENT_TIMEOUT_MS = 25_000;
/** Of jobs and imports: one statement may treat millions of rows. */
export const BACKGROUND_STATEMENT_TIMEOUT_MS = 3_600_000;
/** How much longer than PostgreSQL the client waits before it gives up a connection that has gone silent. */
const SILENCE_MARGIN_MS = 2_000;
const KEEP_ALIVE_AFTER_MS = 10_000;
const CONNECT_TIMEOUT_MS = 10_000;

// JIT compilation takes seconds for plans whose cost PostgreSQL overestimates (functions that avoid sequential scans).
const NO_JIT = '-c jit=off';

function configOf(connection: Connection, options: PoolOptions): pg.PoolConfig {
  const statementTimeoutMs = options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS;
  const settings = [
    `-c TimeZone=UTC`,
    `-c client_encoding=UTF8`,
    NO_JIT,
    `-c lock_timeout=10000`,
    `-c idle_in_transaction_session_timeout=60000`,
    `-c statement_timeout=${statementTimeoutMs}`,
    ...(options.role ? [`-c role=${options.role}`] : []),
  ].join(' ');
  return {
    ...(typeof connection === 'string' ? { connectionString: connection } : connection),
    max: options.max,
    types,
    options: settings,
    application_name: options.applicationName ?? 'zhidai',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    ...(statementTimeoutMs === 0 ? {} : { query_timeout: statementTimeoutMs + SILENCE_MARGIN_MS }),
  };
}

/** A client whose socket can be corked, so that several statements leave in one packet. */
class PipelinedClient extends pg.Client {
  readonly socket: Socket;
  unreplicated = false;

  constructor(config: pg.ClientConfig = {}) {
    const socket = new Socket();
    // The pool defines `password` as not enumerable, so the spread does not copy it.
    super({ ...config, password: config.password, pipeline: true, stream: () => socket });
    this.socket = socket;
    // A warning whose SQLSTATE is that of any warning, and whose text is translated.
    this.on('notice', ({ routine }) => (this.unreplicated ||= routine === 'SyncRepWaitForLSN'));
  }
}

/**
 * A pool whose clients have an error listener from the start. A connection may be lost at any time, even between its
 * first answer and the moment it is handed out; an unhandled 'error' event would end the process.
 */
function openPool(
  config: pg.PoolConfig,
  Base: new (config?: pg.ClientConfig) => pg.Client,
  onError: (error: Error) => void,
): pg.Pool {
  class ListeningClient extends Base {
    constructor(clientConfig?: pg.ClientConfig) {
      super(clientConfig);
      this.on('error', onError);
    }
  }
  return new pg.Pool({ ...config, Client: ListeningClient }).on('error', () => undefined);
}

export function createPool(connection: Connection, options: PoolOptions): Pool {
  const pool = openPool(configOf(connection, options), PipelinedClient, (error) => options.onError?.(error));
  // The extended protocol takes one statement at a time: a second one, after a semicolon, is an error.
  const query = (
    client: Pick<pg.ClientBase, 'query'>,
    { values, simple, ...statement }: Statement,
  ): Promise<Answer> => {
    const config = { ...statement, values: values as unknown[], ...(simple ? {} : { queryMode: 'extended' }) };
    return client.query(config);
  };
  return {
    async connect() {
      const client = (await pool.connect()) as pg.PoolClient & PipelinedClient;
      return {
        send(statements) {
          client.socket.cork();
          try {
            return statements.map((statement) => query(client, statement));
          } finally {
            client.socket.uncork();
          }
        },
        unreplicated: () => client.unreplicated,
        close: () => void client.socket.destroy(),
        release(error) {
          // Closing in good order would wait for a silent server.
          if (error) client.socket.destroy();
          client.release(error);
        },
      };
    },
    query: (statement) => query(pool, statement),
    end: () => pool.end(),
    opened: { connection, ...(options.role === undefined ? {} : { role: options.role }) },
    stats: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
  };
}

/** A pool for a Kysely instance with its own driver: the owner's, for migrations. */
export function createKyselyPool(connection: Connection, options: PoolOptions): PostgresPool {
  return openPool(configOf(connection, options), pg.Client, (error) => options.onError?.(error));
}

/** A connection outside the pool, without a time limit for statements. */
export interface Dedicated {
  query(sql: string, values?: unknown[]): Promise<{ rows: any[] }>;
  /** The rows of a `copy … to stdout`. */
  copyOut(sql: string): Readable;
  /** Takes the rows of a `copy … from stdin`; `finish` follows when PostgreSQL has stored them. */
  copyIn(sql: string): Writable;
  end(): Promise<void>;
  onLost(f: () => void): void;
}

/** Opens a connection for work outside transactions: the owner's lock on a data folder, backups, CREATE DATABASE in tests. */
export async function connect(connection: Connection): Promise<Dedicated> {
  const client = new pg.Client({
    ...(typeof connection === 'string' ? { connectionString: connection } : connection),
    options: NO_JIT,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
  });
  const lost: (() => void)[] = [];
  client.on('error', () => lost.forEach((f) => f()));
  client.on('end', () => lost.forEach((f) => f()));
  await client.connect();
  return {
    query: (sql, values) => client.query(sql, values as unknown[]),
    copyOut: (sql) => client.query(copyTo(sql)),
    copyIn: (sql) => client.query(copyFrom(sql)),
    end: async () => {
      lost.length = 0;
      await client.end();
    },
    onLost: (f) => void lost.push(f),
  };
}
