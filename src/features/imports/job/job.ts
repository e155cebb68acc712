import { asSystem, NoSessionError } from '../../../data/as-actor.ts';
import type { Db } from '../../../data/database.ts';
import { isForbidden, violates } from '../../../data/errors.ts';
import { UnreadableError } from '../../../sheets/spreadsheet.ts';
import { commitRows } from './commit.ts';
import type { Said } from '../reading/found.ts';
import { finish, readJob, type Job } from './job.queries.ts';
import { KINDS } from '../kinds/kinds.ts';
import { actingFor, DroppedError, readImport } from '../reading/read.ts';

/** Carries an import as far as it goes without being asked: reads it, and files it when that was wanted and nothing is in the way. */
export async function runImport(db: Db, id: string): Promise<void> {
  const job = await load(db, id);
  if (job === null) return;
  try {
    if (job.state === 'reading') await read(db, job);
    const now = await load(db, id);
    if (now?.state === 'committing') await commitRows(db, now, KINDS[now.kind]);
  } catch (error) {
    if (error instanceof DroppedError) return;
    if (error instanceof UnreadableError) await failImport(db, id, { code: error.code, params: error.params });
    else if (error instanceof NoSessionError) await failImport(db, id, { code: 'ACCOUNT_GONE' });
    else {
      const refused = refusalOf(error);
      if (refused === null) throw error;
      await failImport(db, id, refused);
    }
  }
}

/** What the database refused though it had been looked for: it was done in this moment, or is out of this auditor's sight. */
function refusalOf(error: unknown): Said | null {
  if (violates(error, 'qualification_overlap') || violates(error, 'qualification_pkey'))
    return { code: 'QUALIFICATION_OVERLAPS' };
  return isForbidden(error) || violates(error, 'firm_pkey') ? { code: 'REGION_NOT_YOURS' } : null;
}

async function load(db: Db, id: string): Promise<Job | null> {
  return asSystem(db, 'imports', { action: 'import.run', at: new Date(0) }, (tx) => readJob(tx, id));
}

async function read(db: Db, job: Job): Promise<void> {
  const { asks, invalid, rows } = await readImport(db, job, KINDS[job.kind]);
  const blocked = rows === invalid || (invalid > 0 && !job.partial);
  await actingFor(
    db,
    job,
    'import.read',
  )(async (tx) => {
    if (asks) return finish(tx, job.id, 'reading', 'asking', job.acting_at);
    if (job.mode === 'check') return finish(tx, job.id, 'reading', 'checked', job.acting_at);
    if (blocked)
      return finish(tx, job.id, 'reading', 'checked', job.acting_at, {
        code: 'ROWS_INVALID',
        params: { count: invalid },
      });
    return finish(tx, job.id, 'reading', 'committing', job.acting_at);
  });
}

/** Ends an import for good. Nothing of it has been filed. */
export async function failImport(db: Db, id: string, failure: Said): Promise<void> {
  await asSystem(
    db,
    'imports',
    { action: 'import.fail', at: new Date((await load(db, id))?.acting_at ?? 0) },
    async (tx) => {
      const job = await readJob(tx, id);
      if (job?.state === 'reading' || job?.state === 'committing')
        await finish(tx, id, job.state, 'failed', job.acting_at, failure);
    },
  );
}
