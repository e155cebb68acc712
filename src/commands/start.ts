/**
 * `npm start` and `npm run demo`: opens the database, then starts the HTTP server, the import workers and the periodic
 * jobs. Stopping goes in the opposite order: first the server, last the database.
 */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino, { type Logger } from 'pino';
import { buildServer, createServiceMetrics } from '../app.ts';
import type { Config } from '../config.ts';
import { asSystem } from '../data/as-actor.ts';
import { seedDemo } from '../demo/demo.ts';
import { shanghaiDay } from '../domain/values/day.ts';
import { createFirstAdmin } from '../features/auth/bootstrap.ts';
import { applySeparation } from '../features/auth/duties.ts';
import { createPasswords } from '../features/auth/hashing.ts';
import { ImportWorkers } from '../features/imports/job/runner.ts';
import { createMetricsServer } from '../http/metrics-access.ts';
import { createTokens } from '../http/tokens.ts';
import { createAccessLog } from '../jobs/access-log.ts';
import { startHousekeeping } from '../jobs/housekeeping.ts';
import { readConsole } from './console-files.ts';
import { openRegistry, type Registry } from './open-registry.ts';
import { followSigningKeys } from './signing-key-files.ts';
import { admitSigningKeys } from './signing-key-guard.ts';
import { readOrCreateSigningKeys } from './signing-key.ts';

/** An error that the operator can fix; the message says how. */
export class StartError extends Error {}

const HASHING = { concurrency: 2, queueLimit: 200 };
/** Of the time to stop, what is kept for jobs, imports and the database after the last request. */
const STOP_AFTER_REQUESTS_SECONDS = 10;
const LOG_FLUSH_INTERVAL_MS = 1_000;

/**
 * Starts the service; resolves when it listens.
 *
 * @param onTakenOver called when another process has taken over the embedded database: this one must end
 * @param print writes to the terminal but not to the log: the lines can contain a one-time password
 * @throws StartError, SigningKeyError, SigningKeyMismatchError, DemoError, and the errors of openRegistry
 */
export async function start(
  config: Config,
  demo: boolean,
  print: (line: string) => void,
  onTakenOver: () => void,
): Promise<{ stop(): Promise<void> }> {
  const log = createLog(config.logLevel);
  const clock = (): Date => new Date();
  const registry = await openRegistry(config, {
    mode: 'own',
    report: print,
    onTakenOver,
    onDatabaseError: (error) => log.error({ err: error }, 'database connection lost'),
  });
  try {
    const tokens = createTokens(config.signingKeys ?? (await readOrCreateSigningKeys(config.dataDir, clock())));
    const passwords = createPasswords(HASHING);
    const startMessages = demo
      ? await prepareDemo(registry, passwords, clock(), print)
      : await prepareRegistry(registry, passwords, clock());
    await admitSigningKeys(registry.db, tokens, clock());
    startMessages.push(...(await separateDuties(registry, config.separateDuties, clock())));
    const imports = new ImportWorkers({
      db: registry.db,
      log,
      workerFile: () => new URL('./import-worker.mjs', import.meta.url),
    });
    const accessLog = createAccessLog(registry.db, log);
    const metrics = createServiceMetrics({ db: registry.db, clock });
    const deps = {
      db: registry.db,
      tokens,
      passwords,
      clock,
      log,
      accessLog,
      ...settingsOf(config),
      console: await readConsole(),
      imports,
    };
    const server = buildServer(deps, metrics);
    const metricsServer = config.metrics.port === null ? null : createMetricsServer(metrics, config.metrics.token);
    await listen(server, config.http);
    if (metricsServer)
      await listen(metricsServer, { host: config.http.host, port: config.metrics.port! }, 'METRICS_PORT');
    const keys = config.signingKeys
      ? null
      : followSigningKeys({ db: registry.db, dataDir: config.dataDir, tokens, clock, log });
    const jobs = startHousekeeping(registry.background, tokens, clock, log, config.accessLogDays);
    imports.start();
    const { port } = server.address() as AddressInfo;
    const host = config.http.host.includes(':') ? `[${config.http.host}]` : config.http.host;
    print(`Zhidai 知贷 is running / 已启动: http://${host}:${port}/   API: http://${host}:${port}/api/docs`);
    if (metricsServer) print(`Metrics / 指标: http://${host}:${(metricsServer.address() as AddressInfo).port}/metrics`);
    startMessages.forEach(print);
    return {
      stop: async () => {
        keys?.stop();
        const timeoutMs = Math.max(1, config.stopSeconds - STOP_AFTER_REQUESTS_SECONDS) * 1000;
        await Promise.all(
          [server, ...(metricsServer ? [metricsServer] : [])].map((one) => closeServer(one, timeoutMs)),
        );
        await Promise.all([jobs.stop(), imports.stop()]);
        // After the last request has ended.
        await accessLog.stop();
        await registry.close();
        log.info('stopped');
      },
    };
  } catch (error) {
    await registry.close();
    throw error;
  }
}

const settingsOf = (config: Config) => ({
  checkFirmsPerDay: config.checkFirmsPerDay,
  sessionIdleMinutes: config.sessionIdleMinutes,
  secondFactor: config.secondFactor,
  secureCookies: config.http.secureCookies,
  trustProxy: config.http.trustProxy,
  metricsAccess: config.metrics.access,
  limitSettings: config.limits,
  httpLimits: { maxConnections: config.http.maxConnections },
});

/** Lines are buffered for up to a second: one write per request can take longer than the request. */
function createLog(level: string): Logger {
  const output = pino.destination({ dest: 1, sync: false, minLength: 8_192, periodicFlush: LOG_FLUSH_INTERVAL_MS });
  return pino({ level, base: null, redact: ['*.password', '*.authorization'] }, output);
}

async function isDemo(registry: Registry): Promise<boolean> {
  return asSystem(
    registry.db,
    'service',
    { action: 'service.start', at: new Date() },
    async (tx) => (await tx.selectFrom('registry').select('demo').executeTakeFirstOrThrow()).demo,
  );
}

/** Creates the first administrator if needed. @returns the lines to print @throws StartError for a demonstration database */
async function prepareRegistry(
  registry: Registry,
  passwords: ReturnType<typeof createPasswords>,
  at: Date,
): Promise<string[]> {
  if (await isDemo(registry)) {
    throw new StartError(
      'This database holds the demonstration world. Use npm run demo, or another DATA_DIR (DATABASE_URL). / 此数据库为演示数据，请使用 npm run demo，或更换 DATA_DIR（DATABASE_URL）。',
    );
  }
  const admin = await createFirstAdmin(registry.db, passwords, at);
  if (admin === null) return [];
  return [
    'First start. Sign in once with this password, and change it then; it is not shown again: / 首次启动。请用以下一次性密码登录并修改，此密码不会再次显示：',
    `  login / 登录名: ${admin.login}`,
    `  password / 密码: ${admin.oneTimePassword}`,
    'Lost it? npm run admin:reset. Next: enter banks, regions and accounts (README). / 遗失时运行 npm run admin:reset。下一步：登记银行、县市区（园区）与账号（见 README）。',
  ];
}

/** Applies SEPARATE_DUTIES. @returns the lines to print */
async function separateDuties(registry: Registry, wanted: boolean, at: Date): Promise<string[]> {
  const { separate, handedOver } = await applySeparation(registry.db, wanted, at);
  if (!separate || handedOver) return [];
  return [
    'SEPARATE_DUTIES: administrators only hand over now. Sign in as one, open accounts for two security administrators, a system and an audit administrator; the former are closed when both security administrators have set their passwords. / 已启用职责分离，原管理员只能移交：请登录后开立两名安全管理员及系统、审计管理员账号；两名安全管理员设置密码后，原管理员账号自动停用。',
  ];
}

async function prepareDemo(
  registry: Registry,
  passwords: ReturnType<typeof createPasswords>,
  at: Date,
  print: (line: string) => void,
): Promise<string[]> {
  const { startMessages } = await seedDemo(registry.db, { passwords, today: shanghaiDay(at), report: print });
  return startMessages;
}

/** @param setting the variable of the port @throws StartError */
async function listen(server: Server, at: { host: string; port: number }, setting = 'PORT'): Promise<void> {
  try {
    await once(server.listen(at.port, at.host), 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'EADDRINUSE'
      ? new StartError(`${setting}: this port is in use; set another one / 端口已被占用，请设置其他 ${setting}`)
      : code === 'EACCES' || code === 'EADDRNOTAVAIL'
        ? new StartError(`${setting}, HOST: cannot listen there / 无法在该地址或端口监听`)
        : error;
  }
}

/** Stops listening, and waits for running requests up to the timeout. */
async function closeServer(server: Server, timeoutMs: number): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // Keep-alive connections become idle when their requests finish.
  const closeIdle = setInterval(() => server.closeIdleConnections(), 50);
  const deadline = setTimeout(() => server.closeAllConnections(), timeoutMs);
  await closed;
  clearInterval(closeIdle);
  clearTimeout(deadline);
}
