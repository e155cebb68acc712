import type { StatusWord } from '../../domain/filing/status.ts';
import { formatAmount } from '../../domain/values/money.ts';
import { averageRate } from '../../domain/values/rate.ts';

/** The four of the partition, as columns name them. */
const PARTS = ['both', 'high_tech_only', 'tech_sme_only', 'neither'] as const;
export type Part = (typeof PARTS)[number];
export const PART_OF: Readonly<Record<StatusWord, Part>> = {
  both: 'both',
  highTechOnly: 'high_tech_only',
  techSmeOnly: 'tech_sme_only',
  neither: 'neither',
};

/** Sums over filings, amounts in fen: they add up over rows. `amount_rate` is amount times rate. */
export type Sums = Record<`${'filings' | 'amount'}_${Part}`, bigint> &
  Record<'renewals' | 'renewal_amount' | 'first_loans' | 'first_loan_amount' | 'amount_rate', bigint> & {
    readonly banks: Set<string>;
  };
/** Distinct firms by the statuses of their filings, and by those of their first loans. They do not add up. */
export type Firms = Record<FirmCount, bigint>;
export type FirmCount =
  'firms' | 'firms_high_tech' | 'firms_tech_sme' | `firms_${Part}` | 'firms_first' | `firms_first_${Part}`;
export type Figures = Sums & Firms;

const ADDED = [
  ...PARTS.map((part) => `filings_${part}` as const),
  ...PARTS.map((part) => `amount_${part}` as const),
  'renewals',
  'renewal_amount',
  'first_loans',
  'first_loan_amount',
  'amount_rate',
] as const;

/** As status_bits in db/code/60-ledger.sql: a bit for each status, and the same four again for first loans. */
const BIT: Readonly<Record<Part, number>> = { both: 1, high_tech_only: 2, tech_sme_only: 4, neither: 8 };
const FIRST_LOAN = 16;
const ANY = 15;

/** For each count of firms the bits of which a firm has one or more. */
export const FIRM_MASKS = {
  firms: ANY,
  firms_high_tech: BIT.both | BIT.high_tech_only,
  firms_tech_sme: BIT.both | BIT.tech_sme_only,
  firms_first: ANY * FIRST_LOAN,
  ...Object.fromEntries(PARTS.map((part) => [`firms_${part}`, BIT[part]])),
  ...Object.fromEntries(PARTS.map((part) => [`firms_first_${part}`, BIT[part] * FIRST_LOAN])),
} as Readonly<Record<FirmCount, number>>;
const FIRM_COUNTS = Object.keys(FIRM_MASKS) as FirmCount[];

export function noFigures(): Figures {
  return {
    ...(Object.fromEntries([...ADDED, ...FIRM_COUNTS].map((name) => [name, 0n])) as Omit<Figures, 'banks'>),
    banks: new Set(),
  } as Figures;
}

export function addSums(into: Sums, more: Sums): void {
  for (const name of ADDED) into[name] += more[name];
  for (const bank of more.banks) into.banks.add(bank);
}

/** The firms of a row of one status. */
export function onlyPart(firms: Firms, part: Part): Firms {
  const count = firms[`firms_${part}`];
  return {
    ...(Object.fromEntries(FIRM_COUNTS.map((name) => [name, 0n])) as Firms),
    firms: count,
    [`firms_${part}`]: count,
    firms_high_tech: BIT[part] & FIRM_MASKS.firms_high_tech ? count : 0n,
    firms_tech_sme: BIT[part] & FIRM_MASKS.firms_tech_sme ? count : 0n,
    firms_first: firms[`firms_first_${part}`],
  };
}

/** The figures as the contract has them: `highTech` and `techSme` inclusive, so that they may overlap. */
export function presentFigures(figures: Figures) {
  const sum = (name: 'filings' | 'amount', parts: readonly Part[]): bigint =>
    parts.reduce((all, part) => all + figures[`${name}_${part}`], 0n);
  const figure = (parts: readonly Part[], firms: bigint) => ({
    filings: Number(sum('filings', parts)),
    firms: Number(firms),
    amount: formatAmount(sum('amount', parts)),
  });
  return {
    ...figure(PARTS, figures.firms),
    renewals: { filings: Number(figures.renewals), amount: formatAmount(figures.renewal_amount) },
    firstLoans: {
      filings: Number(figures.first_loans),
      firms: Number(figures.firms_first),
      amount: formatAmount(figures.first_loan_amount),
    },
    banks: figures.banks.size,
    averageRate: averageRate(figures.amount_rate, sum('amount', PARTS)),
    highTech: figure(['both', 'high_tech_only'], figures.firms_high_tech),
    techSme: figure(['both', 'tech_sme_only'], figures.firms_tech_sme),
    both: figure(['both'], figures.firms_both),
    neither: figure(['neither'], figures.firms_neither),
  };
}
