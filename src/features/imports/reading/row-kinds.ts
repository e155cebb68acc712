/**
 * Tells the records of a table from its other rows: totals, headings, signatures, notes, rows of other tables, empty
 * ones. What is no record is never filed; what is stated in it is compared, asked about or noted.
 */
import { TITLE_MAX_CHARACTERS, VALUE_CELL_MAX_CHARACTERS } from '../../../domain/limits.ts';
import { rateUnitOfLine, type RateUnit } from '../../../domain/sheet/rate-units.ts';
import { isPrepared, type ReadCell } from '../../../domain/sheet/cell.ts';
import { isColumnNumbersRow } from '../../../domain/sheet/heading-rows.ts';
import { unitOfLineText } from '../../../domain/sheet/amount-units.ts';
import type { ImportCode } from '../../../domain/sheet/import-codes.ts';
import type { AmountUnit, ImportField, ImportKind } from '../../../domain/sheet/import-words.ts';
import type { Layout } from '../../../domain/sheet/layout.ts';
import { isSignatureRow, isWritten, totalRowOf, type TotalRow } from '../../../domain/sheet/words/row-words.ts';
import type { ReadRow } from '../../../sheets/spreadsheet.ts';
import type { CodedMessage } from './findings.ts';
import { OtherTables } from './other-tables.ts';
import { Totals } from './totals.ts';

type Values = ReadonlyMap<ImportField, ReadCell>;

/** A row is a record if it has a value for one of the first fields, or for one of the second with one of the third. */
const RECORD_FIELDS: Readonly<Record<'loans' | 'lists', readonly (readonly ImportField[])[]>> = {
  loans: [
    ['uscc', 'receiptNo'],
    ['amount', 'disbursedOn'],
    ['firmName', 'contractNo', 'dueOn'],
  ],
  lists: [['uscc', 'certificateNo'], [], []],
};
const FIELDS: Readonly<Record<ImportKind, readonly (readonly ImportField[])[]>> = {
  filings: RECORD_FIELDS.loans,
  history: RECORD_FIELDS.loans,
  qualifications: RECORD_FIELDS.lists,
  firms: [['uscc', 'regionCode'], [], []],
  announcement: [['firmName', 'certificateNo', 'uscc'], [], []],
};

const shortText = (cell: ReadCell | undefined): string => cell?.text.slice(0, VALUE_CELL_MAX_CHARACTERS) ?? '';
const hasDigit = (cell: ReadCell | undefined): boolean => /[0-9０-９]/.test(shortText(cell));
/** Whether a cell may hold an amount; 电话：0731-… does not. */
const hasFigure = (cell: ReadCell | undefined): boolean => /^[^0-9０-９:：]{0,5}[0-9０-９]/.test(shortText(cell));
/** More than the count of a total has: 合计 12家 */
const hasManyDigits = (cell: ReadCell | undefined): boolean => digitsOf(shortText(cell)) >= 6;
const digitsOf = (text: string): number => text.match(/[0-9０-９]/g)?.length ?? 0;
/** As long as a credit code nearly is, or a number that was one; heading words and telephone numbers are none. */
function hasLongCode(cell: ReadCell | undefined): boolean {
  const text = shortText(cell);
  // Most cells match this, which is cheaper than counting.
  if (/^[0-9A-Z]{18}$/.test(text)) return true;
  return digitsOf(text) >= 6 && (text.match(/[0-9A-Za-z０-９]/g)?.length ?? 0) >= 9 && !TELEPHONE.test(text.trim());
}
const TELEPHONE = /^(?:1[0-9]{10}|0[0-9]{2,3}[-－ ]?[0-9]{7,8})$/;

/** Most notes do not match this, which is cheaper than reading their units. */
const MAY_NAME_UNIT = /[单利息币元圆幣萬万亿]|unit|curr|amount|rmb|cny|yuan|in\s/i;

export class RowKinds {
  /** The unit that a note below the table names. */
  unitBelow: AmountUnit | null = null;
  /** Another currency than the yuan that a note below the table names. */
  currencyBelow: string | null = null;
  /** What a note below the table says about its rates. */
  rateBelow: RateUnit | null = null;
  readonly totals: Totals;
  readonly #others: OtherTables;
  readonly #fields: readonly (readonly ImportField[])[];
  #signatures = 0;
  #skippedFrom = 0;

  constructor(layout: Layout, kind: ImportKind) {
    this.totals = new Totals(layout.amountUnit);
    this.#others = new OtherTables(layout, kind);
    this.#fields = FIELDS[kind];
  }

  /** @param sharesCells merged cells give the row values of the rows above */
  isRecord(row: ReadRow, values: Values, sharesCells: boolean): boolean {
    const { n, cells } = row;
    const [uscc, amount, certificateNo] = [values.get('uscc'), values.get('amount'), values.get('certificateNo')];
    const isCoded = hasLongCode(uscc) || hasDigit(certificateNo);
    if (!isCoded && this.#isOfHeadings(row, amount)) return false;
    if (!hasManyDigits(uscc) && !hasManyDigits(certificateNo)) {
      const total = this.#totalOf(row, values, sharesCells);
      if (total !== null) {
        if (!this.#others.isWithin) this.totals.addTotal(row, total, amount);
        return false;
      }
    }
    if (!isCoded && !hasFigure(amount) && isSignatureRow(cells)) {
      this.#signatures ||= n;
      return false;
    }
    if (this.#others.isWithin && cells.filter(isWritten).length > 1) {
      this.#others.leaveOut();
      return false;
    }
    if (this.#isData(values, sharesCells)) return true;
    this.#skip(row);
    return false;
  }

  /** @returns what must be confirmed before the records are filed */
  confirmations(): CodedMessage<ImportCode>[] {
    return [...this.totals.end(), ...this.#others.confirmations()];
  }

  /** To be called after `confirmations`. */
  notices(): CodedMessage<ImportCode>[] {
    return [
      ...this.totals.messages,
      ...(this.#signatures === 0 ? [] : [{ code: 'SIGNATURE_SKIPPED' as const, params: { row: this.#signatures } }]),
      ...(this.#skippedFrom === 0 ? [] : [{ code: 'ROWS_SKIPPED' as const, params: { row: this.#skippedFrom } }]),
    ];
  }

  get contradictsUnit(): boolean {
    return this.#others.contradictsUnit;
  }

  #isOfHeadings(row: ReadRow, amount: ReadCell | undefined): boolean {
    if (isColumnNumbersRow(row.cells)) return true;
    return !/^\s*[0-9０-９¥￥]/.test(shortText(amount)) && this.#others.readHeadings(row);
  }

  /** A total by its word; or one without, which is nothing but an amount. */
  #totalOf({ n, cells }: ReadRow, values: Values, sharesCells: boolean): TotalRow | null {
    const named = totalRowOf(cells, [values.get('receiptNo'), values.get('disbursedOn')]);
    const amount = values.get('amount');
    if (named !== null || sharesCells || amount === undefined || values.size > 1 || isPrepared(amount)) return named;
    if (amount.computed === true || amount.kind === 'formula' || this.totals.isSum(amount))
      return { kind: 'total', label: '' };
    // Below a total, a word with an amount is a part of it: 科小 300
    const isPart = this.totals.hasTotal && cells.some((cell) => cell !== amount && /\p{L}/u.test(shortText(cell)));
    if (!isPart) return null;
    this.#skippedFrom ||= n;
    return { kind: 'beyond', label: '' };
  }

  #isData(values: Values, sharesCells: boolean): boolean {
    const has = (field: ImportField): boolean => {
      const cell = values.get(field);
      return cell !== undefined && !isPrepared(cell);
    };
    const [alone = [], figures = [], beside = []] = this.#fields;
    if (alone.some(has)) return true;
    if (!figures.some(has)) return false;
    // A seal and a date below the table stand in the columns of loans, too.
    const amount = values.get('amount');
    return sharesCells || (has('amount') && (hasFigure(amount) || amount!.kind !== 'text')) || beside.some(has);
  }

  /** A note may name the unit, or state a total. A row with nothing but a running number is empty. */
  #skip(row: ReadRow): void {
    const mayNameUnit = row.cells.some(
      (cell) => cell !== undefined && MAY_NAME_UNIT.test(cell.text.slice(0, TITLE_MAX_CHARACTERS)),
    );
    if (mayNameUnit)
      for (const cell of row.cells) {
        const found = cell === undefined ? null : unitOfLineText(cell.text);
        this.rateBelow ??= cell === undefined ? null : rateUnitOfLine(cell.text);
        if (found?.currency === null) this.unitBelow ??= found.unit;
        else this.currencyBelow ??= found?.currency ?? null;
      }
    if (!row.cells.some((cell) => cell?.kind === 'text' && !cell.computed && !/^[0-9]+$/.test(cell.text))) return;
    this.#skippedFrom ||= row.n;
    if (mayNameUnit) this.#others.readUnit(row);
    if (!this.#others.isWithin) this.totals.addLine(row, false);
  }
}
