/** How a commit ends that finds rows no longer valid: nothing is filed, and the import goes back to `checked`. */
import type { Tx } from '../../../data/database.ts';
import type { CheckedRow } from '../kinds/kind.ts';
import type { CodedMessage } from '../reading/findings.ts';
import { countRows, endStep, requireRun, sumRows, updateRows, writeProgress, type Job } from './job.queries.ts';

/** Rows failed the second check. The transaction rolls back. */
export class RowsInvalidError extends Error {
  constructor(readonly rows: readonly CheckedRow[]) {
    super('rows are no longer valid');
  }
}

/** Stores the rows that failed, after the transaction of the commit was rolled back. @returns the counts of all rows */
export async function storeInvalidRows(tx: Tx, job: Job, { rows }: RowsInvalidError) {
  await requireRun(tx, job);
  await updateRows(tx, job.id, rows);
  const counts = await countRows(tx, job.id);
  await writeProgress(tx, job.id, { ...counts, sum: await sumRows(tx, job), share: 0, seconds_left: null });
  return counts;
}

export const backToChecked = (tx: Tx, job: Job, failure: CodedMessage): Promise<boolean> =>
  endStep(tx, job.id, 'committing', 'checked', job.acting_at, failure);
