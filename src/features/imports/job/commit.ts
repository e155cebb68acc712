import { asSystem, lockFirms } from '../../../data/as-actor.ts';
import type { Db, Tx } from '../../../data/database.ts';
import { beginBulk, endBulk } from '../kinds/filings.queries.ts';
import { isGood, newMemory, type CheckedRow, type FileMemory, type Kind, type Reading } from '../kinds/kind.ts';
import { readReference } from '../kinds/reference.queries.ts';
import { actingFor } from '../reading/read.ts';
import {
  countRows,
  finish,
  goodRows,
  holdImport,
  readJob,
  reportOf,
  updateRows,
  writeProgress,
  type Job,
} from './job.queries.ts';

const BATCH = 2000;
const REPORT_EVERY_MS = 400;

/** Rows that were good when they were checked and are not any more: all is undone. */
class SpoiledError extends Error {
  constructor(readonly rows: readonly CheckedRow[]) {
    super('rows are not good any more');
  }
}

/** A row claims the first loan of a firm, and so does a filing that was made meanwhile: all is undone, and done again. */
class FirstLoanError extends Error {}

/**
 * Files the rows of an import that are good, in one transaction: whole, or not at all. They are checked once more, for
 * the registry may have changed since.
 */
export async function commitRows(db: Db, job: Job, kind: Kind): Promise<void> {
  try {
    await commitOnce(db, job, kind, false).catch((error: unknown) => {
      if (!(error instanceof FirstLoanError)) throw error;
      return commitOnce(db, job, kind, true);
    });
  } catch (error) {
    if (!(error instanceof SpoiledError)) throw error;
    await actingFor(
      db,
      job,
      'import.commit',
    )(async (tx) => {
      await updateRows(tx, job.id, error.rows);
      const counts = await countRows(tx, job.id);
      await writeProgress(tx, job.id, { ...counts, share: 0, seconds_left: null });
      await finish(tx, job.id, 'committing', 'checked', job.acting_at, {
        code: 'ROWS_INVALID',
        params: { count: counts.invalid },
      });
    });
  }
}

/** @param lockClaims hold the firms of claims to be a first loan from the beginning, so that no other claim comes between */
async function commitOnce(db: Db, job: Job, kind: Kind, lockClaims: boolean): Promise<void> {
  const act = actingFor(db, job, 'import.commit');
  await act(async (tx, actor) => {
    await holdImport(tx, job.id);
    if ((await readJob(tx, job.id))?.state !== 'committing') return;
    const { valid, invalid } = await countRows(tx, job.id);
    if (valid === 0 || (invalid > 0 && !job.partial)) {
      await finish(tx, job.id, 'committing', 'checked', job.acting_at, {
        code: 'ROWS_INVALID',
        params: { count: invalid },
      });
      return;
    }
    const reading: Reading = {
      kind: job.kind,
      reference: await readReference(tx),
      at: new Date(job.acting_at),
      bank: actor.bank?.code ?? null,
      regions: actor.regions,
      amountUnit: null,
      date1904: false,
      title: '',
    };
    if (kind.bulk) await beginBulk(tx, job.id, lockClaims);
    const { filed, relinked } = await fileAll(tx, job, kind, reading, reporter(db, job, valid));
    if (kind.bulk && !(await endBulk(tx, job.id))) throw new FirstLoanError();
    const report = isList(job) ? { ...(await reportOf(tx, job.id)), relinked } : null;
    await writeProgress(tx, job.id, {
      ...(await countRows(tx, job.id)),
      filed,
      share: 1,
      seconds_left: null,
      ...(report ? { report } : {}),
    });
    await finish(tx, job.id, 'committing', 'committed', job.acting_at);
  });
}

/** Lists say of each row what became of it; a filing that was good has become what it was to be. */
const isList = ({ kind }: Job): boolean => kind === 'qualifications' || kind === 'firms';

async function fileAll(
  tx: Tx,
  job: Job,
  kind: Kind,
  reading: Reading,
  report: (filed: number) => Promise<void>,
): Promise<{ filed: number; relinked: number }> {
  const [memory, spoiled]: [FileMemory, CheckedRow[]] = [newMemory(), []];
  let [filed, relinked] = [0, 0];
  for await (const { rows, ids } of goodRows(tx, job.id, kind.bulk ? 'sheet' : 'firm', BATCH)) {
    if (!kind.bulk) await lockFirms(tx, [...new Set(rows.flatMap((row) => kind.firmOf(row) ?? []))]);
    const checked = await kind.check(tx, rows, reading, memory);
    const good = checked.filter(isGood);
    spoiled.push(...checked.filter((row) => !isGood(row)));
    if (spoiled.length > 0 && !job.partial) continue;
    const done = await kind.file(tx, good, reading, ids);
    filed += good.length;
    relinked += done.relinked ?? 0;
    if (isList(job)) await updateRows(tx, job.id, checked);
    await report(filed);
  }
  if (spoiled.length > 0 && !job.partial) throw new SpoiledError(spoiled);
  await updateRows(tx, job.id, spoiled);
  return { filed, relinked };
}

/** Reports from outside the transaction how far it is. */
function reporter(db: Db, job: Job, all: number): (filed: number) => Promise<void> {
  const began = performance.now();
  let last = began;
  return async (filed) => {
    const now = performance.now();
    if (now - last < REPORT_EVERY_MS) return;
    last = now;
    const share = filed / all;
    const secondsLeft = Math.ceil(((now - began) / 1000) * ((1 - share) / share));
    await asSystem(db, 'imports', { action: 'import.report', at: new Date(job.acting_at) }, (tx) =>
      writeProgress(tx, job.id, { share, filed, seconds_left: secondsLeft }),
    );
  };
}
