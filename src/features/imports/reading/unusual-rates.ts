/**
 * Rates that loans seldom have: below 1 (but not none) or above 24 per cent a year. They are filed when somebody has
 * confirmed them.
 */
import { isUsualRate } from '../../../domain/sheet/cell-rate.ts';
import type { ImportCode } from '../../../domain/sheet/import-codes.ts';
import { formatRate } from '../../../domain/values/rate.ts';
import { withoutFinalZeros } from '../../../domain/values/text.ts';
import type { CodedMessage } from './findings.ts';

export class UnusualRates {
  #first: { readonly row: number; readonly rate: string } | null = null;
  #count = 0;

  /** @param rateE4 the rate of row `n`, if it was read */
  addRow(n: number, rateE4: unknown): void {
    if (typeof rateE4 !== 'number' || rateE4 === 0 || isUsualRate(rateE4)) return;
    this.#first ??= { row: n, rate: withoutFinalZeros(formatRate(rateE4)).replace(/\.$/, '') };
    this.#count += 1;
  }

  /** @returns what must be confirmed before the rows are filed */
  confirmations(): CodedMessage<ImportCode>[] {
    return this.#first === null ? [] : [{ code: 'RATES_UNUSUAL', params: { ...this.#first, count: this.#count } }];
  }
}
