import { codeOf } from './errors.ts';
import { sleep } from './server-process.ts';
import type { Connect, Connection, ConnectionParts, Report } from './types.ts';

/**
 * Who owns and who uses the server, as advisory locks of sessions in the database `postgres`: they end with the process, however it ends.
 * The owner holds the first exclusively for its whole life; whoever attaches shares the second.
 */
const key = 0x7a686964;
const ownerLock = `${key}, 1`;
const userLock = `${key}, 2`;

/** Becomes the owner, unless there is one. Waits a moment for one that has just been killed. */
export async function tryOwn(connection: Connection): Promise<boolean> {
  await connection.query(`set application_name = 'zhidai owner ${process.pid}'`);
  for (let tries = 0; tries < 20; tries += 1) {
    if (await tryLock(connection, ownerLock)) return true;
    await sleep(50);
  }
  return false;
}

/** The process number of the present owner, as text, or an empty string. */
export async function ownerProcess(connection: Connection): Promise<string> {
  const { rows } = await connection.query(
    `select substring(a.application_name from '\\d+$') as pid from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.granted and l.classid = ${key} and l.objid = 1 limit 1`,
  );
  return String((rows[0] as { pid?: string } | undefined)?.pid ?? '');
}

/** Marks this session as using the server without owning it. */
export async function shareUse(connection: Connection): Promise<void> {
  await connection.query(`select pg_advisory_lock_shared(${userLock})`);
}

/** True if nobody has attached; then nobody can until this session ends. */
export async function tryBeOnlyUser(connection: Connection): Promise<boolean> {
  return tryLock(connection, userLock);
}

/** True if nobody else owns or uses the server; then nobody can until this session ends. */
export async function tryBeAlone(connection: Connection): Promise<boolean> {
  await connection.query(`select pg_advisory_unlock_shared(${userLock})`);
  return (await tryLock(connection, userLock)) && (await tryLock(connection, ownerLock));
}

async function tryLock(connection: Connection, lock: string): Promise<boolean> {
  const { rows } = await connection.query(`select pg_try_advisory_lock(${lock}) as got`);
  return (rows[0] as { got: boolean }).got;
}

/** The session that holds the owner's lock, kept up: a server that has recovered from a crash of its own has forgotten the lock. */
export interface HeldLock {
  /** The session if it lives. */
  session(): Connection | undefined;
  /** The server is about to be stopped: its loss is no news from here on. */
  letGo(): void;
}

export function keepOwning(first: Connection, superuser: ConnectionParts, connect: Connect, report: Report): HeldLock {
  let session: Connection | undefined;
  let released = false;
  const watch = (connection: Connection) => {
    session = connection;
    connection.onLost(() => {
      if (session !== connection) return;
      session = undefined;
      if (!released) void regain();
    });
  };
  const regain = async () => {
    for (let tries = 0; tries < 120 && !released; tries += 1) {
      await sleep(tries < 10 ? 50 : 500);
      const connection = await connect(superuser).catch(() => undefined);
      if (connection === undefined) continue;
      if (!released && (await tryOwn(connection).catch(() => false))) return watch(connection);
      await connection.end().catch(() => undefined);
    }
    if (!released) {
      report(
        'The embedded database is gone, or another process has taken it over: stop this process and start again. / 内置数据库已停止或被其他进程接管：请停止本进程后重新启动。',
      );
    }
  };
  watch(first);
  return {
    session: () => session,
    letGo: () => {
      released = true;
    },
  };
}

/** Did the statement fail because the session or its server went away? */
export function wasLost(error: unknown): boolean {
  const code = codeOf(error);
  return (
    code.startsWith('57P') ||
    code.startsWith('08') ||
    ['ECONNRESET', 'EPIPE'].includes(code) ||
    /terminated|not queryable|closed/i.test(String(error))
  );
}
