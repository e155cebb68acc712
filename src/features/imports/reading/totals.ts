/** Compares the totals and counts that a sheet states with its rows. */
import { SHEET_TOTALS_MAX, VALUE_CELL_MAX_CHARACTERS } from '../../../domain/limits.ts';
import { sumOfCell } from '../../../domain/sheet/cell-amount.ts';
import type { ReadCell } from '../../../domain/sheet/cell.ts';
import { unitOfText } from '../../../domain/sheet/headings.ts';
import type { ImportCode } from '../../../domain/sheet/import-codes.ts';
import type { AmountUnit } from '../../../domain/sheet/import-words.ts';
import { totalRowOf, type TotalRow } from '../../../domain/sheet/words/row-words.ts';
import { statedIn } from '../../../domain/sheet/stated-totals.ts';
import { formatAmount } from '../../../domain/values/money.ts';
import type { ReadRow } from '../../../sheets/spreadsheet.ts';
import type { CodedMessage } from './findings.ts';

interface StatedSum {
  readonly fen: bigint;
  /** Half of its last place: totals are stated rounded. */
  readonly half: bigint;
}

interface Stated {
  /** In the unit of the column, and in that of its label. */
  readonly sums: readonly StatedSum[];
  readonly count: number | null;
}

/** The rows so far. */
interface Rows {
  readonly fen: bigint;
  readonly count: number;
}

const CONFIRMED = new Set<ImportCode>(['TOTAL_DIFFERS', 'COUNT_DIFFERS']);
/** Labels of figures that are no sums of money. */
const COUNTING = /(?:笔数|户数|家数|条数|个数|数量)$/;
const NUMBER = /^[0-9][0-9,，.]*$/;

export class Totals {
  readonly messages: CodedMessage<ImportCode>[] = [];
  #fen = 0n;
  #count = 0;
  /** The rows at each total so far: a total may be of those since any of them. */
  readonly #at: Rows[] = [{ fen: 0n, count: 0 }];
  /** What is stated about all rows, above them or in a line below; compared at the end. */
  readonly #ofAll: { readonly n: number; readonly stated: Stated }[] = [];
  hasTotal = false;
  #below = { row: 0, count: 0 };

  constructor(readonly unit: AmountUnit | null) {}

  /** A row of data. `fen` is undefined when its amount is not known. */
  addRow(n: number, fen: bigint | undefined): void {
    this.#count += 1;
    this.#fen += fen ?? 0n;
    if (!this.hasTotal) return;
    if (this.#below.count === 0) this.#below.row = n;
    this.#below.count += 1;
  }

  addTotal({ n, cells }: ReadRow, { kind, label }: TotalRow, amount: ReadCell | undefined): void {
    if (this.#count === 0) {
      if (kind === 'total') this.#addOfAll(n, this.#statedBy(cells, label, amount));
      return;
    }
    // 累计 below 本月合计 is a sum since an earlier month.
    const isOlder = kind === 'running' && this.hasTotal;
    if (kind === 'total' || kind === 'running') {
      this.hasTotal = true;
      this.#below = { row: 0, count: 0 };
    }
    if (isOlder) return;
    if (this.messages.length >= SHEET_TOTALS_MAX) return;
    const since = this.#at.map(({ fen, count }) => ({ fen: this.#fen - fen, count: this.#count - count }));
    if (this.#at.length < SHEET_TOTALS_MAX) this.#at.push({ fen: this.#fen, count: this.#count });
    if (kind !== 'beyond')
      this.#compare(n, this.#statedBy(cells, label, amount), kind === 'sub' ? since.reverse() : since);
  }

  /** Whether an amount without a label is the sum of the rows above it. */
  isSum(amount: ReadCell): boolean {
    const fen = sumOfCell(amount, this.unit);
    return fen !== null && this.#count > 0 && this.#at.some((before) => this.#fen - before.fen === fen);
  }

  /** A line above the headings, or below the rows, that may state something about all rows. */
  addLine({ n, cells }: ReadRow, isAbove: boolean): void {
    const total = isAbove ? totalRowOf(cells) : null;
    if (total?.kind === 'total') return this.#addOfAll(n, this.#statedBy(cells, total.label, theOnlyNumber(cells)));
    if (total !== null) return;
    const { fen, count } = statedIn(textOf(cells));
    this.#addOfAll(n, { sums: exactly(fen), count });
  }

  /** @returns what must be confirmed before the rows are filed */
  end(): CodedMessage<ImportCode>[] {
    for (const { n, stated } of this.#ofAll) this.#compare(n, stated, [{ fen: this.#fen, count: this.#count }]);
    const differing = this.messages.filter(({ code }) => CONFIRMED.has(code));
    return this.#below.count === 0 ? differing : [...differing, { code: 'ROWS_BELOW_TOTAL', params: this.#below }];
  }

  #addOfAll(n: number, stated: Stated): void {
    if (stated.sums.length === 0 && stated.count === null) return;
    if (this.#ofAll.length < SHEET_TOTALS_MAX) this.#ofAll.push({ n, stated });
  }

  /** The sum in the cell of the amount, behind the label, or with its unit anywhere in the row. */
  #statedBy(cells: ReadRow['cells'], label: string, amount: ReadCell | undefined): Stated {
    const inLine = statedIn(textOf(cells), true);
    const [word = '', ...rest] = label.split(/[:：]/);
    if (COUNTING.test(word.trim())) return { sums: [], count: inLine.count };
    const behind = rest.join(':').trim();
    const cell: ReadCell | undefined = amount ?? (behind === '' ? undefined : { text: behind, kind: 'text' });
    const units = [...new Set([this.unit, unitOfText(label)])];
    const sums = cell === undefined ? [] : units.flatMap((unit) => statedSum(cell, unit) ?? []);
    return { sums: sums.length === 0 ? exactly(inLine.fen) : sums, count: inLine.count };
  }

  /** @param rows those that the total may be of, the likeliest first */
  #compare(row: number, stated: Stated, rows: readonly Rows[]): void {
    if (this.messages.length >= SHEET_TOTALS_MAX) return;
    const { count } = stated;
    if (count !== null && !rows.some((one) => one.count === count))
      this.messages.push({ code: 'COUNT_DIFFERS', params: { row, stated: count, count: rows[0]!.count } });
    if (stated.sums.length === 0) return;
    const agreeing = stated.sums.find((sum) => rows.some((one) => agrees(sum, one.fen)));
    this.messages.push(
      agreeing === undefined
        ? {
            code: 'TOTAL_DIFFERS',
            params: { row, stated: formatAmount(stated.sums[0]!.fen), sum: formatAmount(rows[0]!.fen) },
          }
        : { code: 'TOTAL_AGREES', params: { row, stated: formatAmount(agreeing.fen) } },
    );
  }
}

/** A coarser rounding could hide a loan. */
const ROUNDED_MAX_FEN = 1_000_000n;

function statedSum(cell: ReadCell, unit: AmountUnit | null): StatedSum | null {
  const fen = sumOfCell(cell, unit);
  if (fen === null) return null;
  const [figure = ''] = /[0-9][0-9,，.]*/.exec(cell.text.slice(0, VALUE_CELL_MAX_CHARACTERS)) ?? [];
  const one = sumOfCell({ text: cell.text.replace(figure, '1'), kind: 'text' }, unit) ?? 0n;
  const place = one / 10n ** BigInt(figure.split('.')[1]?.length ?? 0);
  return { fen, half: place > ROUNDED_MAX_FEN ? 0n : place / 2n };
}

const exactly = (fen: bigint | null): StatedSum[] => (fen === null ? [] : [{ fen, half: 0n }]);

function agrees({ fen, half }: StatedSum, sum: bigint): boolean {
  const difference = fen > sum ? fen - sum : sum - fen;
  return difference <= half;
}

const textOf = (cells: ReadRow['cells']): string => cells.flatMap((cell) => cell?.text ?? []).join(' ');

/** The number in a line; undefined if there are none or several. */
function theOnlyNumber(cells: ReadRow['cells']): ReadCell | undefined {
  const numbers = cells.flatMap((cell) => (cell !== undefined && NUMBER.test(cell.text.trim()) ? [cell] : []));
  return numbers.length === 1 ? numbers[0] : undefined;
}
