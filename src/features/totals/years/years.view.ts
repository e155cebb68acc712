/** Presents a year: open, proposed to be closed, or closed with its stored answer. */
import type { Tx } from '../../../data/database.ts';
import { findPosting } from '../../../data/posting.queries.ts';
import type { Language } from '../../../domain/messages/messages.ts';
import { definitionText, type Basis } from '../../../domain/totals/definition.ts';
import type { PresentedTotals } from '../totals.present.ts';
import { closingsOf, openClosing, type ClosingRow } from './years.queries.ts';

/** A year with its closing, and what became of earlier ones. */
export async function viewYear(tx: Tx, year: number, basis: Basis, language: Language) {
  const open = await openClosing(tx, year, basis);
  const history = await closingsOf(tx, year, basis);
  return {
    year,
    basis,
    state: open?.state ?? ('open' as const),
    note: open?.note ?? null,
    proposedBy: open?.proposed_name ?? null,
    proposedAt: open?.proposed_at ?? null,
    ...(await presentClosed(tx, open, basis, language)),
    history: history.map((row) => ({
      state: row.state,
      note: row.note,
      proposedBy: row.proposed_name,
      proposedAt: row.proposed_at,
      closedBy: row.closed_name,
      closedAt: row.closed_at,
      posting: row.posting_no === null ? null : Number(row.posting_no),
      digest: row.digest?.toString('hex') ?? null,
      endedBy: row.ended_name,
      endedAt: row.ended_at,
      endReason: row.end_reason,
    })),
    version: open?.version ?? 0,
  };
}

async function presentClosed(tx: Tx, row: ClosingRow | null, basis: Basis, language: Language) {
  if (row === null || row.state !== 'closed')
    return { closedBy: null, closedAt: null, posting: null, definition: null, digest: null, answer: null };
  return {
    closedBy: row.closed_name,
    closedAt: row.closed_at,
    posting: await findPosting(tx, { posting: row.posting_no! }),
    definition: { version: row.definition!, text: definitionText(row.definition!, basis)[language] },
    digest: row.digest!.toString('hex'),
    answer: answerOf(row),
  };
}

/** The totals that were stored with a closed year. */
export const answerOf = (row: ClosingRow): PresentedTotals => row.answer as PresentedTotals;
