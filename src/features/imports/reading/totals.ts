/** Compares the totals that a sheet states with the sum of its rows. */
import { SHEET_TOTALS_MAX } from '../../../domain/limits.ts';
import { sumOfCell } from '../../../domain/sheet/cell-amount.ts';
import type { ReadCell } from '../../../domain/sheet/cell.ts';
import { unitOfText } from '../../../domain/sheet/headings.ts';
import type { ImportCode } from '../../../domain/sheet/import-codes.ts';
import type { AmountUnit } from '../../../domain/sheet/import-words.ts';
import type { TotalRow } from '../../../domain/sheet/row-words.ts';
import { formatAmount } from '../../../domain/values/money.ts';
import type { CodedMessage } from './findings.ts';

const AMOUNT_IN_LINE = /[0-9][0-9,，.]{0,30}\s?(?:[千万亿]|百万)?元/gu;

export class Totals {
  readonly messages: CodedMessage<ImportCode>[] = [];
  #sumFen = 0n;
  #rows = 0;
  /** The sum at each total so far: a total may be of the rows since any of them. */
  readonly #sumsAt: bigint[] = [0n];
  /** A total above its rows, compared at the end. */
  #above: { readonly n: number; readonly stated: readonly bigint[] } | null = null;
  #hasTotal = false;
  #below = { row: 0, count: 0 };

  constructor(readonly unit: AmountUnit | null) {}

  /** A row of data. `fen` is undefined when its amount is not known. */
  addRow(n: number, fen: bigint | undefined): void {
    this.#rows += 1;
    this.#sumFen += fen ?? 0n;
    if (!this.#hasTotal) return;
    if (this.#below.count === 0) this.#below.row = n;
    this.#below.count += 1;
  }

  addTotal(n: number, { kind, label }: TotalRow, amount: ReadCell | undefined): void {
    const stated = this.#statedBy(label, amount);
    if (this.#rows === 0) {
      if (kind === 'total' && stated.length > 0) this.#above ??= { n, stated };
      return;
    }
    if (kind === 'total') {
      this.#hasTotal = true;
      this.#below = { row: 0, count: 0 };
    }
    const sums = this.#sumsAt.map((before) => this.#sumFen - before);
    if (this.#sumsAt.length < SHEET_TOTALS_MAX) this.#sumsAt.push(this.#sumFen);
    if (stated.length > 0 && kind !== 'beyond') this.#compare(n, stated, sums);
  }

  /** A line above the headings states a total by an amount with its own unit: 合计金额：900万元. */
  addLineAbove(n: number, { kind, label }: TotalRow): void {
    const [amount, another] = label.match(AMOUNT_IN_LINE) ?? [];
    if (kind !== 'total' || amount === undefined || another !== undefined) return;
    const fen = sumOfCell({ text: amount, kind: 'text' }, null);
    if (fen !== null) this.#above ??= { n, stated: [fen] };
  }

  /** @returns what must be confirmed before the rows are filed */
  end(): CodedMessage<ImportCode>[] {
    if (this.#above !== null) this.#compare(this.#above.n, this.#above.stated, [this.#sumFen]);
    const differing = this.messages.filter(({ code }) => code === 'TOTAL_DIFFERS');
    return this.#below.count === 0 ? differing : [...differing, { code: 'ROWS_BELOW_TOTAL', params: this.#below }];
  }

  /** The sum that the row states, in the unit of the column or in that of its label; behind the label, if not in a cell of its own. */
  #statedBy(label: string, amount: ReadCell | undefined): bigint[] {
    const behind = label.split(/[:：]/).slice(1).join(':').trim();
    const cell: ReadCell | undefined = amount ?? (behind === '' ? undefined : { text: behind, kind: 'text' });
    if (cell === undefined) return [];
    const read = [this.unit, unitOfText(label)].map((unit) => sumOfCell(cell, unit));
    return [...new Set(read.flatMap((fen) => fen ?? []))];
  }

  #compare(n: number, stated: readonly bigint[], sums: readonly bigint[]): void {
    if (this.messages.length >= SHEET_TOTALS_MAX) return;
    const agreeing = stated.find((fen) => sums.includes(fen));
    this.messages.push(
      agreeing === undefined
        ? {
            code: 'TOTAL_DIFFERS',
            params: { row: n, stated: formatAmount(stated[0]!), sum: formatAmount(sums[0]!) },
          }
        : { code: 'TOTAL_AGREES', params: { row: n, stated: formatAmount(agreeing) } },
    );
  }
}
