import type { StatusWord } from '../../domain/filing/status.ts';
import { formatAmount } from '../../domain/values/money.ts';

/** The four of the partition, as columns name them. */
export const PARTS = ['both', 'high_tech_only', 'tech_sme_only', 'neither'] as const;
export type Part = (typeof PARTS)[number];
export const PART_OF: Readonly<Record<StatusWord, Part>> = {
  both: 'both',
  highTechOnly: 'high_tech_only',
  techSmeOnly: 'tech_sme_only',
  neither: 'neither',
};

type Sums = 'filings' | 'amount' | 'renewals' | 'renewal_amount';
/** Sums by status, amounts in fen, and distinct firms; the columns of the view `total`. */
export type Figures = Record<`${Sums}_${Part}`, bigint> &
  Record<'firms' | 'firms_high_tech' | 'firms_tech_sme' | `firms_${Part}`, bigint>;

export const SUM_COLUMNS = (['filings', 'amount', 'renewals', 'renewal_amount'] as const).flatMap((sum) =>
  PARTS.map((part) => `${sum}_${part}` as const),
);
export const FIRM_COLUMNS = [
  'firms',
  'firms_high_tech',
  'firms_tech_sme',
  ...PARTS.map((part) => `firms_${part}` as const),
] as const;

export function noFigures(): Figures {
  return Object.fromEntries([...SUM_COLUMNS, ...FIRM_COLUMNS].map((column) => [column, 0n])) as Figures;
}

/** Adds the sums (never the firms, which do not add up). */
export function addSums(into: Figures, more: Figures): void {
  for (const column of SUM_COLUMNS) into[column] += more[column];
}

/** The figures of one status alone, as a row of the partition has them. */
export function onlyPart(figures: Figures, part: Part): Figures {
  const alone = noFigures();
  for (const sum of ['filings', 'amount', 'renewals', 'renewal_amount'] as const)
    alone[`${sum}_${part}`] = figures[`${sum}_${part}`];
  const firms = figures[`firms_${part}`];
  alone.firms = firms;
  alone[`firms_${part}`] = firms;
  if (part === 'both' || part === 'high_tech_only') alone.firms_high_tech = firms;
  if (part === 'both' || part === 'tech_sme_only') alone.firms_tech_sme = firms;
  return alone;
}

/** The figures as the contract has them: `highTech` and `techSme` inclusive, so that they may overlap. */
export function presentFigures(figures: Figures) {
  const sum = (name: Sums, parts: readonly Part[]): bigint =>
    parts.reduce((all, part) => all + figures[`${name}_${part}`], 0n);
  const figure = (parts: readonly Part[], firms: bigint) => ({
    filings: Number(sum('filings', parts)),
    firms: Number(firms),
    amount: formatAmount(sum('amount', parts)),
  });
  return {
    ...figure(PARTS, figures.firms),
    renewals: { filings: Number(sum('renewals', PARTS)), amount: formatAmount(sum('renewal_amount', PARTS)) },
    highTech: figure(['both', 'high_tech_only'], figures.firms_high_tech),
    techSme: figure(['both', 'tech_sme_only'], figures.firms_tech_sme),
    both: figure(['both'], figures.firms_both),
    neither: figure(['neither'], figures.firms_neither),
  };
}
