/** Compares the totals of a sheet again after rows were corrected. */
import type { Tx } from '../../../data/database.ts';
import { formatAmount } from '../../../domain/values/money.ts';
import { sumAround, writeProgress } from '../job/job.queries.ts';
import type { CodedMessage, FileFindings } from './findings.ts';

/** Totals that agree now need no confirmation any more. Only totals of all rows above them, or of all below, are compared. */
export async function recheckTotals(tx: Tx, id: string, findings: FileFindings | null): Promise<void> {
  const differing = (findings?.confirmations ?? []).filter(({ code }) => code === 'TOTAL_DIFFERS');
  if (findings === null || differing.length === 0) return;
  const rows = new Set<unknown>();
  for (const { params } of differing) {
    const { above, below } = await sumAround(tx, id, Number(params!['row']));
    if (formatAmount(above ?? below ?? 0n) === params!['stated']) rows.add(params!['row']);
  }
  if (rows.size === 0) return;
  const agrees = ({ code, params }: CodedMessage): boolean => code === 'TOTAL_DIFFERS' && rows.has(params!['row']);
  await writeProgress(tx, id, {
    found: {
      ...findings,
      confirmations: findings.confirmations!.filter((one) => !agrees(one)),
      notices: findings.notices.map((one) =>
        agrees(one)
          ? { code: 'TOTAL_AGREES' as const, params: { row: one.params!['row']!, stated: one.params!['stated']! } }
          : one,
      ),
    },
  });
}
