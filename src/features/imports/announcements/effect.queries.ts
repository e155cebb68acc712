/** How the figures of each year move with the links of a transaction: read before it changes qualifications, and after. */
import { sql } from 'kysely';
import type { Tx } from '../../../data/database.ts';
import { STATUS_WORDS, type StatusWord } from '../../../domain/filing/status.ts';
import { formatAmount } from '../../../domain/values/money.ts';
import { countRelinked, readLinks } from '../kinds/lists.queries.ts';

interface Cell {
  year: number;
  status: StatusWord;
  filings: number;
  amount_fen: bigint;
}

/** Of the accepted filings of these firms: the figures by year and status, and what each filing is linked to. */
export interface Standing {
  readonly cells: readonly Cell[];
  readonly links: ReadonlyMap<string, string>;
}

export async function readStanding(tx: Tx, usccs: readonly string[]): Promise<Standing> {
  const { rows: cells } = await sql<Cell>`
    select extract(year from f.filed_on)::int as year, f.status, count(*)::int as filings,
      sum(f.amount_fen)::bigint as amount_fen
    from filing f
    where f.uscc = any (${usccs}::text[])
      and f.state = 'accepted'
    group by 1, 2`.execute(tx);
  return { cells, links: await readLinks(tx, usccs) };
}

/** Signed differences; `highTech` and `techSme` include the filings that are both. */
export interface YearMove {
  readonly year: number;
  readonly highTech: FigureMove;
  readonly techSme: FigureMove;
  readonly both: FigureMove;
  readonly neither: FigureMove;
}
export interface FigureMove {
  readonly filings: number;
  readonly amount: string;
}

const PARTS: Readonly<Record<'highTech' | 'techSme' | 'both' | 'neither', readonly StatusWord[]>> = {
  highTech: ['both', 'highTechOnly'],
  techSme: ['both', 'techSmeOnly'],
  both: ['both'],
  neither: ['neither'],
};

/** How many filings were re-linked, and the years whose figures moved. */
export function compareStandings(before: Standing, after: Standing): { relinked: number; years: YearMove[] } {
  const moves = new Map<number, Map<StatusWord, { filings: number; fen: bigint }>>();
  const add = ({ year, status, filings, amount_fen }: Cell, sign: 1 | -1): void => {
    if (!moves.has(year)) moves.set(year, new Map(STATUS_WORDS.map((word) => [word, { filings: 0, fen: 0n }])));
    const cell = moves.get(year)!.get(status)!;
    cell.filings += sign * filings;
    cell.fen += BigInt(sign) * amount_fen;
  };
  before.cells.forEach((cell) => add(cell, -1));
  after.cells.forEach((cell) => add(cell, 1));
  const years = [...moves]
    .filter(([, cells]) => [...cells.values()].some(({ filings, fen }) => filings !== 0 || fen !== 0n))
    .sort(([a], [b]) => a - b)
    .map(([year, cells]) => ({ year, ...moveOf(cells) }));
  return { relinked: countRelinked(before.links, after.links), years };
}

function moveOf(cells: ReadonlyMap<StatusWord, { filings: number; fen: bigint }>): Omit<YearMove, 'year'> {
  const sum = (words: readonly StatusWord[]): FigureMove => ({
    filings: words.reduce((filings, word) => filings + cells.get(word)!.filings, 0),
    amount: formatAmount(words.reduce((fen, word) => fen + cells.get(word)!.fen, 0n)),
  });
  return {
    highTech: sum(PARTS.highTech),
    techSme: sum(PARTS.techSme),
    both: sum(PARTS.both),
    neither: sum(PARTS.neither),
  };
}
