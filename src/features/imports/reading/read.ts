/**
 * Reads and checks the file of an import, and stores its rows. It runs in the worker process and may be interrupted at
 * any point: it starts again from the stored file.
 */
import type { Db, Tx } from '../../../data/database.ts';
import type { ImportKind } from '../../../domain/sheet/import-words.ts';
import { QUESTION_ID_MAX_CHARACTERS } from '../../../domain/limits.ts';
import type { Answers } from '../../../domain/sheet/questions.ts';
import { fieldOfHeading, headingKey } from '../../../domain/sheet/headings.ts';
import {
  choiceKey,
  columnIndex,
  columnLetters,
  columnsOfTablesBeside,
  type Layout,
  type LayoutHints,
} from '../../../domain/sheet/layout.ts';
import { rateUnitOf } from '../../../domain/sheet/rate-units.ts';
import { openSpreadsheet } from '../../../sheets/open-spreadsheet.ts';
import { UnreadableError } from '../../../sheets/spreadsheet.ts';
import type { ImportMapping } from '../imports.dto.ts';
import { actingFor, type Acting } from './acting.ts';
import { chooseSheet } from './choose-sheet.ts';
import type { FileFindings } from './findings.ts';
import { findingsOf } from './file-findings.ts';
import { Pass } from './pass.ts';
import { committedSheets } from './same-file.queries.ts';
import { hasSum } from './sum.ts';
import {
  clearRows,
  deleteCorrections,
  readChunk,
  readCorrections,
  requireRun,
  writeProgress,
  type Job,
} from '../job/job.queries.ts';
import { forgetAnswers, readAnswers, readRemembered, remember, rememberAnswers } from '../job/remembered.queries.ts';
import type { Kind } from '../kinds/kind.ts';
import { usualDigits } from '../kinds/filings.queries.ts';
import { newReading } from '../kinds/reading.ts';

export interface ReadOutcome {
  readonly needsAnswer: boolean;
  readonly needsConfirmation: boolean;
  readonly rows: number;
  readonly invalid: number;
}

/**
 * Reads the file of an import from the start, checks every row and stores rows and findings. Rows of an earlier reading
 * are deleted.
 *
 * @throws UnreadableError for a file that cannot be read, DeletedError, RunTakenOverError, NoSessionError
 */
export async function readImport(db: Db, job: Job, kind: Kind): Promise<ReadOutcome> {
  const act = actingFor(db, job, 'import.read');
  const mapping = (job.mapping ?? {}) as ImportMapping;
  const given = mapping.answers ?? {};
  const { bytes, reading, answers, remembered, corrections, committed } = await act(async (tx, actor) => {
    await requireRun(tx, job);
    await clearRows(tx, job.id);
    const about = { kind: job.kind, at: new Date(job.acting_at), announcement: job.announcement };
    return {
      bytes: await readBytes(tx, job),
      corrections: await readCorrections(tx, job.id),
      committed: job.same_file_as === null ? new Set<string>() : await committedSheets(tx, job),
      remembered: await readRemembered(tx, job.bank_code, job.kind),
      reading: await newReading(tx, actor, about),
      answers: withGiven(await readAnswers(tx, job.bank_code, job.kind), given),
    };
  });
  const spreadsheet = await openSpreadsheet(bytes, job.format);
  const hints = hintsOf(mapping, remembered, answers);
  const { sheet, layout, alike, withoutHeadings } = await chooseSheet(spreadsheet, job.kind, hints, mapping.sheet);
  const beside = columnsOfTablesBeside(layout);
  if (beside !== null) throw new UnreadableError('TABLES_BESIDE', { columns: beside.map(columnLetters).join('、') });
  // Corrections belong to the sheet that was read when they were made.
  const otherSheet = corrections.size > 0 && job.found !== null && ((job.found as FileFindings).sheet ?? '') !== sheet;
  if (otherSheet)
    await act(async (tx) => {
      await requireRun(tx, job);
      await deleteCorrections(tx, job.id);
    });
  const titles = [layout.title, sheet, job.file_name];
  const pass = ({ amountUnit, currency, rateUnit }: Units): Promise<Pass> =>
    new Pass(
      act,
      job,
      kind,
      spreadsheet,
      sheet,
      otherSheet ? new Map() : corrections,
      { ...layout, amountUnit },
      {
        ...reading,
        amountUnit,
        currency,
        rateUnit,
        date1904: spreadsheet.date1904,
        answers,
        title: titles.join(' '),
        titles,
      },
    ).run();
  let done = await pass(layout);
  const units = unitsWithNotes(layout, done);
  if (units !== null) {
    await act(async (tx) => {
      await requireRun(tx, job);
      await clearRows(tx, job.id);
    });
    done = await pass(units);
  }
  if (done.rows === 0) throw new UnreadableError('FILE_EMPTY');
  // What the user said holds, whatever a note says.
  done.unitMissing ||= done.rowKinds.contradictsUnit && mapping.amountUnit === undefined;
  done.unitJumped = await unitJumped(act, job, done);
  const chosen = { sheet, alike, withoutHeadings, named: mapping.sheet !== undefined, committed };
  const findings = findingsOf(spreadsheet, chosen, done, corrections.size, given);
  await act(async (tx) => {
    await requireRun(tx, job);
    const sum = hasSum(job.kind) ? done.sum.result() : null;
    await writeProgress(tx, job.id, { found: findings, sum, share: 1, seconds_left: null });
    await rememberGiven(tx, job, done, mapping);
  });
  return {
    needsAnswer: findings.questions.length > 0,
    needsConfirmation: (findings.confirmations ?? []).length > 0,
    rows: done.rows,
    invalid: done.invalid,
  };
}

type Units = Pick<Layout, 'amountUnit' | 'currency' | 'rateUnit'>;

/** The units of a table by the notes below it, which are read last; null if they add nothing to those of its layout. */
function unitsWithNotes(layout: Layout, { unitMissing, rowKinds }: Pass): Units | null {
  const { unitBelow, currencyBelow, rateBelow } = rowKinds;
  const amountUnit = unitMissing ? (unitBelow ?? layout.amountUnit) : layout.amountUnit;
  const currency = layout.currency ?? (layout.currencyColumn === null ? currencyBelow : null);
  const rateUnit = rateUnitOf(layout.rateUnit, rateBelow);
  const isSame = amountUnit === layout.amountUnit && currency === layout.currency && rateUnit === layout.rateUnit;
  return isSame ? null : { amountUnit, currency, rateUnit };
}

function hintsOf(mapping: ImportMapping, remembered: LayoutHints['remembered'], choices: Answers): LayoutHints {
  return {
    headerRow: mapping.headerRow,
    amountUnit: mapping.amountUnit,
    remembered,
    choices,
    columns: new Map(Object.entries(mapping.columns ?? {}).map(([letters, field]) => [columnIndex(letters), field])),
  };
}

/** Whether a remembered unit gives amounts of another magnitude than the bank's earlier ones. */
async function unitJumped(act: Acting, { bank_code: bank }: Job, { layout, unitMissing, magnitude }: Pass) {
  if (!layout.amountUnitRemembered || unitMissing || bank === null) return false;
  return magnitude.jumpsFrom(await act((tx) => usualDigits(tx, bank)));
}

/** Stores for later files what the user said about this one. */
async function rememberGiven(tx: Tx, job: Job, done: Pass, mapping: ImportMapping): Promise<void> {
  const given = mapping.answers ?? {};
  await remember(tx, job.bank_code, job.kind, givenHeadings(done.layout, mapping));
  const answers = done.asked.answered(given).filter(({ by, remember: forLater }) => by === 'given' && forLater);
  const later = [...answers.map(({ id, answer }) => [id, answer] as const), ...choices(done.layout, job.kind, mapping)];
  await rememberAnswers(tx, job.bank_code, job.kind, new Map(later));
  const takenBack = Object.keys(given).filter((id) => given[id] === null);
  await forgetAnswers(tx, job.bank_code, job.kind, takenBack);
}

/** The answers remembered for the bank, and over them those given for this file. */
function withGiven(remembered: Answers, given: NonNullable<ImportMapping['answers']>): Answers {
  const answers = new Map(remembered);
  for (const [id, answer] of Object.entries(given)) {
    if (answer === null) answers.delete(id);
    else answers.set(id, answer);
  }
  return answers;
}

async function readBytes(tx: Tx, { id, bytes: size }: Job): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(Number(size));
  let at = 0;
  for (let n = 0; at < bytes.length; n += 1) {
    const chunk = await readChunk(tx, id, n);
    if (chunk === null) break;
    at += chunk.copy(bytes, at);
  }
  return bytes.subarray(0, at);
}

/** The headings with a field or unit given by the user, to store for later imports. */
function givenHeadings(layout: Layout, mapping: Partial<ImportMapping>) {
  return layout.columns.flatMap(({ index, header, field }) => {
    const key = headingKey(header);
    const given = mapping.columns?.[columnLetters(index)] !== undefined;
    const unit = field === 'amount' && mapping.amountUnit !== undefined ? mapping.amountUnit : null;
    return key !== '' && (given || unit !== null) ? [{ header: key, field, amountUnit: unit }] : [];
  });
}

/** The headings chosen among several of one field, with their keys. */
function choices({ columns }: Layout, kind: ImportKind, mapping: ImportMapping): (readonly [string, string])[] {
  return columns.flatMap(({ index, header, field }) => {
    if (field === null || mapping.columns?.[columnLetters(index)] !== field) return [];
    const headers = columns.flatMap((one) => (fieldOfHeading(one.header, kind) === field ? one.header : []));
    const key = choiceKey(field, headers);
    const isChoice = headers.length > 1 && headers.includes(header) && key.length <= QUESTION_ID_MAX_CHARACTERS;
    return isChoice ? [[key, headingKey(header)] as const] : [];
  });
}
