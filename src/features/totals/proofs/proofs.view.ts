/**
 * Answers the query of a code again, as of its posting and as of now. Requires a snapshot transaction, of the system or
 * of a reader who sees the scope of the code.
 */
import type { Tx } from '../../../data/database.ts';
import { findPosting, type Posting } from '../../../data/posting.queries.ts';
import type { ProofRow } from '../../../data/proof.queries.ts';
import { maskedName } from '../../../domain/proof-code.ts';
import { disclosed, type Cell, type Parts } from '../../../domain/totals/disclosure.ts';
import type { Basis } from '../../../domain/totals/definition.ts';
import type { PresentedTotals } from '../totals.present.ts';
import { totalsOf } from '../totals.table.ts';
import { askOfProof, type StoredQuery } from './proofs.ask.ts';

/** The figures of a code as of its posting and now. */
async function answersOf(tx: Tx, row: ProofRow, posting: Posting) {
  const [then, now] = [
    await totalsOf(tx, null, askOfProof(row, posting)),
    await totalsOf(tx, null, askOfProof(row, null)),
  ];
  return { then, now, unchanged: figuresOf(then) === figuresOf(now) };
}

/** A code refers to a posting, which is never deleted. */
const postingOf = async (tx: Tx, row: ProofRow): Promise<Posting> =>
  (await findPosting(tx, { posting: row.posting_no }))!;

const figuresOf = ({ rows, total }: PresentedTotals): string => JSON.stringify([rows, total]);

/** A published figure, for auditors. */
export async function viewFigure(tx: Tx, row: ProofRow) {
  const posting = await postingOf(tx, row);
  return { ...presentFigure(row), head: posting.head, ...(await answersOf(tx, row, posting)) };
}

/** A published figure as it is listed. */
export const presentFigure = (row: ProofRow) => ({
  code: row.code,
  docNo: row.doc_no,
  publishedOn: row.published_on,
  text: row.text,
  query: row.query as StoredQuery,
  posting: Number(row.posting_no),
  registeredAt: row.created_at,
});

/** What the public learns about a code: never a number of a year that is not closed. */
export async function viewProof(tx: Tx, row: ProofRow) {
  if (row.kind === 'receipt') return viewReceiptProof(tx, row);
  const { unchanged } = await answersOf(tx, row, await postingOf(tx, row));
  const query = row.query as StoredQuery;
  return {
    code: row.code,
    kind: row.kind,
    at: row.created_at,
    result: unchanged ? 'unchanged' : 'changed since',
    years: isOfAll(row, query) ? await closedYears(tx, query) : [],
  };
}

/** Whether a code is of the whole registry; others concern banks or firms, of which the public sees nothing. */
const isOfAll = (row: ProofRow, { bank, region }: StoredQuery): boolean =>
  [row.bank_code, row.regions, row.uscc, bank, region].every((limit) => limit === null);

/**
 * The closed years of a query. A year that was closed again shows the figures of its first closing: those of two
 * closings together would show what a single firm changed.
 */
async function closedYears(
  tx: Tx,
  { basis, from, to }: { readonly basis: Basis; readonly from: number; readonly to: number },
) {
  const rows = await tx
    .selectFrom('closing')
    .select(['year', 'state', 'answer', 'closed_at'])
    .where('basis', '=', basis)
    .where('year', '>=', from)
    .where('year', '<=', to)
    .where('state', 'in', ['closed', 'reopened'])
    .orderBy('year')
    .orderBy('closed_at')
    .execute();
  const first = new Map<number, (typeof rows)[number]>();
  for (const row of rows) if (!first.has(row.year)) first.set(row.year, row);
  return [...first.values()]
    .filter(({ year }) => rows.some((row) => row.year === year && row.state === 'closed'))
    .map(({ year, answer }) => ({ year, ...disclosed(...cellsOf(answer as PresentedTotals)) }));
}

function cellsOf({ total }: PresentedTotals): [Cell, Parts] {
  const cell = ({ filings, firms, amount }: Cell): Cell => ({ filings, firms, amount });
  return [
    cell(total),
    {
      both: cell(total.both),
      highTechOnly: cell(total.highTechOnly),
      techSmeOnly: cell(total.techSmeOnly),
      neither: cell(total.neither),
    },
  ];
}

async function viewReceiptProof(tx: Tx, row: ProofRow) {
  const filing = await tx
    .selectFrom('filing')
    .select(['state', 'version', 'firm_name', 'filed_on'])
    .where('id', '=', row.filing_id!)
    .executeTakeFirstOrThrow();
  const amended = await tx
    .selectFrom('trail')
    .select('id')
    .where('type', '=', 'filing')
    .where('record_id', '=', row.filing_id!)
    .where('version', '>', row.filing_version!)
    .where('action', '=', 'amendment.accept')
    .executeTakeFirst();
  return {
    code: row.code,
    kind: row.kind,
    at: row.created_at,
    result: filing.state === 'voided' ? 'voided' : amended === undefined ? 'valid' : 'amended',
    year: Number(filing.filed_on!.slice(0, 4)),
    firm: maskedName(filing.firm_name),
  };
}
