import { randomUUID } from 'node:crypto';
import { asSystem, type Deed } from '../data/as-actor.ts';
import type { Db } from '../data/database.ts';
import type { Day } from '../domain/values/day.ts';
import { REGION_SEEDS } from '../domain/programme/seeds.ts';
import type { Passwords } from '../features/auth/hashing.ts';
import { DEMO_PASSWORD, firmAccount, isOpen, lastAccount, welcome, workingAccounts } from './accounts.ts';
import {
  endSessions,
  enterAccount,
  enterPlaces,
  openSession,
  readMark,
  setMark,
  type NewAccount,
} from './demo.queries.ts';
import { perform } from './perform.ts';
import { planWorld } from './plan.ts';

export interface DemoSummary {
  /** False when the world was there already. */
  readonly created: boolean;
  /** What to tell whoever has started it. */
  readonly welcome: string[];
}

export interface DemoOptions {
  readonly passwords: Passwords;
  /** The story ends on the evening before. */
  readonly today: Day;
  readonly report?: (message: string) => void;
}

/** The database is not one in which the demonstration world may be made. Says what to do. */
export class DemoError extends Error {}

const HALF_MADE =
  'This demonstration world was not finished, or another process is making it. If none is, delete its folder (DATA_DIR, or else ./data-demo) or its database, and start again. / 演示数据未生成完毕，或另一进程正在生成。若无其他进程，请删除演示数据目录（DATA_DIR，默认 ./data-demo）或数据库后重新启动。';
const NOT_EMPTY =
  'This database holds a registry in use, so no demonstration world is made in it. Choose another DATA_DIR (DATABASE_URL). / 此数据库已在使用，不能生成演示数据，请更换 DATA_DIR（DATABASE_URL）。';

/**
 * Makes the demonstration world in an empty registry; does nothing where it is there already. The database is marked
 * first and the administrator's account comes last, so that a world that was cut off in the making is known as such.
 *
 * @throws DemoError for a registry in use and for a half-made world
 */
export async function seedDemo(db: Db, { passwords, today, report }: DemoOptions): Promise<DemoSummary> {
  const deed = (at: Date): Deed => ({ action: 'demo.seed', at });
  const plan = planWorld(today);
  const shown = plan.firms[0]!;
  const [begin, end] = [plan.happenings[0]!.at, plan.happenings.at(-1)!.at];
  const mark = await asSystem(db, 'demo', deed(begin), readMark);
  if (mark.complete) return { created: false, welcome: welcome(shown.name) };
  if (mark.demo) throw new DemoError(HALF_MADE);
  if (mark.used) throw new DemoError(NOT_EMPTY);
  report?.('Making the demonstration world … / 正在生成演示数据……');
  if (!(await asSystem(db, 'demo', deed(begin), setMark))) throw new DemoError(HALF_MADE);

  const hash = await passwords.hash(DEMO_PASSWORD);
  const hashOf = async ({ login }: NewAccount): Promise<string> =>
    isOpen(login) ? hash : (await passwords.oneTime(login)).hash;
  const accounts = await Promise.all(
    workingAccounts().map(async (account) => ({ account, hash: await hashOf(account), sessionId: randomUUID() })),
  );
  await asSystem(db, 'demo', deed(begin), async (tx) => {
    await enterPlaces(tx, REGION_SEEDS);
    for (const { account, hash: theirs, sessionId } of accounts) {
      await enterAccount(tx, account, theirs, begin);
      await openSession(tx, sessionId, account.id, begin);
    }
  });
  await perform(db, new Map(accounts.map(({ account, sessionId }) => [account.login, sessionId])), plan.happenings);
  await asSystem(db, 'demo', deed(end), async (tx) => {
    await endSessions(tx, end);
    await enterAccount(tx, firmAccount(shown.uscc, shown.name), hash, end);
    await enterAccount(tx, lastAccount(), hash, end);
  });
  return { created: true, welcome: welcome(shown.name) };
}
