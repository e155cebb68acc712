/** SQL with the rights of an account, to test row-level security without the code in between. */
import { sql } from 'kysely';
import { asActor, asSystem } from '../../src/data/as-actor.ts';
import { refusal } from './refusal.ts';
import type { World } from './world.ts';

/** Runs SQL in a transaction of an account; rolls it back unless `keep`. */
export interface SqlAs {
  /** Returns the rows, or the SQLSTATE of the error. */
  (login: string, text: string, keep?: boolean): Promise<any[] | string>;
  /** Returns the number of affected rows, or the SQLSTATE of the error. */
  affected(login: string, text: string): Promise<bigint | string>;
}

class Undo extends Error {}

/** Runs SQL as an account of a world, or as the system ('system'). */
export function createSqlAs(world: World): SqlAs {
  const run = async <T>(
    login: string,
    text: string,
    keep: boolean,
    take: (result: { rows: any[]; numAffectedRows?: bigint }) => T,
  ): Promise<T | string> => {
    let taken: T | undefined;
    const audit = { action: 'test.sql', reason: 'SQL of a test', at: world.time.now };
    const work = async (tx: Parameters<Parameters<typeof asSystem>[3]>[0]): Promise<void> => {
      taken = take(await sql.raw(text).execute(tx));
      if (!keep) throw new Undo();
    };
    const code = await refusal(async () => {
      try {
        if (login === 'system') await asSystem(world.db, 'demo', audit, work);
        else await asActor(world.db, (await world.as(login)).ids.sessionId, audit, work);
      } catch (error) {
        if (!(error instanceof Undo)) throw error;
      }
    });
    return code === 'done' ? taken! : code;
  };
  return Object.assign((login: string, text: string, keep = false) => run(login, text, keep, ({ rows }) => rows), {
    affected: (login: string, text: string) => run(login, text, false, ({ numAffectedRows }) => numAffectedRows ?? -1n),
  });
}

/** The settings that a transaction of the owner needs to change audited tables. */
export const ACTOR_SETTINGS = `set local app.actor = 'test'; set local app.role = 'system'; set local app.action = 'test'; set local app.now = '2026-06-15T02:00:00Z'`;
