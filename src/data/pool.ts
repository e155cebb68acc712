import { Socket } from 'node:net';
import type { PostgresPool } from 'kysely';
import pg from 'pg';
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
  /** Returns the connection to the pool; with an error it is closed instead. */
  release(error?: Error): void;
}

export interface Pool {
  connect(): Promise<Client>;
  /** Runs one statement without a transaction. */
  query(statement: Statement): Promise<Answer>;
  end(): Promise<void>;
  /** A connection outside the pool, for locks that last as long as the process. */
  dedicated(): Promise<{
    query(sql: string, values?: unknown[]): Promise<{ rows: any[] }>;
    end(): Promise<void>;
    onLost(f: () => void): void;
  }>;
  /** The arguments it was opened with, for a worker thread that needs its own pool. */
  readonly opened: { readonly connection: Connection; readonly role?: string };
  stats(): { total: number; idle: number; waiting: number };
}

// JIT compilation takes seconds for plans whose cost PostgreSQL overestimates (functions that avoid sequential scans).
const NO_JIT = '-c jit=off';

function configOf(connection: Connection, options: PoolOptions): pg.PoolConfig {
  const settings = [
    `-c TimeZone=UTC`,
    `-c client_encoding=UTF8`,
    NO_JIT,
    `-c lock_timeout=10000`,
    `-c idle_in_transaction_session_timeout=60000`,
    `-c statement_timeout=${options.statementTimeoutMs ?? 120_000}`,
    ...(options.role ? [`-c role=${options.role}`] : []),
  ].join(' ');
  return {
    ...(typeof connection === 'string' ? { connectionString: connection } : connection),
    max: options.max,
    types,
    options: settings,
    application_name: options.applicationName ?? 'zhidai',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
  };
}

/** A client whose socket can be corked, so that several statements leave in one packet. */
class PipelinedClient extends pg.Client {
  readonly socket: Socket;

  constructor(config: pg.ClientConfig = {}) {
    const socket = new Socket();
    // The pool defines `password` as not enumerable, so the spread does not copy it.
    super({ ...config, password: config.password, pipeline: true, stream: () => socket });
    this.socket = socket;
  }
}

function openPool(config: pg.PoolConfig, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on('error', onError);
  // A connection may be lost at any time, even while it is handed out; an unhandled 'error' event would end the process.
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}

export function createPool(connection: Connection, options: PoolOptions): Pool {
  const config = { ...configOf(connection, options), Client: PipelinedClient };
  const pool = openPool(config, (error) => options.onError?.(error));
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
        release: (error) => client.release(error),
      };
    },
    query: (statement) => query(pool, statement),
    end: () => pool.end(),
    dedicated: () => connect(connection),
    opened: { connection, ...(options.role === undefined ? {} : { role: options.role }) },
    stats: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
  };
}

/** A pool for a Kysely instance with its own driver: the owner's, for migrations. */
export function createKyselyPool(connection: Connection, options: PoolOptions): PostgresPool {
  return openPool(configOf(connection, options), (error) => options.onError?.(error));
}

/** Opens one connection for work outside transactions: the owner's lock on a data folder, CREATE DATABASE in tests. */
export async function connect(connection: Connection): Promise<{
  query(sql: string, values?: unknown[]): Promise<{ rows: any[] }>;
  end(): Promise<void>;
  onLost(f: () => void): void;
}> {
  const client = new pg.Client({
    ...(typeof connection === 'string' ? { connectionString: connection } : connection),
    options: NO_JIT,
  });
  const lost: (() => void)[] = [];
  client.on('error', () => lost.forEach((f) => f()));
  client.on('end', () => lost.forEach((f) => f()));
  await client.connect();
  return {
    query: (sql, values) => client.query(sql, values as unknown[]),
    end: async () => {
      lost.length = 0;
      await client.end();
    },
    onLost: (f) => void lost.push(f),
  };
}
