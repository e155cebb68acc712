import type { Tx } from '../../../data/database.ts';
import { forgetKept } from './filings.queries.ts';
import { isGood, type JudgedRow, type Kind } from './kind.ts';

/** Rows that were judged again: what was kept of them to be filed is kept anew, and of those that are bad nothing is. */
export async function keepAnew(
  tx: Tx,
  importId: string,
  kind: Kind,
  rows: readonly JudgedRow[],
  ids: ReadonlyMap<number, string>,
  judgedBy: string,
): Promise<void> {
  if (!kind.keep) return;
  await forgetKept(
    tx,
    importId,
    rows.map(({ n }) => n),
  );
  await kind.keep(tx, importId, rows.filter(isGood), ids, judgedBy);
}
