/** The demonstration with its console, for screenshots. */
import { generateKeyPairSync } from 'node:crypto';
import pino from 'pino';
import { buildServer } from '../../../src/app.ts';
import { asSystem } from '../../../src/data/as-actor.ts';
import { closeDatabase, openDatabase } from '../../../src/data/database.ts';
import { migrate } from '../../../src/data/migrate.ts';
import { createPool } from '../../../src/data/pool.ts';
import { seedDemo } from '../../../src/demo/demo.ts';
import { shanghaiDay } from '../../../src/domain/values/day.ts';
import { createPasswords } from '../../../src/features/auth/hashing.ts';
import { ImportWorkers } from '../../../src/features/imports/job/runner.ts';
import { createAccessLog } from '../../../src/jobs/access-log.ts';
import { createTokens } from '../../../src/http/tokens.ts';
import { listening } from '../listening.ts';
import { emptyDatabase, importWorker, theCluster } from '../world.ts';
import { builtConsole } from './console-world.ts';
import { enterManyRows } from './many-rows.ts';

/** Starts the demonstration world with its console, as `npm run demo` does: for screenshots and measurements. */
export async function openDemoWorld(
  now: Date,
): Promise<{ url: string; enterManyRows(): Promise<void>; close(): Promise<void> }> {
  const { database, drop } = await emptyDatabase();
  const cluster = await theCluster();
  const { actorKey } = await migrate(cluster.owner(database), cluster.app(database));
  const db = openDatabase(createPool(cluster.app(database), { max: 10, role: 'zhidai_app' }), actorKey);
  const passwords = createPasswords({ concurrency: 2, queueLimit: 200 });
  await seedDemo(db, { passwords, today: shanghaiDay(now) });
  const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    format: 'pem',
    type: 'pkcs8',
  }) as string;
  const begun = Date.now();
  const workers = new ImportWorkers({ db, log: pino({ level: 'silent' }), workerFile: importWorker });
  const accessLog = createAccessLog(db, pino({ level: 'silent' }));
  const service = await listening(
    buildServer({
      db,
      tokens: createTokens(pem),
      passwords,
      clock: () => new Date(now.getTime() + Date.now() - begun),
      log: pino({ level: 'silent' }),
      accessLog,
      checkFirmsPerDay: 1_000,
      sessionIdleMinutes: 720,
      secondFactor: 'optional',
      secureCookies: false,
      trustProxy: false,
      console: await builtConsole(),
      imports: workers,
    }),
  );
  return {
    url: service.url,
    /** Adds ten thousand rows to every list; half of the loans are of the firm that has an account. */
    async enterManyRows() {
      const { bank_code, uscc, firm_name, region_code } = await asSystem(
        db,
        'demo',
        { action: 'demo.seed', at: now },
        (tx) =>
          tx
            .selectFrom('account as a')
            .innerJoin('account as f', (join) => join.on('f.login', '=', 'firm'))
            .innerJoin('firm', 'firm.uscc', 'f.uscc')
            .select(['a.bank_code', 'firm.uscc', 'firm.name as firm_name', 'firm.region_code'])
            .where('a.login', '=', 'officer')
            .executeTakeFirstOrThrow(),
      );
      await enterManyRows(db, { at: now, bank: bank_code!, uscc, firmName: firm_name, region: region_code! });
    },
    async close() {
      await workers.stop();
      await service.close();
      await accessLog.stop();
      await closeDatabase(db);
      await drop();
    },
  };
}
