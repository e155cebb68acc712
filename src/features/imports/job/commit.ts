/** Files the valid rows of a checked import. */
import { asSystem, lockFirms } from '../../../data/as-actor.ts';
import type { Db, Tx } from '../../../data/database.ts';
import { endBulk, lockFirstLoanClaims } from '../kinds/filings.queries.ts';
import { isFileable, newMemory, type CheckedRow, type FileMemory, type Kind, type Reading } from '../kinds/kind.ts';
import { newReading } from '../kinds/reading.ts';
import { REASON_MAX_CHARACTERS } from '../../../domain/limits.ts';
import type { FileFindings } from '../reading/findings.ts';
import { actingFor } from '../reading/acting.ts';
import {
  countFiled,
  countRows,
  endStep,
  fileableRows,
  lockJob,
  readJob,
  reportOf,
  sumRows,
  requireRun,
  updateRows,
  writeProgress,
  type Job,
} from './job.queries.ts';
import { backToChecked, RowsInvalidError, storeInvalidRows } from './rows-invalid.ts';

const BATCH = 2000;
const REPORT_EVERY_MS = 400;

/** A concurrent filing contradicts a first-loan claim of the import. The transaction rolls back and is retried. */
class FirstLoanError extends Error {}

/**
 * Files the valid rows of an import in one transaction. They are checked again, because the registry may have changed
 * since. If rows became invalid and the import is not partial, nothing is filed and the state returns to `checked`.
 */
export async function commitRows(db: Db, job: Job, kind: Kind): Promise<void> {
  try {
    await commitOnce(db, job, kind, false).catch((error: unknown) => {
      if (!(error instanceof FirstLoanError)) throw error;
      return commitOnce(db, job, kind, true);
    });
  } catch (error) {
    if (!(error instanceof RowsInvalidError)) throw error;
    await actingFor(
      db,
      job,
      'import.commit',
    )(async (tx) => {
      const { invalid } = await storeInvalidRows(tx, job, error);
      await backToChecked(tx, job, { code: 'ROWS_INVALID', params: { count: invalid } });
    });
  }
}

/** @param lockClaims lock the firms of first-loan claims at the start, so that no concurrent filing can contradict them */
async function commitOnce(db: Db, job: Job, kind: Kind, lockClaims: boolean): Promise<void> {
  const act = actingFor(db, job, 'import.commit', kind.bulk, revokingReason(job));
  await act(async (tx, actor) => {
    await lockJob(tx, job.id);
    if ((await readJob(tx, job.id))?.state !== 'committing') return;
    const { valid, invalid } = await countRows(tx, job.id);
    if (valid + invalid !== job.rows_read) {
      await requireRun(tx, job);
      await endStep(tx, job.id, 'committing', 'failed', job.acting_at, {
        code: 'ROWS_LOST',
        params: { read: job.rows_read, stored: valid + invalid },
      });
      return;
    }
    if (valid === 0 || (invalid > 0 && !job.partial)) {
      await requireRun(tx, job);
      await backToChecked(tx, job, { code: 'ROWS_INVALID', params: { count: invalid } });
      return;
    }
    const about = { kind: job.kind, at: new Date(job.acting_at) };
    const reading = { ...(await newReading(tx, actor, about)), committing: true };
    if (kind.bulk && lockClaims) await lockFirstLoanClaims(tx, job.id);
    const { filed, rejected, relinked } = await fileAll(tx, job, kind, reading, reporter(db, job, valid));
    if (kind.bulk && !(await endBulk(tx, job.id))) throw new FirstLoanError();
    if (filed + rejected !== valid || (!isList(job) && (await countFiled(tx, job.id)) !== filed))
      throw new Error(`an import would be committed in part: ${filed} filed, ${rejected} refused of ${valid} rows`);
    await requireRun(tx, job);
    const report = isList(job) ? { ...(await reportOf(tx, job.id)), relinked } : null;
    await writeProgress(tx, job.id, {
      ...(await countRows(tx, job.id)),
      ...(rejected === 0 ? {} : { sum: await sumRows(tx, job) }),
      filed,
      share: 1,
      seconds_left: null,
      ...(report ? { report } : {}),
    });
    await endStep(tx, job.id, 'committing', 'committed', job.acting_at);
  });
}

/** The document by which a list revokes, as the reason of the changes; null for other imports. */
function revokingReason({ found, file_name: fileName }: Job): string | null {
  const { answered = [], title } = (found ?? {}) as Partial<FileFindings>;
  const revokes = answered.some(({ code, answer }) => code === 'LIST_REVOKES' || answer === 'revoke');
  return revokes ? (title || fileName).slice(0, REASON_MAX_CHARACTERS) : null;
}

/** Lists store a verdict per row when they are committed; valid filings keep theirs. */
const isList = ({ kind }: Job): boolean => kind === 'qualifications' || kind === 'firms';

async function fileAll(
  tx: Tx,
  job: Job,
  kind: Kind,
  reading: Reading,
  report: (filed: number) => Promise<void>,
): Promise<{ filed: number; rejected: number; relinked: number }> {
  const [memory, rejected]: [FileMemory, CheckedRow[]] = [newMemory(), []];
  let [filed, relinked] = [0, 0];
  for await (const { rows, ids } of fileableRows(tx, job.id, kind.bulk ? 'sheet' : 'firm', BATCH)) {
    if (!kind.bulk) await lockFirms(tx, [...new Set(rows.flatMap((row) => kind.firmOf(row) ?? []))]);
    const checked = await kind.check(tx, rows, reading, memory);
    const fileable = checked.filter(isFileable);
    rejected.push(...checked.filter((row) => !isFileable(row)));
    if (rejected.length > 0 && !job.partial) continue;
    const done = await kind.file(tx, fileable, reading, ids);
    filed += fileable.length;
    relinked += done.relinked ?? 0;
    if (isList(job)) await updateRows(tx, job.id, checked);
    await report(filed);
  }
  if (rejected.length > 0 && !job.partial) throw new RowsInvalidError(rejected);
  await updateRows(tx, job.id, rejected);
  return { filed, rejected: rejected.length, relinked };
}

/** Writes the progress in separate transactions, so that it is visible before the commit. */
function reporter(db: Db, job: Job, total: number): (filed: number) => Promise<void> {
  const began = performance.now();
  let last = began;
  return async (filed) => {
    const now = performance.now();
    if (now - last < REPORT_EVERY_MS) return;
    last = now;
    const share = filed / total;
    const secondsLeft = Math.ceil(((now - began) / 1000) * ((1 - share) / share));
    await asSystem(db, 'imports', { action: 'import.report', at: new Date(job.acting_at) }, (tx) =>
      writeProgress(tx, job.id, { share, filed, seconds_left: secondsLeft }),
    );
  };
}
