/**
 * Reads and checks the file of an import, and stores its rows. It runs in the worker thread and may be interrupted at
 * any point: it starts again from the stored file.
 */
import { v7 as uuidv7 } from 'uuid';
import { asImporter, type Actor } from '../../../data/as-actor.ts';
import type { Db, Tx } from '../../../data/database.ts';
import { sumOfCell } from '../../../domain/sheet/cell-amount.ts';
import { isPrepared, type ReadCell } from '../../../domain/sheet/cell.ts';
import {
  REQUIRED_IMPORT_FIELDS,
  type AmountUnit,
  type ImportField,
  type ImportKind,
} from '../../../domain/sheet/import-words.ts';
import type { ImportCode } from '../../../domain/sheet/import-codes.ts';
import { NO_ANSWERS } from '../../../domain/sheet/questions.ts';
import { HEADER_WITHIN_ROWS, IMPORT_MAX_ROWS, SHEET_TOTALS_MAX } from '../../../domain/limits.ts';
import { formatAmount } from '../../../domain/values/money.ts';
import { headingKey, unitOfLine } from '../../../domain/sheet/headings.ts';
import {
  columnIndex,
  columnLetters,
  findLayout,
  totalOf,
  type Layout,
  type LayoutHints,
} from '../../../domain/sheet/layout.ts';
import { openSpreadsheet } from '../../../sheets/open-spreadsheet.ts';
import { UnreadableError, type ReadRow, type Spreadsheet } from '../../../sheets/spreadsheet.ts';
import type { ImportMapping } from '../imports.dto.ts';
import type { FileFindings, CodedMessage } from './findings.ts';
import { MergedCells } from './merged-cells.ts';
import { RowWidths } from './row-widths.ts';
import {
  clearRows,
  deleteCorrections,
  insertRows,
  readChunk,
  readCorrections,
  readRemembered,
  remember,
  requireRun,
  writeProgress,
  type Job,
  type Corrections,
} from '../job/job.queries.ts';
import { isFileable, newMemory, type DraftRow, type FileMemory, type Kind, type Reading } from '../kinds/kind.ts';
import { readReference } from '../kinds/reference.queries.ts';

const BATCH = 500;

export interface ReadOutcome {
  readonly needsAnswer: boolean;
  readonly rows: number;
  readonly invalid: number;
}

/** Runs work in a transaction as the account that started the import. */
export type Acting = <T>(work: (tx: Tx, actor: Actor) => Promise<T>) => Promise<T>;

/** Binds transactions to the account of an import. They throw NoSessionError once the account is disabled. */
export function actingFor(db: Db, job: Job, action: string, bulk = false): Acting {
  return (work) => asImporter(db, job.id, { action, at: new Date(job.acting_at), requestId: job.id, bulk }, work);
}

/**
 * Reads the file of an import from the start, checks every row and stores rows and findings. Rows of an earlier reading
 * are deleted.
 *
 * @throws UnreadableError for a file that cannot be read, DeletedError, RunTakenOverError, NoSessionError
 */
export async function readImport(db: Db, job: Job, kind: Kind): Promise<ReadOutcome> {
  const act = actingFor(db, job, 'import.read');
  const { bytes, reading, remembered, corrections } = await act(async (tx, actor) => {
    await requireRun(tx, job);
    await clearRows(tx, job.id);
    const reference = await readReference(tx);
    return {
      bytes: await readBytes(tx, job),
      corrections: await readCorrections(tx, job.id),
      remembered: await readRemembered(tx, job.bank_code, job.kind),
      reading: {
        kind: job.kind,
        reference,
        at: new Date(job.acting_at),
        bank: actor.bank?.code ?? null,
        regions: actor.regions,
        amountUnit: null,
        date1904: false,
        answers: NO_ANSWERS,
        title: job.file_name,
        committing: false,
      } as Reading,
    };
  });
  const spreadsheet = await openSpreadsheet(bytes, job.format);
  const mapping = (job.mapping ?? {}) as Partial<ImportMapping>;
  const hints: LayoutHints = {
    headerRow: mapping.headerRow,
    amountUnit: mapping.amountUnit,
    remembered,
    columns: new Map(Object.entries(mapping.columns ?? {}).map(([letters, field]) => [columnIndex(letters), field])),
  };
  const { sheet, layout } = await chooseSheet(spreadsheet, job.kind, hints, mapping.sheet);
  // Corrections belong to the sheet that was read when they were made.
  const otherSheet = corrections.size > 0 && job.found !== null && ((job.found as FileFindings).sheet ?? '') !== sheet;
  if (otherSheet)
    await act(async (tx) => {
      await requireRun(tx, job);
      await deleteCorrections(tx, job.id);
    });
  const pass = (unit: AmountUnit | null): Promise<Pass> =>
    new Pass(
      act,
      job,
      kind,
      spreadsheet,
      sheet,
      otherSheet ? new Map() : corrections,
      { ...layout, amountUnit: unit },
      {
        ...reading,
        amountUnit: unit,
        date1904: spreadsheet.date1904,
        title: `${layout.title} ${sheet} ${job.file_name}`,
      },
    ).run();
  let done = await pass(layout.amountUnit);
  // The unit may be in a note below the table, which is read last.
  if (done.unitMissing && done.unitBelow !== null) {
    await act(async (tx) => {
      await requireRun(tx, job);
      await clearRows(tx, job.id);
    });
    done = await pass(done.unitBelow);
  }
  if (done.rows === 0) throw new UnreadableError('FILE_EMPTY');
  const findings = findingsOf(spreadsheet, sheet, done, corrections.size);
  await act(async (tx) => {
    await requireRun(tx, job);
    await writeProgress(tx, job.id, { found: findings, share: 1, seconds_left: null });
    if (job.mapping !== null) await remember(tx, job.bank_code, job.kind, givenHeadings(done.layout, mapping));
  });
  return { needsAnswer: findings.questions.length > 0, rows: done.rows, invalid: done.invalid };
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

/** The named sheet, or else the first visible one with headings. @throws UnreadableError if there is none */
async function chooseSheet(
  spreadsheet: Spreadsheet,
  kind: ImportKind,
  hints: LayoutHints,
  named: string | undefined,
): Promise<{ sheet: string; layout: Layout }> {
  const visible = spreadsheet.sheets.filter(({ hidden }) => !hidden).map(({ name }) => name);
  const names =
    spreadsheet.sheets.length === 0
      ? ['']
      : named === undefined
        ? visible
        : spreadsheet.sheets.map(({ name }) => name).filter((name) => name === named);
  let empty = true;
  for (const sheet of names) {
    const rows: ReadRow[] = [];
    for await (const batch of spreadsheet.rows(sheet)) {
      rows.push(...batch);
      if (rows.length >= HEADER_WITHIN_ROWS) break;
    }
    if (rows.length > 0) empty = false;
    const layout = findLayout(rows.slice(0, HEADER_WITHIN_ROWS), kind, hints);
    if (layout !== null) return { sheet, layout };
  }
  throw new UnreadableError(empty ? 'FILE_EMPTY' : 'HEADER_NOT_FOUND');
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

function findingsOf(spreadsheet: Spreadsheet, sheet: string, done: Pass, corrected: number): FileFindings {
  const { layout, job } = done;
  const questions: CodedMessage<ImportCode>[] = [
    ...layout.duplicates.map(({ field, columns }) => ({
      code: 'COLUMN_TWICE' as const,
      field,
      params: { columns: columns.map(columnLetters).join(', ') },
    })),
    ...done.missing.map((field) => ({ code: 'COLUMN_MISSING' as const, field })),
    ...(done.unitMissing ? [{ code: 'UNIT_UNKNOWN' as const, field: 'amount' as const }] : []),
  ];
  const others = spreadsheet.sheets.filter(({ name }) => name !== sheet);
  const names = (hidden: boolean): string =>
    others
      .filter((one) => one.hidden === hidden)
      .map(({ name }) => name)
      .join('、');
  const ignored = layout.columns
    .filter(({ field }) => field === null)
    .map(({ header }) => header)
    .join('、');
  const notices: CodedMessage<ImportCode>[] = [
    ...spreadsheet.notices.map((code) => ({ code })),
    ...(names(false) === '' ? [] : [{ code: 'SHEETS_NOT_READ' as const, params: { names: names(false) } }]),
    ...(names(true) === '' ? [] : [{ code: 'SHEETS_HIDDEN' as const, params: { names: names(true) } }]),
    ...(ignored === '' ? [] : [{ code: 'COLUMNS_IGNORED' as const, params: { names: ignored } }]),
    ...(job.same_file_as === null ? [] : [{ code: 'SAME_FILE' as const, params: { id: job.same_file_as } }]),
    ...(corrected === 0
      ? []
      : [
          {
            code: done.corrections.size === 0 ? ('MENDED_LOST' as const) : ('MENDED_KEPT' as const),
            params: { count: corrected },
          },
        ]),
    ...done.totals,
    ...(done.skippedFrom === null ? [] : [{ code: 'ROWS_SKIPPED' as const, params: { row: done.skippedFrom } }]),
  ];
  return {
    sheet: sheet === '' ? null : sheet,
    sheets: spreadsheet.sheets.filter(({ hidden }) => !hidden).map(({ name }) => name),
    headerRow: layout.headerRow,
    amountUnit: layout.amountUnit,
    columns: layout.columns.map(({ index, header, field, by }) => ({
      column: columnLetters(index),
      header,
      field,
      by,
    })),
    questions,
    notices,
  };
}

/** A row is data if it has a value for one of these fields. */
const DATA_FIELDS: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  filings: ['uscc', 'receiptNo', 'amount', 'disbursedOn'],
  history: ['uscc', 'receiptNo', 'amount', 'disbursedOn'],
  qualifications: ['uscc', 'certificateNo'],
  firms: ['uscc', 'regionCode'],
};

/** Replaces an amount that is merged over several rows by an error. */
function withoutAmount(row: DraftRow): DraftRow {
  const { amount: _sum, ...draft } = row.draft;
  return {
    ...row,
    draft,
    formErrors: [
      ...row.formErrors.filter(({ field }) => field !== 'amount'),
      { field: 'amount', code: 'MERGED_AMOUNT' },
    ],
  };
}

/** One pass over the rows of a sheet. */
class Pass {
  rows = 0;
  invalid = 0;
  #checked = 0;
  /** The database work on the previous batch, while the next one is read. */
  #flushing: Promise<void> = Promise.resolve();
  unitMissing = false;
  unitBelow: AmountUnit | null = null;
  skippedFrom: number | null = null;
  readonly totals: CodedMessage<ImportCode>[] = [];
  readonly missing: readonly ImportField[];
  #flagged = 0;
  #sumFen = 0n;
  #batch: DraftRow[] = [];
  #merged = new MergedCells([], 0);
  readonly #widths = new RowWidths();
  readonly #memory: FileMemory = newMemory();
  readonly #fields: ReadonlyMap<number, ImportField>;
  readonly #began = performance.now();

  constructor(
    readonly act: Acting,
    readonly job: Job,
    readonly kind: Kind,
    readonly spreadsheet: Spreadsheet,
    readonly sheet: string,
    readonly corrections: Corrections,
    readonly layout: Layout,
    readonly reading: Reading,
  ) {
    this.#fields = new Map(
      layout.columns.flatMap(({ index, field }) => (field === null ? [] : [[index, field] as const])),
    );
    const present = new Set(this.#fields.values());
    this.missing = REQUIRED_IMPORT_FIELDS[job.kind].filter((field) => !present.has(field));
  }

  async run(): Promise<this> {
    this.#merged = new MergedCells(await this.spreadsheet.merges(this.sheet), this.layout.firstRow);
    try {
      for await (const batch of this.spreadsheet.rows(this.sheet)) {
        this.#widths.look(batch, this.layout.firstRow, this.layout.headerRow);
        for (const row of batch) {
          if (row.n < this.layout.firstRow) continue;
          this.#addRow(row);
          if (this.#batch.length >= BATCH) await this.#flushNext();
        }
      }
      await this.#flushNext();
      await this.#flushing;
      return this;
    } finally {
      // No statement of this pass may run after its end.
      await this.#flushing.catch(() => undefined);
    }
  }

  /** Starts to check and store the collected rows once the previous batch is stored. */
  async #flushNext(): Promise<void> {
    await this.#flushing;
    const drafts = this.#batch;
    if (drafts.length === 0) return;
    this.#batch = [];
    this.#flushing = this.#flush(drafts);
    // The error is thrown where the promise is awaited; this avoids an unhandled rejection until then.
    this.#flushing.catch(() => undefined);
  }

  #addRow(row: ReadRow): void {
    const { n, cells } = row;
    const merged = this.#merged.at(row);
    const total = totalOf(cells);
    const values = this.#valuesOf(n, cells);
    if (total !== null && !values.has('uscc')) return this.#addTotal(n, total, values);
    const hasData = (field: ImportField): boolean => {
      const cell = values.get(field);
      return cell !== undefined && !isPrepared(cell);
    };
    if (!DATA_FIELDS[this.job.kind].some(hasData)) {
      for (const cell of cells) if (cell) this.unitBelow ??= unitOfLine(cell.text);
      // A row with nothing but a running number is empty.
      if (cells.some((cell) => cell?.kind === 'text' && !cell.computed && !/^[0-9]+$/.test(cell.text)))
        this.skippedFrom ??= n;
      return;
    }
    this.rows += 1;
    if (this.rows > IMPORT_MAX_ROWS) throw new UnreadableError('TOO_MANY_ROWS', { max: IMPORT_MAX_ROWS });
    let sharesAmount = false;
    for (const [index, cell] of merged) {
      const field = this.#fields.get(index);
      if (field === undefined || this.corrections.get(n)?.[field] !== undefined) continue;
      values.set(field, cell);
      sharesAmount ||= field === 'amount';
    }
    const read = this.kind.interpret(n, values, this.reading);
    const tooLong = this.#widths.errorOf(row, this.#fields);
    const whole = tooLong === null ? read : { ...read, formErrors: [...read.formErrors, tooLong] };
    const draft = sharesAmount ? withoutAmount(whole) : whole;
    if (draft.formErrors.some(({ code }) => code === 'UNIT_UNKNOWN')) this.unitMissing = true;
    const fen = draft.draft['amount'];
    if (typeof fen === 'string') this.#sumFen += BigInt(fen);
    this.#batch.push(draft);
  }

  /** The cells of a row by field, with the corrections applied. */
  #valuesOf(n: number, cells: ReadRow['cells']): Map<ImportField, ReadCell> {
    const values = new Map<ImportField, ReadCell>();
    cells.forEach((cell, index) => {
      const field = this.#fields.get(index);
      if (field !== undefined && cell !== undefined) values.set(field, cell);
    });
    for (const [field, text] of Object.entries(this.corrections.get(n) ?? {}) as [ImportField, string | null][]) {
      if (text === null || text.trim() === '') values.delete(field);
      else values.set(field, { text, kind: 'text' });
    }
    return values;
  }

  /** Compares a total with the sum of the rows. Subtotals are skipped. */
  #addTotal(n: number, total: 'total' | 'sub', values: ReadonlyMap<ImportField, ReadCell>): void {
    const cell = values.get('amount');
    const stated = total === 'sub' || cell === undefined ? null : sumOfCell(cell, this.reading.amountUnit);
    if (stated === null || this.totals.length >= SHEET_TOTALS_MAX) return;
    const sum = formatAmount(this.#sumFen);
    const agrees = stated === this.#sumFen;
    this.totals.push({
      code: agrees ? 'TOTAL_AGREES' : 'TOTAL_DIFFERS',
      params: { row: n, stated: formatAmount(stated), ...(agrees ? {} : { sum }) },
    });
  }

  async #flush(drafts: readonly DraftRow[]): Promise<void> {
    await this.act(async (tx) => {
      await requireRun(tx, this.job);
      const checked = await this.kind.check(tx, drafts, this.reading, this.#memory);
      const at = this.reading.at.getTime();
      const ids = new Map(drafts.map(({ n }) => [n, uuidv7({ msecs: at, seq: n })]));
      await insertRows(tx, this.job.id, checked, ids);
      this.invalid += checked.filter((row) => !isFileable(row)).length;
      this.#flagged += checked.filter((row) => isFileable(row) && row.flags.length > 0).length;
      this.#checked += drafts.length;
      const share = this.spreadsheet.share();
      const elapsed = performance.now() - this.#began;
      await writeProgress(tx, this.job.id, {
        share,
        rows_read: this.#checked,
        valid: this.#checked - this.invalid,
        invalid: this.invalid,
        flagged: this.#flagged,
        seconds_left: share > 0.05 ? Math.ceil((elapsed / 1000) * ((1 - share) / share)) : null,
      });
    });
  }
}
