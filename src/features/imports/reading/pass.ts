/** One pass over the rows of a sheet: reads, checks and stores them, and collects what is to be said about the file. */
import { v7 as uuidv7 } from 'uuid';
import type { ImportCode } from '../../../domain/sheet/import-codes.ts';
import { IMPORT_MAX_ROWS } from '../../../domain/limits.ts';
import { isPrepared, type ReadCell } from '../../../domain/sheet/cell.ts';
import { headingKey, unitOfLine } from '../../../domain/sheet/headings.ts';
import {
  REQUIRED_IMPORT_FIELDS,
  type AmountUnit,
  type ImportField,
  type ImportKind,
} from '../../../domain/sheet/import-words.ts';
import type { Layout } from '../../../domain/sheet/layout.ts';
import { listRevokesQuestion, revocationOf } from '../../../domain/sheet/list-revokes.ts';
import { answerTo, type Question } from '../../../domain/sheet/questions.ts';
import { isHeadingRow, isSignatureRow, totalRowOf } from '../../../domain/sheet/row-words.ts';
import { otherCurrencyIn } from '../../../domain/sheet/words/currencies.ts';
import { UnreadableError, type ReadRow, type Spreadsheet } from '../../../sheets/spreadsheet.ts';
import { insertRows, requireRun, writeProgress, type Corrections, type Job } from '../job/job.queries.ts';
import { isFileable, newMemory, type DraftRow, type FileMemory, type Kind, type Reading } from '../kinds/kind.ts';
import { createAsked } from './asked.ts';
import type { CodedMessage, StoredError } from './findings.ts';
import { createMagnitude } from './magnitude.ts';
import { MergedCells } from './merged-cells.ts';
import { RowWidths } from './row-widths.ts';
import { DoubtfulRows } from './doubtful-rows.ts';
import { createSum } from './sum.ts';
import { Totals } from './totals.ts';
import type { Acting } from './acting.ts';

/** Rows that are checked and stored at once. */
const BATCH = 2000;

/** A row is data if it has a value for one of these fields. */
const DATA_FIELDS: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  filings: ['uscc', 'receiptNo', 'amount', 'disbursedOn'],
  history: ['uscc', 'receiptNo', 'amount', 'disbursedOn'],
  qualifications: ['uscc', 'certificateNo'],
  firms: ['uscc', 'regionCode'],
  announcement: ['firmName', 'certificateNo', 'uscc'],
};

/** Whether a cell holds more than a stroke or a star. */
const isWritten = (cell: ReadCell | undefined): boolean => /[\p{L}\p{N}]/u.test(cell?.text.slice(0, 200) ?? '');
const hasDigit = (cell: ReadCell | undefined): boolean => /[0-9]/.test(cell?.text.slice(0, 200) ?? '');
/** As long as a credit code nearly is, or a number that was one. */
const hasLongCode = (cell: ReadCell | undefined): boolean =>
  (cell?.text.slice(0, 200).match(/[0-9A-Za-z０-９]/g)?.length ?? 0) >= 9;

const headers = ({ columns }: Layout): string[] => columns.map(({ header }) => header);

/** Replaces an amount by an error; by default, that it is merged over several rows. */
function withoutAmount(row: DraftRow, error: StoredError = { field: 'amount', code: 'MERGED_AMOUNT' }): DraftRow {
  const { amount: _sum, ...draft } = row.draft;
  return {
    ...row,
    draft,
    formErrors: [...row.formErrors.filter(({ field }) => field !== 'amount'), error],
  };
}

/** One pass over the rows of a sheet. */
export class Pass {
  rows = 0;
  invalid = 0;
  #checked = 0;
  /** The database work on the previous batch, while the next one is read. */
  #flushing: Promise<void> = Promise.resolve();
  unitMissing = false;
  /** The amounts are more than a hundred times as large, or as small, as those that the bank filed before. */
  unitJumped = false;
  readonly magnitude = createMagnitude();
  unitBelow: AmountUnit | null = null;
  skippedFrom: number | null = null;
  readonly notices: CodedMessage<ImportCode>[] = [];
  confirmations: CodedMessage<ImportCode>[] = [];
  readonly asked = createAsked();
  readonly sum = createSum();
  readonly missing: readonly ImportField[];
  #flagged = 0;
  #batch: DraftRow[] = [];
  #merged = new MergedCells([], 0);
  readonly #widths = new RowWidths();
  readonly #memory: FileMemory = newMemory();
  readonly #fields: ReadonlyMap<number, ImportField>;
  readonly #headings: ReadonlyMap<number, string>;
  readonly #totals: Totals;
  /** The question about a list that revokes as a whole. */
  readonly revokes: Question | null;
  readonly #doubtful: DoubtfulRows;
  #signatures = 0;
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
    this.#headings = new Map(layout.columns.map(({ index, header }) => [index, headingKey(header)]));
    this.#totals = new Totals(layout.amountUnit);
    const present = new Set(this.#fields.values());
    this.revokes = job.kind === 'qualifications' ? listRevokesQuestion(reading.titles, headers(layout)) : null;
    this.#doubtful = new DoubtfulRows(job.kind, layout.columns, reading.answers, this.revokes !== null);
    const required = this.revokes
      ? (['certificateNo'] as const)
      : (kind.requiredFields?.(reading) ?? REQUIRED_IMPORT_FIELDS[job.kind]);
    this.missing = required.filter((field) => !present.has(field));
  }

  async run(): Promise<this> {
    this.kind.begin?.(this.reading);
    this.#merged = new MergedCells(await this.spreadsheet.merges(this.sheet), this.layout.firstRow);
    try {
      for await (const batch of this.spreadsheet.rows(this.sheet)) {
        this.#widths.look(batch, this.layout.firstRow, this.layout.headerRow);
        for (const row of batch) {
          if (row.n < this.layout.headerRow) this.#addLineAbove(row);
          if (row.n < this.layout.firstRow) continue;
          this.#addRow(row);
          if (this.#batch.length >= BATCH) await this.#flushNext();
        }
      }
      await this.#flushNext();
      await this.#flushing;
      this.#end();
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

  #addLineAbove({ n, cells }: ReadRow): void {
    const total = totalRowOf(cells, false);
    if (total !== null) this.#totals.addLineAbove(n, total);
  }

  #addRow(row: ReadRow): void {
    const { n, cells } = row;
    const merged = this.#merged.at(row);
    const values = this.#valuesOf(n, cells);
    if (this.#isNoRecord(row, values)) return;
    const reading = this.#readingOf(row);
    if (reading === null) return;
    this.rows += 1;
    if (this.rows > IMPORT_MAX_ROWS) throw new UnreadableError('TOO_MANY_ROWS', { max: IMPORT_MAX_ROWS });
    let sharesAmount = false;
    for (const [index, cell] of merged) {
      const field = this.#fields.get(index);
      if (field === undefined || this.corrections.get(n)?.[field] !== undefined) continue;
      values.set(field, cell);
      sharesAmount ||= field === 'amount';
    }
    const read = this.kind.interpret(n, values, reading);
    const tooLong = this.#widths.errorOf(row, this.#fields);
    const whole = tooLong === null ? read : { ...read, formErrors: [...read.formErrors, tooLong] };
    const draft = this.#inYuan(row, sharesAmount ? withoutAmount(whole) : whole);
    // The cells of a row that is too long may be those of other columns.
    for (const { field, question, answer } of tooLong === null ? (draft.questions ?? []) : [])
      this.asked.add(question, answer, { field, rows: 1 });
    if (draft.formErrors.some(({ code }) => code === 'UNIT_UNKNOWN')) this.unitMissing = true;
    const fen = draft.draft['amount'];
    this.#totals.addRow(n, typeof fen === 'string' ? BigInt(fen) : undefined);
    if (typeof fen === 'string') this.magnitude.add(fen);
    this.#batch.push(draft);
  }

  /** Refuses the amount of a row whose column of currencies names another one. */
  #inYuan({ cells }: ReadRow, draft: DraftRow): DraftRow {
    const { currencyColumn } = this.layout;
    const currency = currencyColumn === null ? null : otherCurrencyIn(cells[currencyColumn]?.text ?? '');
    if (currency === null || this.corrections.get(draft.n)?.['amount'] !== undefined) return draft;
    return withoutAmount(draft, { field: 'amount', code: 'CURRENCY_OTHER', params: { currency } });
  }

  #isData(values: ReadonlyMap<ImportField, ReadCell>): boolean {
    return DATA_FIELDS[this.job.kind].some((field) => {
      const cell = values.get(field);
      return cell !== undefined && !isPrepared(cell);
    });
  }

  /** A row that is no data: it may name the unit. One with nothing but a running number is empty. */
  #skip({ n, cells }: ReadRow): void {
    for (const cell of cells) if (cell) this.unitBelow ??= unitOfLine(cell.text);
    if (cells.some((cell) => cell?.kind === 'text' && !cell.computed && !/^[0-9]+$/.test(cell.text)))
      this.skippedFrom ??= n;
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

  /** How the row is read; null when it is left out. */
  #readingOf(row: ReadRow): Reading | null {
    const fate = this.#doubtful.fateOf(row);
    if (fate === 'leave') return null;
    const answer = this.revokes === null ? null : answerTo(this.revokes, this.reading.answers);
    // Rows of a list that revokes are read as such also before it is said what it is to do.
    const all = this.revokes === null ? null : revocationOf(answer ?? 'revoke');
    if (this.revokes !== null && all === null) return { ...this.reading, revokes: { on: null, refused: true } };
    if (all === null && fate !== 'revoke') return this.reading;
    return {
      ...this.reading,
      revokes: { on: this.#doubtful.revokedOn(row, this.reading.date1904) ?? all?.on ?? null },
    };
  }

  /** Totals, repeated headings, signatures, notes and empty rows are no records. */
  #isNoRecord(row: ReadRow, values: ReadonlyMap<ImportField, ReadCell>): boolean {
    const { n, cells } = row;
    const hasCode = isWritten(values.get('uscc')) || isWritten(values.get('certificateNo'));
    if (!hasCode) {
      const total = totalRowOf(cells, isWritten(values.get('receiptNo')) || isWritten(values.get('disbursedOn')));
      if (total !== null) {
        this.#totals.addTotal(n, total, values.get('amount'));
        return true;
      }
    }
    if (isHeadingRow(cells, this.#headings)) return true;
    if (!hasLongCode(values.get('uscc')) && !hasDigit(values.get('amount')) && isSignatureRow(cells)) {
      this.#signatures ||= n;
      return true;
    }
    if (this.#isData(values)) return false;
    this.#skip(row);
    return true;
  }

  #end(): void {
    if (this.revokes !== null) this.asked.add(this.revokes, answerTo(this.revokes, this.reading.answers));
    this.confirmations = this.#totals.end();
    this.notices.push(
      ...this.#doubtful.end(this.asked),
      ...this.#totals.messages,
      ...(this.#signatures === 0 ? [] : [{ code: 'SIGNATURE_SKIPPED' as const, params: { row: this.#signatures } }]),
      ...(this.skippedFrom === null ? [] : [{ code: 'ROWS_SKIPPED' as const, params: { row: this.skippedFrom } }]),
    );
  }

  async #flush(drafts: readonly DraftRow[]): Promise<void> {
    await this.act(async (tx) => {
      await requireRun(tx, this.job);
      const checked = await this.kind.check(tx, drafts, this.reading, this.#memory);
      const at = this.reading.at.getTime();
      const ids = new Map(drafts.map(({ n }) => [n, uuidv7({ msecs: at, seq: n })]));
      await insertRows(tx, this.job.id, checked, ids);
      this.sum.add(checked);
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
