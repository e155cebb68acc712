/** Presents totals in the form of the API. */
import { presentPosting } from '../../http/as-of.ts';
import type { Ask } from './totals.ask.ts';
import { presentFigures } from './totals.figures.ts';
import type { TotalRow, Totals } from './totals.view.ts';

type Named = { code: string; name: string };
export type PresentedRow = ReturnType<typeof presentRow>;
export type PresentedTotals = Pick<Ask, 'basis' | 'from' | 'to' | 'by' | 'until'> & {
  posting: ReturnType<typeof presentPosting>;
  rows: PresentedRow[];
  total: ReturnType<typeof presentFigures>;
};
export interface Names {
  readonly banks: ReadonlyMap<string, string>;
  readonly regions: ReadonlyMap<string, string>;
}

function presentRow(row: TotalRow, names: Names) {
  const named = (code: string, of: ReadonlyMap<string, string>): Named => ({ code, name: of.get(code) ?? code });
  return {
    year: row.year,
    ...(row.month === undefined ? {} : { month: row.month }),
    ...(row.bank === undefined ? {} : { bank: named(row.bank, names.banks) }),
    ...(row.region === undefined ? {} : { region: named(row.region, names.regions) }),
    ...(row.status === undefined ? {} : { status: row.status }),
    ...presentFigures(row.figures),
  } as { year: number; month?: number; bank?: Named; region?: Named; status?: string } & ReturnType<
    typeof presentFigures
  >;
}

/** Totals in the form of the contract, without `generatedAt`. */
export function presentTotals(ask: Ask, totals: Totals, names: Names): PresentedTotals {
  return {
    basis: ask.basis,
    from: ask.from,
    to: ask.to,
    by: ask.by,
    until: ask.until,
    posting: presentPosting(ask.posting),
    rows: totals.rows.map((row) => presentRow(row, names)),
    total: presentFigures(totals.total),
  };
}
