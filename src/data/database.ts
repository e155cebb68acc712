/**
 * The two types by which code reaches the database. `Db` cannot run statements, and `Tx` has an actor: the compiler
 * refuses a statement without one.
 */
import type { Transaction } from 'kysely';
import type { Pool } from './pool.ts';
import type { Database } from './schema.ts';

declare const acting: unique symbol;
/** A transaction with an actor. Only asActor, asImporter and asSystem create one, so no statement runs without an actor or a transaction. */
export type Tx = Transaction<Database> & { readonly [acting]: true };

/** The database without an actor. It has no query methods; pass it to asActor, asImporter or asSystem. */
export interface Db {
  readonly pool: Pool;
}

export function openDatabase(pool: Pool): Db {
  return { pool };
}

export async function closeDatabase(db: Db): Promise<void> {
  await db.pool.end();
}
