/**
 * Commits an announcement: all rows in one transaction, each table in one statement, so that the filings are linked
 * again once. The audit trail names the document.
 */
import { v7 as uuidv7 } from 'uuid';
import { asImporter, lockFirms, type Actor } from '../../../data/as-actor.ts';
import type { Db, Tx } from '../../../data/database.ts';
import { enterWaitingCertificates } from '../../../data/waiting-certificates.queries.ts';
import { initialsOf } from '../../../data/initials.ts';
import { LIST_RULES, type Announcement } from '../../../domain/firm/announcement.ts';
import { nameKey } from '../../../domain/values/text.ts';
import {
  countRows,
  endStep,
  fileableRows,
  lockJob,
  readJob,
  reportOf,
  requireRun,
  updateRows,
  writeProgress,
  type Job,
} from '../job/job.queries.ts';
import { backToChecked, RowsInvalidError, storeInvalidRows } from '../job/rows-invalid.ts';
import { announcementKind, type AnnouncedChange } from '../kinds/announcement.ts';
import { isFileable, newMemory, type CheckedRow, type Reading } from '../kinds/kind.ts';
import { writeQualifications, type QualificationRow } from '../kinds/lists.queries.ts';
import { newReading } from '../kinds/reading.ts';
import { countBlocking, matchedFirms, renameFirms } from './announcements.queries.ts';
import { compareStandings, readStanding } from './effect.queries.ts';

const BATCH = 2000;

/** Rows that changed since they were checked send the import back to `checked`, with nothing done. */
export async function commitAnnouncement(db: Db, job: Job): Promise<void> {
  const announcement = job.announcement!;
  const audit = {
    action: 'import.commit',
    at: new Date(job.acting_at),
    requestId: job.id,
    reason: announcement.docNo,
  };
  try {
    await asImporter(db, job.id, audit, (tx, actor) => commitOnce(tx, actor, job, announcement));
  } catch (error) {
    if (!(error instanceof RowsInvalidError)) throw error;
    await asImporter(db, job.id, audit, async (tx) => {
      await storeInvalidRows(tx, job, error);
      await backToChecked(tx, job, { code: 'ROWS_INVALID', params: { count: error.rows.length } });
    });
  }
}

async function commitOnce(tx: Tx, actor: Actor, job: Job, announcement: Announcement): Promise<void> {
  await lockJob(tx, job.id);
  if ((await readJob(tx, job.id))?.state !== 'committing') return;
  const { undecided, invalid } = await countBlocking(tx, job.id);
  if (undecided > 0 || (invalid > 0 && !job.partial)) {
    await requireRun(tx, job);
    await backToChecked(tx, job, {
      code: undecided > 0 ? 'ROWS_UNDECIDED' : 'ROWS_INVALID',
      params: { count: undecided || invalid },
    });
    return;
  }
  const about = { kind: job.kind, at: new Date(job.acting_at), announcement };
  const reading = { ...(await newReading(tx, actor, about)), committing: true };
  const usccs = await matchedFirms(tx, job.id);
  await lockFirms(tx, usccs);
  const before = await readStanding(tx, usccs);
  const { changes, waiting } = await checkAll(tx, job, reading);
  await carryOut(tx, announcement, changes);
  await keepWaiting(tx, job, announcement, waiting);
  const { relinked, years } = compareStandings(before, await readStanding(tx, usccs));
  await requireRun(tx, job);
  const counted = await reportOf(tx, job.id);
  const report = { ...counted, new: counted.new - waiting.length, relinked, waiting: waiting.length, years };
  const filed = report.new + report.changed + report.unchanged;
  await writeProgress(tx, job.id, { ...(await countRows(tx, job.id)), filed, share: 1, seconds_left: null, report });
  await endStep(tx, job.id, 'committing', 'committed', job.acting_at);
}

interface Change extends AnnouncedChange {
  readonly isNew: boolean;
}

/** Checks all rows again, in the order of the list. */
async function checkAll(tx: Tx, job: Job, reading: Reading): Promise<{ changes: Change[]; waiting: WaitingRow[] }> {
  const memory = newMemory();
  const rejected: CheckedRow[] = [];
  const changes: Change[] = [];
  const waiting: WaitingRow[] = [];
  for await (const { rows } of fileableRows(tx, job.id, 'sheet', BATCH)) {
    const checked = await announcementKind.check(tx, rows, reading, memory);
    await updateRows(tx, job.id, checked);
    for (const row of checked) {
      if (!isFileable(row)) rejected.push(row);
      const change = row.hidden as AnnouncedChange | undefined;
      if (change?.uscc === null) waiting.push({ name: row.draft['firmName'] as string, change });
      else if (change !== undefined && row.verdict !== 'unchanged')
        changes.push({ ...change, isNew: row.verdict === 'new' });
    }
  }
  if (rejected.length > 0 && !job.partial) throw new RowsInvalidError(rejected);
  return { changes, waiting };
}

interface WaitingRow {
  readonly name: string;
  readonly change: AnnouncedChange;
}

/** Certificates whose firm is not in the registry. */
async function keepWaiting(
  tx: Tx,
  job: Job,
  { list, docNo, announcedOn }: Announcement,
  waiting: readonly WaitingRow[],
): Promise<void> {
  const at = new Date(job.acting_at);
  const certificates = waiting.map(({ name, change: { certificateNo = '', period } }, index) => ({
    id: uuidv7({ msecs: at.getTime(), seq: index }),
    kind: LIST_RULES[list].kind,
    certificateNo,
    name,
    validFrom: period!.validFrom,
    validTo: period!.validTo,
  }));
  await enterWaitingCertificates(tx, certificates, { docNo, announcedOn, importId: job.id, at });
}

async function carryOut(tx: Tx, { list }: Announcement, changes: readonly Change[]): Promise<void> {
  const { effect, kind } = LIST_RULES[list];
  if (effect === 'rename')
    return renameFirms(
      tx,
      changes.map(({ uscc, name = '' }) => ({
        uscc: uscc!,
        name,
        name_key: nameKey(name),
        initials: initialsOf(name),
      })),
    );
  if (effect === 'revoke')
    return writeQualifications(
      tx,
      [],
      [],
      changes.map(({ certificateNo = '', period }) => ({
        kind,
        certificate_no: certificateNo,
        revoked_on: period?.revokedOn ?? null,
      })),
    );
  const granted = (isNew: boolean): QualificationRow[] =>
    changes
      .filter((change) => change.isNew === isNew)
      .map(({ uscc, certificateNo = '', period }) => ({
        kind,
        certificate_no: certificateNo,
        uscc: uscc!,
        valid_from: period!.validFrom,
        valid_to: period!.validTo,
      }));
  return writeQualifications(tx, granted(true), granted(false), []);
}
