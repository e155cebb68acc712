import { sql } from 'kysely';
import type { Tx } from '../../data/database.ts';
import { FIRST_YEAR, LAST_YEAR } from '../../domain/values/day.ts';
import { KEPT_SCOPES, type Ask, type KeptScope } from './totals.ask.ts';
import { FIRM_COLUMNS, SUM_COLUMNS, type Figures } from './totals.figures.ts';
import { countTotals } from './totals.view.ts';

/** One figure that is not what a recount gives, or one filing whose link is not what a re-link gives. */
export type Difference =
  | {
      readonly what: 'total';
      readonly cell: string;
      readonly figure: string;
      readonly kept: bigint;
      readonly counted: bigint;
    }
  | { readonly what: 'link'; readonly filingId: string; readonly kept: string; readonly relinked: string };

const SCOPES = ['ever', ...KEPT_SCOPES] as const;

/** Recounts every kept total from the filings and re-links every filing. Wants the system's sight and one snapshot. */
export async function verifyTotals(tx: Tx): Promise<Difference[]> {
  const differences: Difference[] = [];
  for (const basis of ['filed', 'disbursed'] as const) {
    for (const scope of SCOPES) {
      const kept = await keptCells(tx, basis, scope);
      const counted = await countedCells(tx, basis, scope);
      for (const cell of [...new Set([...kept.keys(), ...counted.keys()])].sort()) {
        differences.push(...compare(`${basis} ${cell}`, kept.get(cell), counted.get(cell)));
      }
    }
  }
  const { rows } = await sql<{ id: string; kept: string; relinked: string }>`
    select id, links::text as kept, link_of(uscc, disbursed_on)::text as relinked from filing where links is distinct from link_of(uscc, disbursed_on) order by id`.execute(
    tx,
  );
  return [
    ...differences,
    ...rows.map(({ id, kept, relinked }) => ({ what: 'link' as const, filingId: id, kept, relinked })),
  ];
}

function compare(cell: string, kept: Figures | undefined, counted: Figures | undefined): Difference[] {
  return [...SUM_COLUMNS, ...FIRM_COLUMNS]
    .map((figure) => ({
      what: 'total' as const,
      cell,
      figure,
      kept: kept?.[figure] ?? 0n,
      counted: counted?.[figure] ?? 0n,
    }))
    .filter((difference) => difference.kept !== difference.counted);
}

async function keptCells(tx: Tx, basis: Ask['basis'], scope: string): Promise<Map<string, Figures>> {
  const rows = await tx
    .selectFrom('total')
    .select(['year', 'month', 'bank_code', 'region_code', ...SUM_COLUMNS, ...FIRM_COLUMNS])
    .where('basis', '=', basis)
    .where('scope', '=', scope)
    .execute();
  return new Map(
    rows.map((row) => [
      [scope, row.year || '', row.month || '', row.bank_code, row.region_code].filter(Boolean).join(' '),
      row,
    ]),
  );
}

async function countedCells(tx: Tx, basis: Ask['basis'], scope: KeptScope | 'ever'): Promise<Map<string, Figures>> {
  const by = [
    'year',
    ...(['month', 'bank', 'region'] as const).filter((dimension) => scope.includes(dimension)),
  ] as const;
  const { rows, total } = await countTotals(
    tx,
    { basis, from: FIRST_YEAR, to: LAST_YEAR, by, until: null, banks: null, regions: null },
    Number.MAX_SAFE_INTEGER - 1,
  );
  if (scope === 'ever') return new Map([['ever', total]]);
  return new Map(
    rows.map((row) => [
      [scope, row.year, row.month, row.bank, row.region].filter((key) => key !== undefined).join(' '),
      row.figures,
    ]),
  );
}
