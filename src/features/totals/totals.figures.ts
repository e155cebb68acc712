/**
 * The figures of one row of totals, and how they combine: sums add up over rows, counts of distinct firms do not. The
 * bits of statuses must agree with db/code/60-ledger.sql.
 */
import type { StatusWord } from '../../domain/filing/status.ts';
import { formatAmount } from '../../domain/values/money.ts';
import { averageRate } from '../../domain/values/rate.ts';

/** The four parts of the partition by status, as in column names. */
const PARTS = ['both', 'high_tech_only', 'tech_sme_only', 'neither'] as const;
export type Part = (typeof PARTS)[number];
export const PART_OF: Readonly<Record<StatusWord, Part>> = {
  both: 'both',
  highTechOnly: 'high_tech_only',
  techSmeOnly: 'tech_sme_only',
  neither: 'neither',
};

const SUMS = [
  ...PARTS.map((part) => `filings_${part}` as const),
  ...PARTS.map((part) => `amount_${part}` as const),
  'renewals',
  'renewal_amount',
  'first_loans',
  'first_loan_amount',
  'amount_rate',
] as const;
/** Sums over filings, amounts in fen; they add up over rows. `amount_rate` is the sum of amount × rate. */
export type Sums = Record<(typeof SUMS)[number], bigint> & { readonly banks: readonly string[] };

/** Distinct firms by the statuses of their filings; they do not add up. `first…` counts first loans only. */
export type Firms = Record<'all' | 'high_tech' | 'tech_sme' | Part | 'first' | `first_${Part}`, bigint>;

/** As in status_bits of db/code/60-ledger.sql: one bit per status, and four more for first loans. */
const BIT: Readonly<Record<Part, number>> = { both: 1, high_tech_only: 2, tech_sme_only: 4, neither: 8 };
const ANY = 15;
const FIRST_LOAN = 16;

/** The bits of each count of firms; a firm counts if it has at least one of them. */
export const FIRM_MASKS: Readonly<Record<keyof Firms, number>> = {
  all: ANY,
  high_tech: BIT.both | BIT.high_tech_only,
  tech_sme: BIT.both | BIT.tech_sme_only,
  both: BIT.both,
  high_tech_only: BIT.high_tech_only,
  tech_sme_only: BIT.tech_sme_only,
  neither: BIT.neither,
  first: ANY * FIRST_LOAN,
  first_both: BIT.both * FIRST_LOAN,
  first_high_tech_only: BIT.high_tech_only * FIRST_LOAN,
  first_tech_sme_only: BIT.tech_sme_only * FIRST_LOAN,
  first_neither: BIT.neither * FIRST_LOAN,
};

/** The counts of firms that a row shows. */
type ShownFirms = Pick<Firms, 'all' | 'high_tech' | 'tech_sme' | Part | 'first'>;

export interface Figures {
  readonly sums: Sums;
  readonly firms: ShownFirms;
}

/** The sums of several rows together. */
export function addUp(all: readonly Sums[]): Sums {
  const sums = Object.fromEntries(SUMS.map((name) => [name, 0n])) as Record<(typeof SUMS)[number], bigint>;
  const banks = new Set<string>();
  for (const each of all) {
    for (const name of SUMS) sums[name] += each[name];
    for (const bank of each.banks) banks.add(bank);
  }
  return { ...sums, banks: [...banks] };
}

export const NO_FIGURES: Figures = {
  sums: addUp([]),
  firms: {
    all: 0n,
    high_tech: 0n,
    tech_sme: 0n,
    both: 0n,
    high_tech_only: 0n,
    tech_sme_only: 0n,
    neither: 0n,
    first: 0n,
  },
};

/** The firms of a row of one status. */
export function firmsOf(firms: Firms, part: Part): ShownFirms {
  const all = firms[part];
  const within = (mask: number): bigint => (BIT[part] & mask ? all : 0n);
  return {
    all,
    high_tech: within(FIRM_MASKS.high_tech),
    tech_sme: within(FIRM_MASKS.tech_sme),
    both: within(FIRM_MASKS.both),
    high_tech_only: within(FIRM_MASKS.high_tech_only),
    tech_sme_only: within(FIRM_MASKS.tech_sme_only),
    neither: within(FIRM_MASKS.neither),
    first: firms[`first_${part}`],
  };
}

/** The figures in the form of the contract; `highTech` and `techSme` both include `both`. */
export function presentFigures({ sums, firms }: Figures) {
  const figure = (filings: bigint, of: bigint, amount: bigint) => ({
    filings: Number(filings),
    firms: Number(of),
    amount: formatAmount(amount),
  });
  const highTech = sums.filings_both + sums.filings_high_tech_only;
  const highTechAmount = sums.amount_both + sums.amount_high_tech_only;
  const amount = highTechAmount + sums.amount_tech_sme_only + sums.amount_neither;
  return {
    ...figure(highTech + sums.filings_tech_sme_only + sums.filings_neither, firms.all, amount),
    renewals: { filings: Number(sums.renewals), amount: formatAmount(sums.renewal_amount) },
    firstLoans: figure(sums.first_loans, firms.first, sums.first_loan_amount),
    banks: sums.banks.length,
    averageRate: averageRate(sums.amount_rate, amount),
    highTech: figure(highTech, firms.high_tech, highTechAmount),
    techSme: figure(
      sums.filings_both + sums.filings_tech_sme_only,
      firms.tech_sme,
      sums.amount_both + sums.amount_tech_sme_only,
    ),
    both: figure(sums.filings_both, firms.both, sums.amount_both),
    highTechOnly: figure(sums.filings_high_tech_only, firms.high_tech_only, sums.amount_high_tech_only),
    techSmeOnly: figure(sums.filings_tech_sme_only, firms.tech_sme_only, sums.amount_tech_sme_only),
    neither: figure(sums.filings_neither, firms.neither, sums.amount_neither),
  };
}
