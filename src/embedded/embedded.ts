/**
 * The embedded PostgreSQL server of a data folder: starts it, or connects to the one that still runs there, and stops it.
 *
 * At most one process owns the server (the registry); any number of others may attach to it (commands such as backups).
 * Advisory locks on the server say who does (owner-lock.ts). A lock is taken before the server is used and held until it
 * has stopped; every path below must end with the session closed.
 */
import path from 'node:path';
import { findBinaries } from './binaries.ts';
import { clusterExists, createCluster, makeDataDir, removeAbandonedInitFolders } from './cluster.ts';
import { EmbeddedDatabaseError, codeOf, messageOf } from './errors.ts';
import { openServer, type OpenedServer, type ServerSetup } from './open-server.ts';
import {
  maintainOwnerLock,
  ownerProcess,
  takeUserLock,
  tryExcludeEveryone,
  tryExcludeUsers,
  tryTakeOwnerLock,
  isConnectionLoss,
} from './owner-lock.ts';
import { commandLine, runningCommand } from './postmaster-file.ts';
import { chooseProcessUser } from './process-user.ts';
import { appRole, database, ensureRolesAndDatabase, ownerRole } from './roles.ts';
import { databaseSecret, passwordOf } from './secret.ts';
import { stopServer } from './server-process.ts';
import { serverArguments } from './settings.ts';
import { removeSocketFolder } from './socket-folder.ts';
import type { Connect, Connection, ConnectionParts, Report } from './types.ts';

export { EmbeddedDatabaseError } from './errors.ts';
export type { Connect, Connection, ConnectionParts } from './types.ts';

export interface EmbeddedServer {
  /** The bootstrap superuser, in the database `postgres`. */
  superuser: ConnectionParts;
  /** The role that owns the database `zhidai` and may create roles; migrations run as it. */
  owner: ConnectionParts;
  /** The application's role; it owns nothing and inherits nothing. */
  app: ConnectionParts;
  /** True if the server was already running: one that survived its process, or that of another process. */
  adopted: boolean;
  /** True if this call created the database. */
  firstStart: boolean;
  /** Stops the server if this process owns it, or started it and is its last user. A second call waits for the first. */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** `<dataDir>/postgres` holds the database, `<dataDir>/database-secret` the secret from which its passwords are derived. */
  dataDir: string;
  /**
   * `own`: own the server until `stop`; fails if another process owns it.
   * `attach`: use the server of any owner. If none runs, start one; `stop` stops it unless another process uses it by then.
   */
  mode: 'own' | 'attach';
  connect: Connect;
  /** Server settings that override those of `settings.ts`. */
  settings?: Record<string, string>;
  report?: Report;
  /** Called when another process has taken over a server that this one owned. */
  onTakenOver?: () => void;
}

/**
 * Starts the embedded PostgreSQL server of a data folder, or connects to one that is still running there.
 * @throws EmbeddedDatabaseError with instructions in English and Chinese
 */
export async function startEmbedded(options: StartOptions): Promise<EmbeddedServer> {
  try {
    const { setup, secret, firstStart } = await prepareDataFolder(options);
    return await (options.mode === 'own'
      ? startAsOwner(setup, secret, firstStart)
      : attachAsUser(setup, secret, firstStart));
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'].includes(codeOf(error))) throw error;
    throw new EmbeddedDatabaseError(
      `The data folder ${options.dataDir} cannot be used (${messageOf(error)}). Fix that, or set DATA_DIR to a folder that this user may write, or set DATABASE_URL.`,
      `无法使用数据目录 ${options.dataDir}（${messageOf(error)}）。请排除该问题，或将 DATA_DIR 设为当前用户可写的目录，或设置 DATABASE_URL。`,
      error,
    );
  }
}

/** Creates what the data folder lacks (folder, secret, database cluster) and chooses the operating-system user of the server. */
async function prepareDataFolder(
  options: StartOptions,
): Promise<{ setup: ServerSetup; secret: string; firstStart: boolean }> {
  const { connect, settings = {}, report = () => undefined } = options;
  const binaries = await findBinaries();
  const dataDir = await makeDataDir(options.dataDir);
  const cluster = path.join(dataDir, 'postgres');
  await removeAbandonedInitFolders(dataDir);
  const exists = await clusterExists(cluster);
  let user = await chooseProcessUser(binaries.postgres, exists ? cluster : dataDir, exists);
  const secret = await databaseSecret(dataDir);
  const password = passwordOf(secret, 'postgres');
  let firstStart = false;
  if (!exists) {
    report('Creating the embedded database (first start) … / 首次启动，正在创建内置数据库……');
    firstStart = await createCluster({
      dataDir,
      cluster,
      binaries,
      user,
      password,
      durable: settings['fsync'] !== 'off',
    });
    // A concurrent start may have created it as another user.
    if (!firstStart) user = await chooseProcessUser(binaries.postgres, cluster, true);
  }
  const onTakenOver = options.onTakenOver ?? (() => undefined);
  return {
    setup: { dataDir, cluster, binaries, user, password, settings, connect, report, onTakenOver },
    secret,
    firstStart,
  };
}

async function startAsOwner(setup: ServerSetup, secret: string, firstStart: boolean): Promise<EmbeddedServer> {
  const opened = await openAsOwner(setup);
  const { superuser, connection } = opened;
  try {
    await ensureRolesAndDatabase(connection, secret);
  } catch (error) {
    await stopServer(setup.cluster, setup.binaries);
    await end(connection);
    throw error;
  }
  if (!opened.launched)
    setup.report('Adopted the embedded database, which was still running. / 已接管仍在运行的内置数据库。');
  const reopen = () => openServer({ ...setup, address: { host: superuser.host, port: superuser.port } });
  const lock = maintainOwnerLock(connection, reopen, setup.report, setup.onTakenOver);
  const stop = async () => {
    // postmaster.pid may name a process id that another program has by now: without a session nothing is stopped.
    const session = lock.session() ?? (await setup.connect(superuser).catch(() => undefined));
    lock.release();
    if (session === undefined) return;
    try {
      // The open session holds the owner's lock until the server has stopped: no other start can adopt it meanwhile.
      await stopAndCleanUp(setup, superuser);
    } finally {
      await end(session);
    }
  };
  return serverOf(superuser, secret, { adopted: !opened.launched, firstStart, stop: once(stop) });
}

/**
 * Connects to the server, starting it if necessary, and takes the owner's lock. A server that was already running with
 * other settings is restarted, unless attached processes use it.
 * @throws EmbeddedDatabaseError if another process owns the server
 */
async function openAsOwner(setup: ServerSetup): Promise<OpenedServer> {
  for (;;) {
    const opened = await openServer(setup);
    const { connection } = opened;
    try {
      if (!(await tryTakeOwnerLock(connection))) throw alreadyOwned(setup, await ownerProcess(connection));
      if (opened.launched || (await hasWantedSettings(setup, opened)) || !(await tryExcludeUsers(connection)))
        return opened;
      setup.report(
        'Restarting the embedded database with this version’s settings … / 正在以本版本的设置重新启动内置数据库……',
      );
      await stopServer(setup.cluster, setup.binaries);
      await end(connection);
    } catch (error) {
      await end(connection);
      if (error instanceof EmbeddedDatabaseError || !isConnectionLoss(error)) throw error;
      // The connection was lost because an attached process was just stopping the server: start again.
    }
  }
}

/** Whether a running server was started with the command line that this version uses. (Windows: not checked.) */
async function hasWantedSettings(setup: ServerSetup, opened: OpenedServer): Promise<boolean> {
  const wanted = commandLine(setup.binaries.postgres, serverArguments(setup.cluster, opened.superuser, setup.settings));
  return process.platform === 'win32' || (await runningCommand(setup.cluster)) === wanted;
}

/** Uses the server of any owner. If this call started it, `stop` stops it, unless another process uses it by then. */
async function attachAsUser(setup: ServerSetup, secret: string, firstStart: boolean): Promise<EmbeddedServer> {
  const { superuser, connection, launched } = await openAsUser(setup, secret);
  const stop = async () => {
    try {
      if (launched && (await tryExcludeEveryone(connection))) await stopAndCleanUp(setup, superuser);
    } catch (error) {
      if (!isConnectionLoss(error)) throw error; // otherwise its owner has stopped the server already
    } finally {
      await end(connection);
    }
  };
  return serverOf(superuser, secret, { adopted: !launched, firstStart, stop: once(stop) });
}

/** Connects to the server, starting it if necessary, and registers this process as one that uses it. */
async function openAsUser(setup: ServerSetup, secret: string): Promise<OpenedServer> {
  for (;;) {
    const opened = await openServer(setup);
    try {
      await takeUserLock(opened.connection);
      await ensureRolesAndDatabase(opened.connection, secret);
      return opened;
    } catch (error) {
      await end(opened.connection);
      if (!isConnectionLoss(error)) throw error; // otherwise its owner is just stopping the server: start again
    }
  }
}

async function stopAndCleanUp(setup: ServerSetup, superuser: ConnectionParts): Promise<void> {
  await stopServer(setup.cluster, setup.binaries);
  await removeSocketFolder(superuser.host);
}

/** Adds the connections of the three roles; all passwords are derived from the secret. */
function serverOf(
  superuser: ConnectionParts,
  secret: string,
  rest: Pick<EmbeddedServer, 'adopted' | 'firstStart' | 'stop'>,
): EmbeddedServer {
  const as = (user: string): ConnectionParts => ({ ...superuser, database, user, password: passwordOf(secret, user) });
  return { superuser, owner: as(ownerRole), app: as(appRole), ...rest };
}

/** @param pid process id of the owner, or an empty string */
function alreadyOwned(setup: ServerSetup, pid: string): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    `Another process${pid && ` (${pid})`} is using the data folder ${setup.dataDir}. Stop it first, or choose another DATA_DIR; several processes can share one database through DATABASE_URL.`,
    `另一个进程${pid && `（${pid}）`}正在使用数据目录 ${setup.dataDir}。请先停止它，或选择其他 DATA_DIR；多个进程可以通过 DATABASE_URL 共用一个数据库。`,
  );
}

/** Closes a session; it may be broken already. */
async function end(connection: Connection): Promise<void> {
  await connection.end().catch(() => undefined);
}

/** Makes a function that runs `work` at its first call; later calls get the same promise. */
function once(work: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined;
  return () => (result ??= work());
}
