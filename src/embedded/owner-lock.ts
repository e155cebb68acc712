/**
 * Locks that say which process owns the embedded server and which ones use it. Their numbers must stay the same in all
 * versions: two versions may meet at one data folder during an upgrade.
 */
import { codeOf, messageOf } from './errors.ts';
import { sleep } from './server-process.ts';
import type { Connection, Report } from './types.ts';

/**
 * Session-level advisory locks in the database `postgres`, which end with the process. The owner of the server holds
 * `ownerLock` exclusively; attached processes share `userLock`.
 */
const key = 0x7a686964;
const ownerLock = `${key}, 1`;
const userLock = `${key}, 2`;

/** Takes the owner's lock. @returns false if another process still holds it after one second (a killed one releases it sooner) */
export async function tryTakeOwnerLock(connection: Connection): Promise<boolean> {
  await connection.query(`set application_name = 'zhidai owner ${process.pid}'`);
  for (let tries = 0; tries < 20; tries += 1) {
    if (await tryLock(connection, ownerLock)) return true;
    await sleep(50);
  }
  return false;
}

/** The process id of the owner, or an empty string. */
export async function ownerProcess(connection: Connection): Promise<string> {
  const { rows } = await connection.query(
    `select substring(a.application_name from '\\d+$') as pid from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.granted and l.classid = ${key} and l.objid = 1 limit 1`,
  );
  return String((rows[0] as { pid?: string } | undefined)?.pid ?? '');
}

/** Marks this session as a user of the server that does not own it. */
export async function takeUserLock(connection: Connection): Promise<void> {
  await connection.query(`select pg_advisory_lock_shared(${userLock})`);
}

/** True if no process is attached; then none can attach until this session ends. */
export async function tryExcludeUsers(connection: Connection): Promise<boolean> {
  return tryLock(connection, userLock);
}

/** For an attached session: true if no other process owns or uses the server; then none can until this session ends. */
export async function tryExcludeEveryone(connection: Connection): Promise<boolean> {
  await connection.query(`select pg_advisory_unlock_shared(${userLock})`);
  return (await tryLock(connection, userLock)) && (await tryLock(connection, ownerLock));
}

async function tryLock(connection: Connection, lock: string): Promise<boolean> {
  const { rows } = await connection.query(`select pg_try_advisory_lock(${lock}) as got`);
  return (rows[0] as { got: boolean }).got;
}

export interface MaintainedLock {
  /** The session that holds the lock; undefined while it is lost. */
  session(): Connection | undefined;
  /** Ends the maintenance, before the server is stopped. */
  release(): void;
}

const refusedAfterMs = 60_000;
const retryMs = 2_000;

/**
 * Keeps the owner's lock: takes it again in a new session when the session is lost. A server that has restarted after a
 * crash of one of its processes is connected to, a dead one is started again, for as long as that takes (a full disk).
 *
 * @param reopen connects to the server, and starts it if none runs
 * @param onTakenOver called when another process owns the server
 */
export function maintainOwnerLock(
  first: Connection,
  reopen: () => Promise<{ connection: Connection; launched: boolean }>,
  report: Report,
  onTakenOver: () => void,
): MaintainedLock {
  let session: Connection | undefined;
  let released = false;
  const watch = (connection: Connection) => {
    session = connection;
    connection.onLost(() => {
      if (session !== connection) return;
      session = undefined;
      if (!released) void retake();
    });
  };
  const retake = async () => {
    let refusedSince: number | undefined;
    let reported = '';
    while (!released) {
      await sleep(50);
      const opened = await reopen().catch(async (error: unknown) => {
        if (messageOf(error) !== reported) report((reported = messageOf(error)));
        await sleep(retryMs);
      });
      if (opened === undefined) continue;
      const { connection, launched } = opened;
      if (!released && (await tryTakeOwnerLock(connection).catch(() => false))) {
        if (launched)
          report('The embedded database had ended and was started again. / 内置数据库曾意外终止，现已重新启动。');
        return watch(connection);
      }
      await connection.end().catch(() => undefined);
      // The server may need a while to notice that the lost session has ended.
      refusedSince ??= Date.now();
      if (Date.now() - refusedSince > refusedAfterMs && !released) return onTakenOver();
    }
  };
  watch(first);
  return {
    session: () => session,
    release: () => {
      released = true;
    },
  };
}

/** Whether a statement failed because its session or the server ended. */
export function isConnectionLoss(error: unknown): boolean {
  const code = codeOf(error);
  return (
    code.startsWith('57P') ||
    code.startsWith('08') ||
    ['ECONNRESET', 'EPIPE'].includes(code) ||
    /terminated|not queryable|closed/i.test(String(error))
  );
}
