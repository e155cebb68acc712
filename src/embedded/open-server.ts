/**
 * Connects to the server of a data folder, and starts it if none is running. It must be safe when several processes
 * start at once and after crashes of any of them.
 */
import { stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Binaries } from './binaries.ts';
import { EmbeddedDatabaseError, codeOf, messageOf } from './errors.ts';
import { discardStaleFile, readPostmasterFile, type PostmasterFile } from './postmaster-file.ts';
import type { ProcessUser } from './process-user.ts';
import { launchServer, sleep, type LaunchedServer } from './server-process.ts';
import { serverArguments, type ListenAddress } from './settings.ts';
import { makeSocketFolder, removeSocketFolder, socketPort } from './socket-folder.ts';
import type { Connect, Connection, ConnectionParts, Report } from './types.ts';

/** What is needed to start the server of a data folder and to connect to it. */
export interface ServerSetup {
  dataDir: string;
  /** PGDATA */
  cluster: string;
  binaries: Binaries;
  user: ProcessUser;
  /** The bootstrap superuser's password. */
  password: string;
  settings: Readonly<Record<string, string>>;
  /** Where the server listened before, if it is started again. */
  address?: ListenAddress;
  connect: Connect;
  report: Report;
  onTakenOver: () => void;
}

export interface OpenedServer {
  superuser: ConnectionParts;
  connection: Connection;
  /** True if this call started the server. */
  launched: boolean;
}

const answerTimeoutMs = 60_000;
/** Crash recovery can take long and must not be interrupted. */
const recoveryTimeoutMs = 600_000;
const connectTimeoutMs = 10_000;
const reportAfterMs = 5_000;
const pollMs = 25;

/**
 * Connects to the running server of this folder, or starts one. Whether a postmaster.pid is stale is left to PostgreSQL,
 * which starts or refuses.
 * @throws EmbeddedDatabaseError with the last lines of the server's log, if no server starts or answers
 */
export async function openServer(setup: ServerSetup): Promise<OpenedServer> {
  const startedAt = Date.now();
  let child: LaunchedServer | undefined;
  let host = '';
  let launched = false;
  let reported = false;
  for (;;) {
    const found = await readPostmasterFile(setup.cluster);
    const answer = await findServer(setup, found);
    if (typeof answer === 'object') return { ...answer, launched };
    const exitReason = child?.exitReason();
    if (child !== undefined && exitReason !== undefined) {
      await handleFailedLaunch(setup, child, exitReason, found).catch(async (error: unknown) => {
        await removeSocketFolder(host);
        throw error;
      });
      child = undefined;
      launched = false;
    } else if (child === undefined && answer === 'silent') {
      const address = await chooseAddress(setup);
      host = address.host;
      child = await launchServer(
        setup.dataDir,
        setup.cluster,
        setup.binaries,
        setup.user,
        serverArguments(setup.cluster, address, setup.settings),
      );
      launched = true;
    }
    const waitedMs = Date.now() - startedAt;
    if (!reported && waitedMs > reportAfterMs) {
      reported = true;
      setup.report(
        'The embedded database is not ready yet (after a crash it recovers first); waiting … / 内置数据库尚未就绪（崩溃后会先恢复），请稍候……',
      );
    }
    if (waitedMs > recoveryTimeoutMs || (answer === 'silent' && waitedMs > answerTimeoutMs)) {
      child?.interrupt();
      throw noAnswer(setup, (await child?.output()) ?? '', found);
    }
    await sleep(pollMs);
  }
}

/** What answers at the address in postmaster.pid. In a copied data folder, that is the server of the original: not ours. */
async function findServer(
  setup: ServerSetup,
  found: PostmasterFile | undefined,
): Promise<Omit<OpenedServer, 'launched'> | 'busy' | 'silent'> {
  if (found?.address === undefined) return 'silent';
  const reached = await tryConnect(setup, found.address);
  if (reached !== 'foreign') return reached;
  if (!(await discardStaleFile(setup.cluster, found))) throw noAnswer(setup, '', found);
  return 'silent';
}

/**
 * The address for a new server: a socket in a private folder; on Windows, a free port on 127.0.0.1. A server that is
 * started again gets the address that it had: the pools know no other.
 */
async function chooseAddress(setup: ServerSetup): Promise<ListenAddress> {
  if (process.platform !== 'win32')
    return { host: await makeSocketFolder(setup.cluster, setup.user), port: socketPort };
  if (setup.address !== undefined) return setup.address;
  const port = await new Promise<number>((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
  return { host: '127.0.0.1', port };
}

/** A session; 'busy' if a server runs but accepts no session now; 'silent' if none answers; 'foreign' for another folder's. */
async function tryConnect(
  setup: ServerSetup,
  address: ListenAddress,
): Promise<Omit<OpenedServer, 'launched'> | 'busy' | 'silent' | 'foreign'> {
  const superuser = { ...address, database: 'postgres', user: 'postgres', password: setup.password };
  try {
    const connection = await connectInTime(setup.connect(superuser));
    if (connection === undefined) return 'silent';
    connection.onLost(() => undefined); // the next statement fails and is handled
    if (!(await isOfFolder(connection, setup.cluster))) {
      await connection.end();
      return 'foreign';
    }
    return { superuser, connection };
  } catch (error) {
    const code = codeOf(error);
    if (code.startsWith('28')) throw wrongSecret(setup, error);
    // Neither an SQLSTATE nor a system error nor a broken session: a programming error.
    if (code === '' && !/terminated|timeout|closed/i.test(messageOf(error))) throw error;
    // 57P..: starting, stopping or recovering; 53300: too many connections.
    return code.startsWith('57P') || code === '53300' ? 'busy' : 'silent';
  }
}

/** Whether the connected server has this folder, by whatever path. */
async function isOfFolder(connection: Connection, cluster: string): Promise<boolean> {
  const { rows } = await connection.query(`select current_setting('data_directory') as folder`);
  const [theirs, ours] = await Promise.all([(rows[0] as { folder: string }).folder, cluster].map(identityOf));
  return theirs === ours;
}

const identityOf = (folder: string): Promise<string> =>
  stat(folder, { bigint: true }).then(
    ({ dev, ino }) => `${dev}:${ino}`,
    () => folder,
  );

/** The session, or undefined after the timeout (the server hangs); a session that opens later is closed. */
async function connectInTime(opening: Promise<Connection>): Promise<Connection | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, connectTimeoutMs, undefined)));
  const connection = await Promise.race([opening, late]).finally(() => clearTimeout(timer));
  if (connection === undefined) void opening.then((session) => session.end()).catch(() => undefined);
  return connection;
}

/**
 * Handles the end of a server that this process has started. Returns if a retry can succeed.
 * @throws EmbeddedDatabaseError if the server could not start
 */
async function handleFailedLaunch(
  setup: ServerSetup,
  child: LaunchedServer,
  exitReason: string,
  found: PostmasterFile | undefined,
): Promise<void> {
  const output = await child.output();
  const folderInUse = /lock file ".*" already exists|pre-existing shared memory block/.test(output);
  // It was running and another process has stopped it.
  if (!folderInUse && exitReason === 'exit 0') return;
  // A previous server has just stopped, and its socket folder was removed.
  if (/could not create lock file ".*\.s\.PGSQL.*No such file/.test(output)) return;
  if (!folderInUse) throw couldNotStart(setup, output || exitReason);
  if (found !== undefined && (await discardStaleFile(setup.cluster, found))) return;
  await sleep(200);
}

function couldNotStart(setup: ServerSetup, output: string): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    `The embedded database in ${setup.cluster} could not start:\n${lastLines(output)}\nMore may be in ${path.join(setup.cluster, 'log')}. Fix the cause, or restore a backup, or set DATABASE_URL.`,
    `${setup.cluster} 中的内置数据库无法启动（原因见上，更多信息见 ${path.join(setup.cluster, 'log')}）。请排除故障，或恢复备份，或设置 DATABASE_URL。`,
  );
}

function noAnswer(setup: ServerSetup, output: string, found: PostmasterFile | undefined): EmbeddedDatabaseError {
  const holder = found === undefined ? '' : ` (process ${found.pid})`;
  return new EmbeddedDatabaseError(
    `The embedded database in ${setup.cluster}${holder} does not answer. Last lines of its log:\n${lastLines(output)}\nEnd that process with kill -INT if it still runs and start again, or set DATABASE_URL.`,
    `${setup.cluster} 中的内置数据库${holder}没有应答（日志末尾见上）。若该进程仍在运行，请用 kill -INT 结束后重新启动，或设置 DATABASE_URL。`,
  );
}

function wrongSecret(setup: ServerSetup, error: unknown): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    `The embedded database refuses the password derived from ${path.join(setup.dataDir, 'database-secret')} (${messageOf(error)}): restore the file that belongs to this data folder.`,
    `内置数据库拒绝了由 ${path.join(setup.dataDir, 'database-secret')} 得出的密码（${messageOf(error)}）：请恢复属于该数据目录的这个文件。`,
    error,
  );
}

function lastLines(text: string): string {
  return text.split('\n').slice(-10).join('\n') || '(empty)';
}
