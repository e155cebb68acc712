import type { Transaction } from 'kysely';
import type { Pool } from './pool.ts';
import type { Database } from './schema.ts';

declare const acting: unique symbol;
/** A transaction in which somebody acts. Only asActor and its like make one, so no statement runs for nobody or outside a transaction. */
export type Tx = Transaction<Database> & { readonly [acting]: true };

/** The database before anybody acts: asActor takes it; it has no query methods of its own. */
export interface Db {
  readonly pool: Pool;
}

export function openDatabase(pool: Pool): Db {
  return { pool };
}

export async function closeDatabase(db: Db): Promise<void> {
  await db.pool.end();
}
