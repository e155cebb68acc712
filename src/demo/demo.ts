/** Creates the demonstration world for `npm run demo`. It must never write into a registry that is in use. */
import { randomUUID } from 'node:crypto';
import { asSystem, type AuditContext } from '../data/as-actor.ts';
import type { Db } from '../data/database.ts';
import { DEMO_PASSWORD } from '../domain/account/password.ts';
import type { Day } from '../domain/values/day.ts';
import { REGION_SEEDS } from '../domain/programme/seeds.ts';
import type { Passwords } from '../features/auth/hashing.ts';
import { firmAccount, hasDemoPassword, adminAccount, startMessages, staffAccounts } from './accounts.ts';
import {
  endSessions,
  insertAccount,
  insertPlaces,
  insertSession,
  readDemoState,
  markAsDemo,
  type NewAccount,
} from './demo.queries.ts';
import { perform } from './perform.ts';
import { planWorld } from './plan.ts';

export interface DemoSummary {
  /** False if the world existed already. */
  readonly created: boolean;
  /** Lines to print after the start: accounts and their password. */
  readonly startMessages: string[];
}

export interface DemoOptions {
  readonly passwords: Passwords;
  /** The story ends on the day before. */
  readonly today: Day;
  readonly report?: (message: string) => void;
}

/** The demonstration world cannot be created in this database. The message says what to do. */
export class DemoError extends Error {}

const INCOMPLETE =
  'This demonstration world was not finished, or another process is making it. If none is, delete its folder (DATA_DIR, or else ./data-demo) or its database, and start again. / 演示数据未生成完毕，或另一进程正在生成。若无其他进程，请删除演示数据目录（DATA_DIR，默认 ./data-demo）或数据库后重新启动。';
const NOT_EMPTY =
  'This database holds a registry in use, so no demonstration world is made in it. Choose another DATA_DIR (DATABASE_URL). / 此数据库已在使用，不能生成演示数据，请更换 DATA_DIR（DATABASE_URL）。';

/**
 * Creates the demonstration world in an empty registry; does nothing if it exists. The database is marked first and the
 * administrator's account is inserted last, so that an incomplete world is detected.
 *
 * @throws DemoError if the registry is in use or the world is incomplete
 */
export async function seedDemo(db: Db, { passwords, today, report }: DemoOptions): Promise<DemoSummary> {
  const audit = (at: Date): AuditContext => ({ action: 'demo.seed', at });
  const plan = planWorld(today);
  const firm = plan.firms[0]!;
  const [begin, end] = [plan.events[0]!.at, plan.events.at(-1)!.at];
  const state = await asSystem(db, 'demo', audit(begin), readDemoState);
  if (state.complete) return { created: false, startMessages: startMessages(firm.name) };
  if (state.demo) throw new DemoError(INCOMPLETE);
  if (state.used) throw new DemoError(NOT_EMPTY);
  report?.('Creating the demonstration world … / 正在生成演示数据……');
  if (!(await asSystem(db, 'demo', audit(begin), markAsDemo))) throw new DemoError(INCOMPLETE);

  const hash = await passwords.hash(DEMO_PASSWORD);
  const hashOf = async ({ login }: NewAccount): Promise<string> =>
    hasDemoPassword(login) ? hash : (await passwords.oneTime()).hash;
  const accounts = await Promise.all(
    staffAccounts().map(async (account) => ({ account, hash: await hashOf(account), sessionId: randomUUID() })),
  );
  await asSystem(db, 'demo', audit(begin), async (tx) => {
    await insertPlaces(tx, REGION_SEEDS);
    for (const { account, hash: passwordHash, sessionId } of accounts) {
      await insertAccount(tx, account, passwordHash, begin);
      await insertSession(tx, sessionId, account.id, begin);
    }
  });
  await perform(db, new Map(accounts.map(({ account, sessionId }) => [account.login, sessionId])), plan.events);
  await asSystem(db, 'demo', audit(end), async (tx) => {
    await endSessions(tx, end);
    await insertAccount(tx, firmAccount(firm.uscc, firm.name), hash, end);
    await insertAccount(tx, adminAccount(), hash, end);
  });
  return { created: true, startMessages: startMessages(firm.name) };
}
