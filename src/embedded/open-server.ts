import { createServer } from 'node:net';
import path from 'node:path';
import type { Binaries } from './binaries.ts';
import { EmbeddedDatabaseError, codeOf, textOf } from './errors.ts';
import { discardStaleFile, readPostmasterFile, type PostmasterFile } from './postmaster-file.ts';
import type { ProcessUser } from './process-user.ts';
import { launchServer, sleep, type Launched } from './server-process.ts';
import { serverArguments, type Listening } from './settings.ts';
import { makeSocketFolder, removeSocketFolder, socketPort } from './socket-folder.ts';
import type { Connect, Connection, ConnectionParts, Report } from './types.ts';

/** Everything that a start needs to know of its place. */
export interface Place {
  dataDir: string;
  /** PGDATA */
  cluster: string;
  binaries: Binaries;
  user: ProcessUser;
  /** The bootstrap superuser's password. */
  password: string;
  settings: Readonly<Record<string, string>>;
  connect: Connect;
  report: Report;
}

export interface OpenedServer {
  superuser: ConnectionParts;
  connection: Connection;
  /** True if this process has started it now. */
  launched: boolean;
}

const answerWithinMs = 60_000;
/** Replaying the log after a crash of the machine may take long, and must not be interrupted. */
const recoverWithinMs = 600_000;
const connectWithinMs = 10_000;
const tellAfterMs = 5_000;
const pollMs = 25;

/**
 * Connects to the running server of this folder, or starts one. Whether a postmaster.pid is stale, PostgreSQL judges, by starting or refusing.
 * @throws EmbeddedDatabaseError if no server answers, with the last lines of its log
 */
export async function openServer(place: Place): Promise<OpenedServer> {
  const begun = Date.now();
  let child: Launched | undefined;
  let host = '';
  let launched = false;
  let told = false;
  for (;;) {
    const found = await readPostmasterFile(place.cluster);
    const answer = found?.at === undefined ? 'silent' : await tryConnect(place, found.at);
    if (typeof answer === 'object') return { ...answer, launched };
    const ended = child?.ended();
    if (child !== undefined && ended !== undefined) {
      await judgeRefusal(place, child, ended, found).catch(async (error: unknown) => {
        await removeSocketFolder(host);
        throw error;
      });
      child = undefined;
      launched = false;
    } else if (child === undefined && answer === 'silent') {
      const at = await listening(place);
      host = at.host;
      child = await launchServer(
        place.dataDir,
        place.cluster,
        place.binaries,
        place.user,
        serverArguments(place.cluster, at, place.settings),
      );
      launched = true;
    }
    const waited = Date.now() - begun;
    if (!told && waited > tellAfterMs) {
      told = true;
      place.report(
        'The embedded database is not ready yet (after a crash it first recovers); waiting … / 内置数据库尚未就绪（崩溃后会先恢复），请稍候……',
      );
    }
    if (waited > recoverWithinMs || (answer === 'silent' && waited > answerWithinMs)) {
      child?.interrupt();
      throw noAnswer(place, (await child?.said()) ?? '', found);
    }
    await sleep(pollMs);
  }
}

/** Where a new server listens: a socket in a private folder, on Windows a port of this machine alone. */
async function listening(place: Place): Promise<Listening> {
  if (process.platform !== 'win32')
    return { host: await makeSocketFolder(place.cluster, place.user), port: socketPort };
  const port = await new Promise<number>((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
  return { host: '127.0.0.1', port };
}

/** A session; 'busy' if a server is there that takes none just now; 'silent' if nobody is. */
async function tryConnect(place: Place, at: Listening): Promise<Omit<OpenedServer, 'launched'> | 'busy' | 'silent'> {
  const superuser = { ...at, database: 'postgres', user: 'postgres', password: place.password };
  try {
    const connection = await inTime(place.connect(superuser));
    if (connection === undefined) return 'silent';
    connection.onLost(() => undefined); // the statement that comes next will tell
    return { superuser, connection };
  } catch (error) {
    const code = codeOf(error);
    if (code.startsWith('28')) throw wrongSecret(place, error);
    // Neither SQLSTATE nor system error nor a broken session: a defect, not a server's answer.
    if (code === '' && !/terminated|timeout|closed/i.test(textOf(error))) throw error;
    // 57P..: starting, stopping or recovering; 53300: no session left for now.
    return code.startsWith('57P') || code === '53300' ? 'busy' : 'silent';
  }
}

/** The session, or nothing when the server takes too long (it is frozen, say); a session that comes too late is closed. */
async function inTime(opening: Promise<Connection>): Promise<Connection | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, connectWithinMs, undefined)));
  const connection = await Promise.race([opening, late]).finally(() => clearTimeout(timer));
  if (connection === undefined) void opening.then((session) => session.end()).catch(() => undefined);
  return connection;
}

/** The server that we have started is gone: returns if another one has the folder, which is worth another look. */
async function judgeRefusal(
  place: Place,
  child: Launched,
  ended: string,
  found: PostmasterFile | undefined,
): Promise<void> {
  const said = await child.said();
  const taken = /lock file ".*" already exists|pre-existing shared memory block/.test(said);
  // One that has answered and was stopped by somebody else leaves no complaint.
  if (!taken && ended === 'exit 0') return;
  // The server that was here has just gone and taken its socket folder along.
  if (/could not create lock file ".*\.s\.PGSQL.*No such file/.test(said)) return;
  if (!taken) throw couldNotStart(place, said || ended);
  if (found !== undefined && (await discardStaleFile(place.cluster, found))) return;
  await sleep(200);
}

function couldNotStart(place: Place, said: string): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    `The embedded database in ${place.cluster} could not start:\n${lastLines(said)}\nMore may be in ${path.join(place.cluster, 'log')}. Cure the cause, or restore a backup, or set DATABASE_URL.`,
    `${place.cluster} 中的内置数据库无法启动（原因见上，更多信息见 ${path.join(place.cluster, 'log')}）。请排除故障，或恢复备份，或设置 DATABASE_URL。`,
  );
}

function noAnswer(place: Place, said: string, found: PostmasterFile | undefined): EmbeddedDatabaseError {
  const holder = found === undefined ? '' : ` (process ${found.pid})`;
  return new EmbeddedDatabaseError(
    `The embedded database in ${place.cluster}${holder} does not answer. Last lines of its log:\n${lastLines(said)}\nEnd that process with kill -INT if it still runs and start again, or set DATABASE_URL.`,
    `${place.cluster} 中的内置数据库${holder}没有应答（日志末尾见上）。若该进程仍在运行，请用 kill -INT 结束后重新启动，或设置 DATABASE_URL。`,
  );
}

function wrongSecret(place: Place, error: unknown): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    `The embedded database refuses the password that follows from ${path.join(place.dataDir, 'database-secret')} (${textOf(error)}): bring back the file that belongs to this data folder.`,
    `内置数据库拒绝了由 ${path.join(place.dataDir, 'database-secret')} 得出的密码（${textOf(error)}）：请恢复属于该数据目录的这个文件。`,
    error,
  );
}

function lastLines(text: string): string {
  return text.split('\n').slice(-10).join('\n') || '(empty)';
}
