/** Runs one import: the steps `reading` and `committing`, and the failures that end it. */
import { asSystem, NoSessionError } from '../../../data/as-actor.ts';
import type { Db } from '../../../data/database.ts';
import { isForbidden, violates } from '../../../data/errors.ts';
import { UnreadableError } from '../../../sheets/spreadsheet.ts';
import { commitAnnouncement } from '../announcements/commit-announcement.ts';
import { commitRows } from './commit.ts';
import type { CodedMessage } from '../reading/findings.ts';
import { DeletedError, endStep, readJob, requireRun, RunTakenOverError, type Job, type Run } from './job.queries.ts';
import { KINDS } from '../kinds/kinds.ts';
import { actingFor } from '../reading/acting.ts';
import { readImport } from '../reading/read.ts';

/** Reads an import, and files it if that was requested and its rows are valid. @throws an error that a retry may avoid */
export async function runImport(db: Db, run: Run): Promise<void> {
  const job = await load(db, run);
  if (job === null) return;
  try {
    if (job.state === 'reading') await read(db, job);
    const now = await load(db, run);
    if (now?.state === 'committing')
      await (now.kind === 'announcement' ? commitAnnouncement(db, now) : commitRows(db, now, KINDS[now.kind]));
  } catch (error) {
    if (error instanceof DeletedError || error instanceof RunTakenOverError) return;
    if (error instanceof UnreadableError) await failImport(db, run, { code: error.code, params: error.params });
    else if (error instanceof NoSessionError) await failImport(db, run, { code: 'ACCOUNT_GONE' });
    else {
      const failure = failureOf(error);
      if (failure === null) throw error;
      await failImport(db, run, failure);
    }
  }
}

/** The failure for a constraint that passed the check of the rows: changed by a concurrent transaction, or in rows the actor cannot see. */
function failureOf(error: unknown): CodedMessage | null {
  if (violates(error, 'qualification_pkey')) return { code: 'QUALIFICATION_OVERLAPS' };
  return isForbidden(error) || violates(error, 'firm_pkey') ? { code: 'REGION_NOT_YOURS' } : null;
}

async function load(db: Db, run: Run): Promise<Job | null> {
  const row = await asSystem(db, 'imports', { action: 'import.run', at: new Date(0) }, (tx) => readJob(tx, run.id));
  return row && { ...row, token: run.token };
}

async function read(db: Db, job: Job): Promise<void> {
  const { needsAnswer, needsConfirmation, invalid, rows } = await readImport(db, job, KINDS[job.kind]);
  // An announcement is stopped by its own rules: rows that are refused do not stop it.
  const blocked = job.kind !== 'announcement' && (rows === invalid || (invalid > 0 && !job.partial));
  await actingFor(
    db,
    job,
    'import.read',
  )(async (tx) => {
    await requireRun(tx, job);
    if (needsAnswer) return endStep(tx, job.id, 'reading', 'asking', job.acting_at);
    if (job.mode === 'check') return endStep(tx, job.id, 'reading', 'checked', job.acting_at);
    if (blocked)
      return endStep(tx, job.id, 'reading', 'checked', job.acting_at, {
        code: 'ROWS_INVALID',
        params: { count: invalid },
      });
    if (needsConfirmation)
      return endStep(tx, job.id, 'reading', 'checked', job.acting_at, { code: 'CONFIRMATION_NEEDED' });
    return endStep(tx, job.id, 'reading', 'committing', job.acting_at);
  });
}

/** Ends an import as failed; nothing of it is filed. Has no effect when another run has begun, or no step is running. */
export async function failImport(db: Db, run: Run, failure: CodedMessage): Promise<void> {
  const at = new Date((await load(db, run))?.acting_at ?? 0);
  await asSystem(db, 'imports', { action: 'import.fail', at }, async (tx) => {
    await requireRun(tx, run);
    const job = await readJob(tx, run.id);
    if (job?.state === 'reading' || job?.state === 'committing')
      await endStep(tx, run.id, job.state, 'failed', job.acting_at, failure);
  }).catch((error: unknown) => {
    if (!(error instanceof DeletedError || error instanceof RunTakenOverError)) throw error;
  });
}
