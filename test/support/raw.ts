import { sql } from 'kysely';
import { asActor, asSystem } from '../../src/data/as-actor.ts';
import { refusal } from './refusal.ts';
import type { World } from './world.ts';

/** Whoever writes SQL by hand within somebody's transaction. */
export interface ByHand {
  /** The rows, or the SQLSTATE of the refusal. Nothing stays, unless `keep`. */
  (login: string, text: string, keep?: boolean): Promise<any[] | string>;
  /** How many rows it touched, or the SQLSTATE. */
  touched(login: string, text: string): Promise<bigint | string>;
}

class Undo extends Error {}

/** Statements as one of the accounts of a world, or as the system ('system'). */
export function byHand(world: World): ByHand {
  const run = async <T>(
    login: string,
    text: string,
    keep: boolean,
    take: (result: { rows: any[]; numAffectedRows?: bigint }) => T,
  ): Promise<T | string> => {
    let taken: T | undefined;
    const deed = { action: 'test.by-hand', reason: 'by hand', at: world.time.now };
    const work = async (tx: Parameters<Parameters<typeof asSystem>[3]>[0]): Promise<void> => {
      taken = take(await sql.raw(text).execute(tx));
      if (!keep) throw new Undo();
    };
    const code = await refusal(async () => {
      try {
        if (login === 'system') await asSystem(world.db, 'demo', deed, work);
        else await asActor(world.db, (await world.as(login)).ids.sessionId, deed, work);
      } catch (error) {
        if (!(error instanceof Undo)) throw error;
      }
    });
    return code === 'done' ? taken! : code;
  };
  return Object.assign((login: string, text: string, keep = false) => run(login, text, keep, ({ rows }) => rows), {
    touched: (login: string, text: string) => run(login, text, false, ({ numAffectedRows }) => numAffectedRows ?? -1n),
  });
}

/** What a transaction of the owner needs to be allowed to change anything. */
export const ANNOUNCED = `set local app.actor = 'test'; set local app.role = 'system'; set local app.action = 'test'; set local app.now = '2026-06-15T02:00:00Z'`;
