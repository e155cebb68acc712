/** Transactions of an import, as the account that began it. */
import { asImporter, type Actor } from '../../../data/as-actor.ts';
import type { Db, Tx } from '../../../data/database.ts';
import type { Job } from '../job/job.queries.ts';

/** Runs work in a transaction as the account that started the import. */
export type Acting = <T>(work: (tx: Tx, actor: Actor) => Promise<T>) => Promise<T>;

/** Binds transactions to the account of an import. They throw NoSessionError once the account is disabled. */
export function actingFor(db: Db, job: Job, action: string, bulk = false, reason: string | null = null): Acting {
  const audit = { action, at: new Date(job.acting_at), requestId: job.id, bulk, reason };
  return (work) => asImporter(db, job.id, audit, work);
}
