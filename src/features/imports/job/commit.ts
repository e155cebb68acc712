import { asSystem, lockFirms } from '../../../data/as-actor.ts';
import type { Db, Tx } from '../../../data/database.ts';
import { initialsOf } from '../../../data/initials.ts';
import { nameKey } from '../../../domain/values/text.ts';
import {
  doubtKept,
  enterFirms,
  filePart,
  firmsOfBadRows,
  forgetKept,
  lockPart,
  partsOf,
  staleFirms,
  unknownFirms,
} from '../kinds/filings.queries.ts';
import {
  countRows,
  finish,
  goodRows,
  goodRowsOfFirms,
  holdImport,
  readJob,
  reportOf,
  updateRows,
  writeProgress,
  type Job,
} from './job.queries.ts';
import { keepAnew } from '../kinds/keep.ts';
import { isGood, judgedBy, newMemory, type JudgedRow, type Kind, type Reading } from '../kinds/kind.ts';
import { actingFor } from '../reading/read.ts';
import { readReference } from '../kinds/reference.queries.ts';

/** Up to so many rows are filed in the order of the sheet, so that their numbers follow it. */
const FEW = 5000;
const BATCH = 5000;
const TELL_EVERY_MS = 400;

/** Rows that were right when they were checked and are not any more: all is undone. */
class SpoiledError extends Error {
  constructor(readonly rows: readonly JudgedRow[]) {
    super('rows are not right any more');
  }
}

/**
 * Files the rows of an import that are right, in one transaction: whole, or not at all. What they were judged by is looked
 * at once more under the locks of their firms, for the registry may have changed since they were checked.
 *
 * Locks are taken part by part in the order that everybody keeps, so that others wait for a firm no longer than they must.
 */
export async function commitRows(db: Db, job: Job, kind: Kind): Promise<void> {
  const act = actingFor(db, job, 'import.commit');
  try {
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
      const { filed, relinked } = await fileAll(tx, db, job, kind, reading, valid);
      const report =
        job.kind === 'qualifications' || job.kind === 'firms' ? { ...(await reportOf(tx, job.id)), relinked } : null;
      await writeProgress(tx, job.id, {
        ...(await countRows(tx, job.id)),
        filed,
        share: 1,
        seconds_left: null,
        ...(report ? { report } : {}),
      });
      await finish(tx, job.id, 'committing', 'committed', job.acting_at);
    });
  } catch (error) {
    if (!(error instanceof SpoiledError)) throw error;
    await act(async (tx) => {
      await updateRows(tx, job.id, error.rows);
      if (kind.keep)
        await forgetKept(
          tx,
          job.id,
          error.rows.map(({ n }) => n),
        );
      const counts = await countRows(tx, job.id);
      await writeProgress(tx, job.id, { ...counts, share: 0, seconds_left: null });
      await finish(tx, job.id, 'committing', 'checked', job.acting_at, {
        code: 'ROWS_INVALID',
        params: { count: counts.invalid },
      });
    });
  }
}

async function fileAll(
  tx: Tx,
  db: Db,
  job: Job,
  kind: Kind,
  reading: Reading,
  valid: number,
): Promise<{ filed: number; relinked: number }> {
  const tell = teller(db, job, valid);
  const spoiled: JudgedRow[] = [];
  const filed = kind.keep
    ? await fileKept(tx, job, kind, reading, valid, spoiled, tell)
    : await fileJudged(tx, job, kind, reading, valid, spoiled, tell);
  if (spoiled.length > 0 && !job.partial) throw new SpoiledError(spoiled);
  await updateRows(tx, job.id, spoiled);
  return filed;
}

type Tell = (filed: number) => Promise<void>;

/** Rows that are judged once more and then filed. */
async function fileJudged(
  tx: Tx,
  job: Job,
  kind: Kind,
  reading: Reading,
  valid: number,
  spoiled: JudgedRow[],
  tell: Tell,
): Promise<{ filed: number; relinked: number }> {
  let [filed, relinked] = [0, 0];
  for await (const { rows, ids } of goodRows(tx, job.id, valid <= FEW, valid <= FEW ? FEW : BATCH)) {
    await lockFirms(tx, [...new Set(rows.flatMap((row) => kind.firmOf(row) ?? []))]);
    const judged = await kind.judge(tx, rows, reading, newMemory());
    const good = judged.filter(isGood);
    spoiled.push(...judged.filter((row) => !isGood(row)));
    if (spoiled.length > 0 && !job.partial) continue;
    const report = await kind.file!(tx, good, reading, ids);
    filed += good.length;
    relinked += report.relinked ?? 0;
    // Lists say of each row what became of it; a filing that was right has become what it was to be.
    if (job.kind === 'qualifications' || job.kind === 'firms') await updateRows(tx, job.id, judged);
    await tell(filed);
  }
  return { filed, relinked };
}

const ALL_BUCKETS = { from: 0, to: 1023 };

/** Rows that are kept as they will be filed. Only those are judged again of which something has changed that they were judged by. */
async function fileKept(
  tx: Tx,
  job: Job,
  kind: Kind,
  reading: Reading,
  valid: number,
  spoiled: JudgedRow[],
  tell: Tell,
): Promise<{ filed: number; relinked: number }> {
  // A loan counts as a firm's first or not also by rows of its own file, which are not filed when they are bad.
  await doubtKept(tx, job.id, await firmsOfBadRows(tx, job.id));
  const parts = valid <= FEW ? [ALL_BUCKETS] : await partsOf(tx, job.id, BATCH);
  let filed = 0;
  for (const part of parts) {
    await lockPart(tx, job.id, part);
    const stale = await staleFirms(tx, job.id, part, judgedBy(reading));
    if (stale.length > 0) {
      const { rows, ids } = await goodRowsOfFirms(tx, job.id, stale);
      const judged = await kind.judge(tx, rows, reading, newMemory());
      spoiled.push(...judged.filter((row) => !isGood(row)));
      await keepAnew(tx, job.id, kind, judged, ids, judgedBy(reading));
    }
    if (spoiled.length > 0 && !job.partial) continue;
    await enterFirms(
      tx,
      (await unknownFirms(tx, job.id, part)).map(({ uscc, firm_name: name, region_code }) => ({
        uscc,
        name,
        name_key: nameKey(name),
        initials: initialsOf(name),
        region_code,
      })),
    );
    filed += await filePart(tx, job.id, part);
    await tell(filed);
  }
  return { filed, relinked: 0 };
}

/** Says from outside the transaction how far it is. */
function teller(db: Db, job: Job, all: number): (filed: number) => Promise<void> {
  const began = performance.now();
  let told = began;
  return async (filed) => {
    const now = performance.now();
    if (now - told < TELL_EVERY_MS) return;
    told = now;
    const share = filed / all;
    const secondsLeft = Math.ceil(((now - began) / 1000) * ((1 - share) / share));
    await asSystem(db, 'imports', { action: 'import.tell', at: new Date(job.acting_at) }, (tx) =>
      writeProgress(tx, job.id, { share, filed, seconds_left: secondsLeft }),
    );
  };
}
