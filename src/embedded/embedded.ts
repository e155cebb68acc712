import path from 'node:path';
import { findBinaries } from './binaries.ts';
import { clusterExists, createCluster, makeDataDir, removeHalfMade } from './cluster.ts';
import { EmbeddedDatabaseError, codeOf, textOf } from './errors.ts';
import { openServer, type OpenedServer, type Place } from './open-server.ts';
import { keepOwning, ownerProcess, shareUse, tryBeAlone, tryBeOnlyUser, tryOwn, wasLost } from './owner-lock.ts';
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
  /** The role that owns the database `zhidai` and may make roles; migrations run as it. */
  owner: ConnectionParts;
  /** The role that the application signs in as; it owns nothing and inherits nothing. */
  app: ConnectionParts;
  /** True if a running server was found and taken over, or attached to. */
  adopted: boolean;
  /** True if the database was made now. */
  firstStart: boolean;
  /** Stops the server cleanly if it is ours to stop; a second call waits for the first. */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** The database goes in `<dataDir>/postgres`, what its passwords follow from in `<dataDir>/database-secret`. */
  dataDir: string;
  /**
   * `own`: take the folder for this process's life, refuse if another process has it, stop the server at the end.
   * `attach`: use the server whoever owns it; if none runs, start one, and stop it again unless somebody needs it by then.
   */
  mode: 'own' | 'attach';
  connect: Connect;
  /** Settings of the server on top of the usual ones. */
  settings?: Record<string, string>;
  report?: Report;
}

/**
 * Starts the embedded PostgreSQL of a data folder, or takes over one that still runs there.
 * @throws EmbeddedDatabaseError with what to do next, in English and Chinese
 */
export async function startEmbedded(options: StartOptions): Promise<EmbeddedServer> {
  try {
    const { place, secret, firstStart } = await preparePlace(options);
    return await (options.mode === 'own' ? own(place, secret, firstStart) : attach(place, secret, firstStart));
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'].includes(codeOf(error))) throw error;
    throw new EmbeddedDatabaseError(
      `The data folder ${options.dataDir} cannot be used (${textOf(error)}). Cure that, or set DATA_DIR to a folder that this user may write, or set DATABASE_URL.`,
      `无法使用数据目录 ${options.dataDir}（${textOf(error)}）。请排除该问题，或将 DATA_DIR 设为当前用户可写的目录，或设置 DATABASE_URL。`,
      error,
    );
  }
}

async function preparePlace(options: StartOptions): Promise<{ place: Place; secret: string; firstStart: boolean }> {
  const { connect, settings = {}, report = () => undefined } = options;
  const binaries = await findBinaries();
  const dataDir = await makeDataDir(options.dataDir);
  const cluster = path.join(dataDir, 'postgres');
  await removeHalfMade(dataDir);
  const exists = await clusterExists(cluster);
  let user = await chooseProcessUser(binaries.postgres, exists ? cluster : dataDir, exists);
  const secret = await databaseSecret(dataDir);
  const password = passwordOf(secret, 'postgres');
  let firstStart = false;
  if (!exists) {
    report('Making the embedded database (first start) … / 首次启动，正在创建内置数据库……');
    firstStart = await createCluster({
      dataDir,
      cluster,
      binaries,
      user,
      password,
      durable: settings['fsync'] !== 'off',
    });
    // A start beside this one may have made it, as another user.
    if (!firstStart) user = await chooseProcessUser(binaries.postgres, cluster, true);
  }
  return { place: { dataDir, cluster, binaries, user, password, settings, connect, report }, secret, firstStart };
}

async function own(place: Place, secret: string, firstStart: boolean): Promise<EmbeddedServer> {
  const opened = await becomeOwner(place);
  const { superuser, connection } = opened;
  try {
    await ensureRolesAndDatabase(connection, secret);
  } catch (error) {
    await stopServer(place.cluster, place.binaries);
    await end(connection);
    throw error;
  }
  if (!opened.launched)
    place.report('Took over the embedded database, which was still running. / 已接管仍在运行的内置数据库。');
  const lock = keepOwning(connection, superuser, place.connect, place.report);
  const stop = async () => {
    // Without the session, the process that postmaster.pid names may be some other program: ask before stopping it.
    const session = lock.session() ?? (await place.connect(superuser).catch(() => undefined));
    lock.letGo();
    if (session === undefined) return;
    try {
      // The lock is kept until the server is gone, so that no start takes over a server that is going down.
      await stopAndTidy(place, superuser);
    } finally {
      await end(session);
    }
  };
  return describe(superuser, secret, { adopted: !opened.launched, firstStart, stop: once(stop) });
}

/** Opens the server and takes the owner's lock; one that was started otherwise than now wanted is started anew. */
async function becomeOwner(place: Place): Promise<OpenedServer> {
  for (;;) {
    const opened = await openServer(place);
    const { connection } = opened;
    try {
      if (!(await tryOwn(connection))) throw refused(place, await ownerProcess(connection));
      if (opened.launched || (await startedAlike(place, opened)) || !(await tryBeOnlyUser(connection))) return opened;
      place.report(
        'Restarting the embedded database with this version’s settings … / 正在以本版本的设置重新启动内置数据库……',
      );
      await stopServer(place.cluster, place.binaries);
      await end(connection);
    } catch (error) {
      await end(connection);
      // It went down under us: it was being stopped by its last user, and may be started again.
      if (error instanceof EmbeddedDatabaseError || !wasLost(error)) throw error;
    }
  }
}

async function startedAlike(place: Place, opened: OpenedServer): Promise<boolean> {
  const wanted = commandLine(place.binaries.postgres, serverArguments(place.cluster, opened.superuser, place.settings));
  return process.platform === 'win32' || (await runningCommand(place.cluster)) === wanted;
}

async function attach(place: Place, secret: string, firstStart: boolean): Promise<EmbeddedServer> {
  const { superuser, connection, launched } = await becomeUser(place, secret);
  const stop = async () => {
    try {
      if (launched && (await tryBeAlone(connection))) await stopAndTidy(place, superuser);
    } catch (error) {
      if (!wasLost(error)) throw error; // its owner has stopped it already
    } finally {
      await end(connection);
    }
  };
  return describe(superuser, secret, { adopted: !launched, firstStart, stop: once(stop) });
}

async function becomeUser(place: Place, secret: string): Promise<OpenedServer> {
  for (;;) {
    const opened = await openServer(place);
    try {
      await shareUse(opened.connection);
      await ensureRolesAndDatabase(opened.connection, secret);
      return opened;
    } catch (error) {
      await end(opened.connection);
      if (!wasLost(error)) throw error; // else its owner is just stopping it, and it may be started again
    }
  }
}

async function stopAndTidy(place: Place, superuser: ConnectionParts): Promise<void> {
  await stopServer(place.cluster, place.binaries);
  await removeSocketFolder(superuser.host);
}

function describe(
  superuser: ConnectionParts,
  secret: string,
  rest: Pick<EmbeddedServer, 'adopted' | 'firstStart' | 'stop'>,
): EmbeddedServer {
  const as = (user: string): ConnectionParts => ({ ...superuser, database, user, password: passwordOf(secret, user) });
  return { superuser, owner: as(ownerRole), app: as(appRole), ...rest };
}

function refused(place: Place, pid: string): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    `Another process${pid && ` (${pid})`} is using the data folder ${place.dataDir}. Stop it first, or choose another DATA_DIR; several processes can share one database through DATABASE_URL.`,
    `另一个进程${pid && `（${pid}）`}正在使用数据目录 ${place.dataDir}。请先停止它，或选择其他 DATA_DIR；多个进程可以通过 DATABASE_URL 共用一个数据库。`,
  );
}

async function end(connection: Connection): Promise<void> {
  await connection.end().catch(() => undefined);
}

function once(work: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined;
  return () => (result ??= work());
}
