import pg from 'pg';
import type { PostgresPool } from 'kysely';
import { ALONGSIDE, LAST } from './together.ts';

/** How to reach a database: a URL, or its parts (the embedded server). */
export type Connection = string | { host: string; port: number; database: string; user: string; password: string };

export interface PoolOptions {
  readonly max: number;
  /** The role each connection takes on at once; absent for the owner, who migrates. */
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
const parsers: Record<number, (value: string) => unknown> = { [OID.int8]: BigInt, [OID.date]: (value) => value, [OID.timestamptz]: rfc3339 };
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers[oid]) || (pg.types.getTypeParser(oid, format as 'text') as never),
};

/**
 * Statements that are sent over and over and whose best plan does not hang on their values are prepared by name. Reads
 * with filters are not: a plan made for one bank would be used for all.
 */
const PREPARED = /^(insert|update|select o\.\*|\/\*)/;
const MAX_PREPARED = 200;
const names = new Map<string, string>();

function statementName(text: string): string | undefined {
  let name = names.get(text);
  if (name === undefined && names.size < MAX_PREPARED && text.length < 4000 && PREPARED.test(text)) {
    name = `z${names.size}`;
    names.set(text, name);
  }
  return name;
}

const NO_ROWS = { command: '', rowCount: 0, rows: [] };

/**
 * One client as Kysely takes it, refusing a second statement before the first has answered. BEGIN alone is not waited
 * for: it travels with the statement after it, which fails if BEGIN did. ROLLBACK is never refused (it follows whatever
 * is on its way); nothing is taken while it runs, nor once the client is given back.
 */
function guarded(client: pg.PoolClient): any {
  let busy = false;
  let [over, released] = [false, false];
  let begun: Promise<unknown> | null = null;
  let committed: Promise<unknown> | null = null;
  return {
    async query(text: string, values?: readonly unknown[]): Promise<unknown> {
      const alongside = text.startsWith(ALONGSIDE);
      if (committed !== null) {
        const [ended] = [committed, committed = null];
        if (text === 'commit') return ended;
        await ended.catch(() => undefined);
        if (text === 'rollback') return NO_ROWS;
        throw new Error('a statement after the last one of its transaction');
      }
      if (text === 'rollback') {
        over = true;
        try {
          return await client.query(text);
        } finally {
          over = released;
        }
      }
      if (busy && !alongside) throw new Error('two statements at once in one transaction: await the first before sending the second');
      if (over) throw new Error('a statement after the end of its transaction');
      if (text === 'begin') {
        begun = client.query('begin');
        begun.catch(() => undefined);
        return NO_ROWS;
      }
      if (!alongside) busy = true;
      try {
        const name = statementName(text);
        const answer = client.query(name === undefined ? { text, values: values as unknown[] } : { name, text, values: values as unknown[] });
        if (text.startsWith(LAST)) {
          committed = client.query('commit');
          committed.catch(() => undefined);
        }
        if (begun !== null) {
          const opening = begun;
          begun = null;
          answer.catch(() => undefined);
          await opening;
        }
        const { command } = await answer;
        // Of a transaction in which a statement has failed COMMIT says so, and no error.
        if (text === 'commit' && command !== 'COMMIT') throw new Error('nothing was committed: a statement before it had failed');
        return await answer;
      } finally {
        if (!alongside) busy = false;
      }
    },
    release(error?: Error | boolean): void {
      [over, released] = [true, true];
      client.release(error);
    },
  };
}

export interface Pool extends PostgresPool {
  /** A connection outside the pool's rules, for locks that live as long as the process. */
  dedicated(): Promise<{ query(sql: string, values?: unknown[]): Promise<{ rows: any[] }>; end(): Promise<void>; onLost(f: () => void): void }>;
  stats(): { total: number; idle: number; waiting: number };
}

export function createPool(connection: Connection, options: PoolOptions): Pool {
  const settings = [`-c TimeZone=UTC`, `-c client_encoding=UTF8`, `-c lock_timeout=10000`, `-c idle_in_transaction_session_timeout=60000`,
    `-c statement_timeout=${options.statementTimeoutMs ?? 120_000}`, ...(options.role ? [`-c role=${options.role}`] : [])].join(' ');
  const config: pg.PoolConfig & { pipeline: boolean } = {
    ...(typeof connection === 'string' ? { connectionString: connection } : connection),
    max: options.max, types, options: settings, application_name: options.applicationName ?? 'zhidai', connectionTimeoutMillis: 10_000, idleTimeoutMillis: 60_000, pipeline: true,
  };
  const pool = new pg.Pool(config);
  pool.on('error', (error) => options.onError?.(error));
  return {
    options: {} as never,
    connect: async () => guarded(await pool.connect()),
    end: () => pool.end(),
    dedicated: () => connect(connection),
    stats: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
  } as Pool;
}

/** One plain connection, for what lives outside transactions: the owner's lock on a data folder, CREATE DATABASE in tests. */
export async function connect(connection: Connection): Promise<{ query(sql: string, values?: unknown[]): Promise<{ rows: any[] }>; end(): Promise<void>; onLost(f: () => void): void }> {
  const client = new pg.Client(typeof connection === 'string' ? { connectionString: connection } : { ...connection });
  const lost: (() => void)[] = [];
  client.on('error', () => lost.forEach((f) => f()));
  client.on('end', () => lost.forEach((f) => f()));
  await client.connect();
  return {
    query: (sql, values) => client.query(sql, values as unknown[]),
    end: async () => { lost.length = 0; await client.end(); },
    onLost: (f) => void lost.push(f),
  };
}
