/** The sum of the loans that an import would file, by month of disbursement. */
import type { ImportKind } from '../../../domain/sheet/import-words.ts';
import { IMPORT_SUM_MONTHS_MAX } from '../../../domain/limits.ts';
import { isFileable, type CheckedRow } from '../kinds/kind.ts';
import type { FileSum } from './findings.ts';

/** Whether imports of this kind are loans. */
export const hasSum = (kind: ImportKind): boolean => kind === 'filings' || kind === 'history';

interface MonthSum {
  readonly month: string;
  readonly filings: number;
  readonly fen: string;
}

/** The sum over months, which are in ascending order. */
export function sumOf(months: readonly MonthSum[]): FileSum {
  return {
    filings: months.reduce((sum, { filings }) => sum + filings, 0),
    fen: months.reduce((sum, { fen }) => sum + BigInt(fen), 0n).toString(),
    byMonth: months.slice(-IMPORT_SUM_MONTHS_MAX),
  };
}

/** Adds up the loans of a file while it is read. */
export function createSum(): { add(rows: readonly CheckedRow[]): void; result(): FileSum } {
  const months = new Map<string, { filings: number; fen: bigint }>();
  return {
    add(rows) {
      for (const row of rows) {
        const { amount, disbursedOn } = row.draft as { amount?: string; disbursedOn?: string };
        if (!isFileable(row) || amount === undefined || disbursedOn === undefined) continue;
        const month = disbursedOn.slice(0, 7);
        const sum = months.get(month);
        if (sum === undefined) months.set(month, { filings: 1, fen: BigInt(amount) });
        else {
          sum.filings += 1;
          sum.fen += BigInt(amount);
        }
      }
    },
    result: () =>
      sumOf(
        [...months]
          .map(([month, { filings, fen }]) => ({ month, filings, fen: fen.toString() }))
          .sort((a, b) => (a.month < b.month ? -1 : 1)),
      ),
  };
}
