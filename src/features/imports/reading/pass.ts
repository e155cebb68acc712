/** One pass over the rows of a sheet: reads, checks and stores them, and collects what is to be said about the file. */
import { setImmediate } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import type { ImportCode } from '../../../domain/sheet/import-codes.ts';
import { IMPORT_MAX_ROWS } from '../../../domain/limits.ts';
import { unitOfUnitCell } from '../../../domain/sheet/amount-units.ts';
import { valueText, type ReadCell } from '../../../domain/sheet/cell.ts';
import { REQUIRED_IMPORT_FIELDS, type AmountUnit, type ImportField } from '../../../domain/sheet/import-words.ts';
import type { Layout } from '../../../domain/sheet/layout.ts';
import { listRevokesQuestion, revocationOf } from '../../../domain/sheet/list-revokes.ts';
import { answerTo, type Question } from '../../../domain/sheet/questions.ts';
import { otherCurrencyInCell } from '../../../domain/sheet/words/currencies.ts';
import { UnreadableError, type ReadRow, type Spreadsheet } from '../../../sheets/spreadsheet.ts';
import { insertRows, requireRun, writeProgress, type Corrections, type Job } from '../job/job.queries.ts';
import { isFileable, newMemory, type DraftRow, type FileMemory, type Kind, type Reading } from '../kinds/kind.ts';
import { createAsked } from './asked.ts';
import type { CodedMessage, StoredError } from './findings.ts';
import { createMagnitude } from './magnitude.ts';
import { MergedCells } from './merged-cells.ts';
import { RowKinds } from './row-kinds.ts';
import { RegionColumns } from './region-columns.ts';
import { RowWidths } from './row-widths.ts';
import { DoubtfulRows } from './doubtful-rows.ts';
import { createSum } from './sum.ts';
import { UnusualRates } from './unusual-rates.ts';
import type { Acting } from './acting.ts';

/** Rows that are checked and stored at once. */
const BATCH = 2000;

/** The value of a row in a column; empty for none. */
const textAt = ({ cells }: ReadRow, column: number): string => valueText(cells[column] ?? { text: '' }) ?? '';

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
  readonly rowKinds: RowKinds;
  /** The question about a list that revokes as a whole. */
  readonly revokes: Question | null;
  readonly #doubtful: DoubtfulRows;
  readonly #regions: RegionColumns;
  readonly #rates = new UnusualRates();
  /** By the units that rows name. */
  readonly #readings = new Map<AmountUnit | null, Reading>();
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
    this.rowKinds = new RowKinds(layout, job.kind);
    this.#regions = new RegionColumns(layout, job.kind);
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
          if (row.n < this.layout.headerRow) this.rowKinds.totals.addLine(row, true);
          if (row.n < this.layout.firstRow) continue;
          this.#addRow(row);
          if (this.#batch.length >= BATCH) await this.#flushNext();
        }
        // Lets answers of the database arrive: the rows of a CSV are read without waiting for anything.
        await setImmediate();
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

  #addRow(row: ReadRow): void {
    const { n, cells } = row;
    const merged = this.#merged.at(row);
    const values = this.#valuesOf(n, cells);
    const sharesCells = [...merged.keys()].some((index) => this.#fields.has(index));
    if (!this.rowKinds.isRecord(row, values, sharesCells)) return this.#doubtful.addLine(row);
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
    this.#regions.fill(row, values);
    const interpreted = this.kind.interpret(n, values, reading);
    const corrected = this.corrections.get(n)?.['regionCode'] !== undefined;
    const read = corrected ? interpreted : this.#regions.check(row, interpreted, reading);
    const tooLong = this.#widths.errorOf(row, this.#fields);
    const whole = tooLong === null ? read : { ...read, formErrors: [...read.formErrors, tooLong] };
    const draft = this.#inYuan(row, sharesAmount ? withoutAmount(whole) : whole);
    // The cells of a row that is too long may be those of other columns.
    for (const { field, question, answer } of tooLong === null ? (draft.questions ?? []) : [])
      this.asked.add(question, answer, { field, rows: 1 });
    if (draft.formErrors.some(({ code }) => code === 'UNIT_UNKNOWN')) this.unitMissing = true;
    const fen = draft.draft['amount'];
    this.rowKinds.totals.addRow(n, typeof fen === 'string' ? BigInt(fen) : undefined);
    if (typeof fen === 'string') this.magnitude.add(fen);
    this.#rates.addRow(n, draft.draft['annualRate']);
    this.#batch.push(draft);
  }

  /** Refuses the amount of a row whose column of currencies names another one. */
  #inYuan(row: ReadRow, draft: DraftRow): DraftRow {
    const { currencyColumn } = this.layout;
    const currency = currencyColumn === null ? null : otherCurrencyInCell(textAt(row, currencyColumn));
    if (currency === null || this.corrections.get(draft.n)?.['amount'] !== undefined) return draft;
    return withoutAmount(draft, { field: 'amount', code: 'CURRENCY_OTHER', params: { currency } });
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
    const decision = this.#doubtful.decisionOn(row);
    if (decision === 'leave') return null;
    const answer = this.revokes === null ? null : answerTo(this.revokes, this.reading.answers);
    // Rows of a list that revokes are read as such also before it is said what it is to do.
    const all = this.revokes === null ? null : revocationOf(answer ?? 'revoke');
    if (this.revokes !== null && all === null) return { ...this.reading, revokes: { on: null, refused: true } };
    if (all === null && decision !== 'revoke') return this.#withUnitOf(row);
    return {
      ...this.reading,
      revokes: { on: this.#doubtful.revokedOn(row, this.reading.date1904) ?? all?.on ?? null },
    };
  }

  /** With the unit that the row names in a column of its own; with none if the heading names another one. */
  #withUnitOf(row: ReadRow): Reading {
    const { unitColumn, amountUnit, amountUnitRemembered } = this.layout;
    const named = unitColumn === null ? undefined : unitOfUnitCell(textAt(row, unitColumn));
    if (named === undefined || named === amountUnit) return this.reading;
    const unit = amountUnit === null || amountUnitRemembered ? named : null;
    const known = this.#readings.get(unit) ?? { ...this.reading, amountUnit: unit };
    this.#readings.set(unit, known);
    return known;
  }

  #end(): void {
    if (this.revokes !== null) this.asked.add(this.revokes, answerTo(this.revokes, this.reading.answers));
    this.confirmations = [...this.rowKinds.confirmations(), ...this.#rates.confirmations()];
    this.notices.push(...this.#doubtful.end(this.asked), ...this.rowKinds.notices());
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
