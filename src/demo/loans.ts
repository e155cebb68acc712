/**
 * Plans the loans of the demonstration and the flaws that some of them have. The weights may be changed; loans must
 * stay possible under the rules of their day, or perform.ts stops.
 */
import { branchNumberFits } from '../domain/filing/branch-number.ts';
import { addDays, addMonths, daysBetween, yearOf, type Day } from '../domain/values/day.ts';
import { formatRate } from '../domain/values/rate.ts';
import { LPR_SEED } from '../domain/programme/seeds.ts';
import type { DemoBank } from './banks.ts';
import { officeHour, workingDayFrom } from './calendar.ts';
import type { DemoFirm } from './firms.ts';
import { OPENED_ON } from './qualifications.ts';
import { hasProgramme, termOf } from './programme.ts';
import type { Random } from './random.ts';
import type { Flaw, Loan } from './story.ts';

export const FILING_COUNT = 2_500;
/** Weights of the years in the number of loans. */
const YEARS: Readonly<Record<number, number>> = { 2021: 230, 2022: 330, 2023: 420, 2024: 530, 2025: 590 };
const LATER_YEARS = 620;
/** Weights of the months: more loans at the end of a quarter. */
const MONTHS = [7, 5, 10, 8, 8, 11, 7, 8, 10, 6, 9, 12].map((weight, index) => [index + 1, weight] as const);
/** In ten thousand yuan. */
export const USUAL_AMOUNTS_WAN = [50, 100, 150, 200, 300, 400, 500, 600, 800, 1000];
const AMOUNT_WEIGHTS = [4, 9, 6, 16, 20, 8, 20, 4, 6, 7];
const LPR_2021_E4 = 38_500;
const FRESH_DAYS = 45;

/** Plans the loans that are filed before `today`, in the order of their disbursement. fitAmounts adjusts their amounts. */
export function planLoans(
  firms: readonly DemoFirm[],
  today: Day,
  isEligible: (loan: Loan) => boolean,
  random: Random,
): Loan[] {
  const contracts = createContracts(random);
  const drafts: Draft[] = [];
  for (const [year, count] of yearlyCounts(today)) {
    for (let index = 0; index < count; index += 1) {
      const day = workingDayFrom(
        `${year}-${String(random.weighted(MONTHS)).padStart(2, '0')}-${String(random.between(1, 28)).padStart(2, '0')}`,
      );
      const firm = random.weighted(firms.map((one) => [one, one.weight] as const));
      drafts.push(
        ...withRenewals(
          {
            firm,
            bank: random.pick(firm.banks),
            day,
            months: termOf(
              random.weighted([
                [12, 70],
                [24, 12],
                [36, 10],
                [6, 8],
              ]),
              day,
            ),
            renews: null,
          },
          random,
        ),
      );
    }
  }
  const loans = new Map<Draft, Loan>();
  for (const draft of drafts
    .filter((one) => isPossible(one))
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))) {
    const loan = loanOf(draft, loans.size, loans, contracts, random);
    if (loan) loans.set(draft, loan);
  }
  const filed = [...loans.values()].filter((loan) => loan.submittedAt < new Date(`${today}T00:00:00+08:00`));
  for (const loan of filed) if (loan.renews) loan.renews.renewed = true;
  assignFirstLoansAndFlaws(filed, today, isEligible, random);
  return filed;
}

interface Draft {
  readonly firm: DemoFirm;
  readonly bank: DemoBank;
  readonly day: Day;
  readonly months: number;
  readonly renews: Draft | null;
}

function isPossible({ firm, day }: Draft): boolean {
  return day >= OPENED_ON && (firm.registeredOn === null || day > firm.registeredOn);
}

/** The number of loans of each year; the total before `today` is about FILING_COUNT on any day. */
function yearlyCounts(today: Day): [year: number, count: number][] {
  const years = Array.from({ length: yearOf(today) - 2021 + 1 }, (_, index) => 2021 + index);
  const weights = years.map(
    (year) => (YEARS[year] ?? LATER_YEARS) * (year === yearOf(today) ? daysBetween(`${year}-01-01`, today) / 365 : 1),
  );
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  // 0.925: withRenewals adds the rest.
  const full = (YEARS[yearOf(today)] ?? LATER_YEARS) / all;
  return years.map((year, index) => [
    year,
    Math.round(FILING_COUNT * 0.925 * (year === yearOf(today) ? full : weights[index]! / all)),
  ]);
}

/** The loan followed by its renewals (无还本续贷); only loans of one year are renewed. */
function withRenewals(draft: Draft, random: Random): Draft[] {
  const chain = [draft];
  while (chain.at(-1)!.months === 12 && random.chance(0.15)) {
    const last = chain.at(-1)!;
    chain.push({ ...last, day: workingDayFrom(addDays(addMonths(last.day, 12), -random.between(0, 4))), renews: last });
  }
  return chain;
}

function loanOf(
  draft: Draft,
  serial: number,
  loans: ReadonlyMap<Draft, Loan>,
  contracts: Contracts,
  random: Random,
): Loan | null {
  const { firm, bank, day } = draft;
  const renews = draft.renews && (loans.get(draft.renews) ?? null);
  if (draft.renews && !renews) return null;
  const lag = random.weighted([
    [random.between(1, 7), 62],
    [random.between(8, 30), 28],
    [random.between(31, 90), 9],
    [random.between(91, 200), 1],
  ]);
  const { contractNo, receiptNo } = contracts.next(bank, firm, day, renews !== null);
  return {
    serial,
    firm,
    bankCode: bank.code,
    officer: bank.login,
    contractNo,
    receiptNo,
    amountWan: renews?.amountWan ?? amountWan(random),
    disbursedOn: day,
    dueOn: addDays(addMonths(day, draft.months), random.chance(0.3) ? -1 : 0),
    submittedAt: officeHour(workingDayFrom(addDays(day, lag)), random),
    extras: extrasOf(bank, day, random),
    renews,
    renewed: false,
    firstLoan: false,
    flaw: null,
    eligible: true,
  };
}

function amountWan(random: Random): number {
  if (random.chance(0.15)) return random.between(6, 97) * 10 + random.below(10);
  return random.weighted(USUAL_AMOUNTS_WAN.map((amount, index) => [amount, AMOUNT_WEIGHTS[index]!] as const));
}

function extrasOf(bank: DemoBank, day: Day, random: Random): Record<string, unknown> {
  const lprE4 = LPR_SEED.rows.findLast(({ from }) => from <= day)?.oneYearE4 ?? LPR_2021_E4;
  const branch = random.weighted<string | null>([
    [null, 35],
    [random.pick(['天元支行', '芦淞支行', '石峰支行', '荷塘支行', '高新支行', '科技支行']), 57],
    [branchNumber(bank, random, true), 8],
  ]);
  return {
    annualRate: formatRate(lprE4 + random.between(-8, 25) * 500),
    guarantee: random.chance(0.86) ? 'credit' : 'guaranteed_credit',
    ...(random.chance(0.7)
      ? {
          knowledgeGrade: random.weighted([
            ['A', 1],
            ['B', 3],
            ['C', 4],
            ['D', 2],
            ['E', 1],
          ]),
        }
      : {}),
    ...(branch === null ? {} : { branch }),
    ...(random.chance(0.12) ? { purpose: random.pick(['研发投入', '补充流动资金', '采购原材料', '中试线建设']) } : {}),
  };
}

/** A branch number of twelve digits with a right or a wrong check digit. */
export function branchNumber({ branchPrefix }: Pick<DemoBank, 'branchPrefix'>, random: Random, right: boolean): string {
  const first11 = `${branchPrefix}5520${String(random.below(10_000)).padStart(4, '0')}`;
  const check = [...'0123456789'].find((digit) => branchNumberFits(first11 + digit))!;
  return first11 + (right ? check : String((Number(check) + 3) % 10));
}

interface Contracts {
  /** @param newContract do not use an open contract */
  next(bank: DemoBank, firm: DemoFirm, day: Day, newContract: boolean): { contractNo: string; receiptNo: string };
}

/** Contracts are numbered per bank and year; a contract can have several receipts. */
function createContracts(random: Random): Contracts {
  const serials = new Map<string, number>();
  const open = new Map<string, { contractNo: string; until: Day; receipts: number }>();
  return {
    next(bank, firm, day, newContract) {
      const parties = `${bank.code} ${firm.uscc}`;
      let contract = newContract ? undefined : open.get(parties);
      if (!contract || contract.until < day || contract.receipts >= 4 || random.chance(0.4)) {
        const year = day.slice(0, 4);
        const serial = (serials.get(bank.code + year) ?? random.between(100, 900)) + random.between(1, 4);
        serials.set(bank.code + year, serial);
        contract = {
          contractNo: bank.contract(year, String(serial).padStart(5, '0')),
          until: addDays(day, 150),
          receipts: 0,
        };
        open.set(parties, contract);
      }
      contract.receipts += 1;
      return {
        contractNo: contract.contractNo,
        receiptNo: `${contract.contractNo}-${String(contract.receipts).padStart(2, '0')}`,
      };
    },
  };
}

const dayBefore = (today: Day, days: number): Date =>
  new Date(new Date(`${today}T00:00:00+08:00`).getTime() - days * 86_400_000);

/** Whether it was submitted so recently that its review may still be open. */
export function isFresh(loan: Loan, today: Day): boolean {
  return loan.submittedAt >= dayBefore(today, FRESH_DAYS);
}

/** Sets `firstLoan`, and assigns typical flaws to some loans. */
function assignFirstLoansAndFlaws(
  loans: readonly Loan[],
  today: Day,
  isEligible: (loan: Loan) => boolean,
  random: Random,
): void {
  const earlier = new Map<string, Loan[]>();
  for (const loan of loans) {
    const before = earlier.get(loan.firm.uscc) ?? [];
    earlier.set(loan.firm.uscc, [...before, loan]);
    const isFirst = !loans.some(
      (other) => other !== loan && other.firm === loan.firm && other.disbursedOn <= loan.disbursedOn,
    );
    loan.firstLoan = isFirst && random.chance(0.8);
    const flaw = flawOf(loan, before, isFresh(loan, today) ? 6 : 1, random);
    loan.eligible = hasProgramme(loan.disbursedOn) && isEligible(loan);
    loan.flaw = flaw ?? withoutFlaw(loan);
  }
  // The first filing for a firm without qualifications registers its name, so that name cannot differ.
  const first = new Map<string, Loan>();
  for (const loan of [...loans].sort((a, b) => a.submittedAt.getTime() - b.submittedAt.getTime())) {
    if (first.has(loan.firm.uscc)) continue;
    first.set(loan.firm.uscc, loan);
    if (loan.flaw === 'firm_name') loan.flaw = withoutFlaw(loan);
  }
}

/** What is left to flag of a loan without a flaw of its own. */
function withoutFlaw({ eligible, disbursedOn }: Loan): Flaw | null {
  if (!hasProgramme(disbursedOn)) return 'no_programme';
  return eligible ? null : 'not_eligible';
}

/** @param before earlier loans of the firm @param frequency multiplies the probability of a flaw */
function flawOf(loan: Loan, before: readonly Loan[], frequency: number, random: Random): Flaw | null {
  const isNewAtBank = !before.some((other) => other.bankCode === loan.bankCode);
  const flaw = random.weighted<Flaw | null>([
    [null, 94],
    ['amount', 1.2 * frequency],
    ['branch', 1.2 * frequency],
    // A bank often misspells the name of a new customer that is on no public list.
    ['firm_name', (isNewAtBank && loan.firm.lists.length === 0 ? 60 : 2.2) * frequency],
    // A bank often declares its first loan to a firm as the firm's first loan.
    ['first_loan', (isNewAtBank ? 25 : 1) * frequency],
  ]);
  if (loan.firm.codeIsFlagged) return 'firm_code';
  if (loan.renews !== null || loan.renewed || loan.firstLoan) return null;
  // No programme before 2022 limits the amount.
  if (flaw === 'amount' && !hasProgramme(loan.disbursedOn)) return null;
  if (flaw !== 'first_loan') return flaw;
  // With three earlier filings, at least one is still accepted when this one is submitted.
  const contradicting = before.filter(
    (other) =>
      other.submittedAt < loan.submittedAt &&
      (other.flaw === null || other.flaw === 'no_programme') &&
      other.contractNo !== loan.contractNo,
  );
  return contradicting.length >= 3 ? flaw : null;
}
