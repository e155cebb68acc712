import { addDays, shanghaiDay, type Day } from '../domain/values/day.ts';
import { officeHour, workingDayFrom } from './calendar.ts';
import { isFresh } from './loans.ts';
import type { Random } from './random.ts';
import type { Decision, Happening, Loan } from './story.ts';

/** What becomes of the filings: decisions of auditors, corrections and withdrawals of officers. */
export interface Fates {
  readonly happenings: readonly Happening[];
  /** Those that count in the end, with the day from which they do. */
  readonly counted: ReadonlyMap<Loan, Day>;
}

type Path = 'accepted' | 'corrected' | 'returned' | 'withdrawn' | 'waiting';

const PATHS: readonly (readonly [Path, number])[] = [
  ['accepted', 70],
  ['corrected', 18],
  ['returned', 5],
  ['withdrawn', 7],
];
/** In turn, so that each is there whatever day it is. */
const FRESH_PATHS: readonly Path[] = [
  'waiting',
  'returned',
  'waiting',
  'accepted',
  'corrected',
  'waiting',
  'withdrawn',
];
const VOIDED = 0.012;

const REASONS = {
  return: {
    firm_name: '企业名称与登记名称不一致，请核对营业执照后重新报送',
    amount: '单户金额超过上限，请补充说明或核实金额',
    branch: '联行号校验不通过，请核对经办支行',
    first_loan: '该企业此前已有贷款记录，请核实是否首贷',
    firm_code: '统一社会信用代码存疑，请核对营业执照',
  },
  withdraw: ['企业提前结清，撤回备案', '录入有误，撤回后重新报送', '重复报送', '企业放弃提款'],
  void: ['经核查贷款未实际发放', '与其他备案重复', '企业不符合备案条件', '贷款用途不符，银行申请取消备案'],
} as const;

export function planFates(loans: readonly Loan[], today: Day, random: Random): Fates {
  const happenings: Happening[] = [];
  const counted = new Map<Loan, Day>();
  let fresh = 0;
  for (const loan of loans) {
    const tell = createTeller(loan, today, random, happenings);
    if (loan.flaw === null) counted.set(loan, shanghaiDay(loan.submittedAt));
    else {
      const acceptedOn = walk(
        tell,
        loan,
        isFresh(loan, today) ? FRESH_PATHS[fresh++ % FRESH_PATHS.length]! : random.weighted(PATHS),
        random,
      );
      if (acceptedOn !== null) counted.set(loan, acceptedOn);
    }
    if (!counted.has(loan) || loan.renewed || loan.renews || !random.chance(VOIDED)) continue;
    if (tell.decide('void', random.between(5, 150), random.pick(REASONS.void)) !== null) counted.delete(loan);
  }
  return { happenings, counted };
}

/** @returns the day from which it counts, or null */
function walk(tell: Teller, loan: Loan, path: Path, random: Random): Day | null {
  const flaw = loan.flaw!;
  const cure = cureOf(loan);
  if (path === 'waiting') return null;
  if (path === 'accepted' || (path === 'corrected' && cure === null))
    return tell.decide('accept', random.between(1, 8), null);
  if (path === 'withdrawn' && random.chance(0.5)) {
    tell.decide('withdraw', random.between(1, 5), random.pick(REASONS.withdraw));
    return null;
  }
  if (tell.decide('return', random.between(1, 6), REASONS.return[flaw]) === null || path === 'returned') return null;
  if (path === 'corrected' && cure) return tell.correct(random.between(1, 12), cure);
  if (path === 'withdrawn') tell.decide('withdraw', random.between(3, 20), random.pick(REASONS.withdraw));
  return null;
}

/** How the bank corrects it; null where the filing is right, odd as it looks. */
function cureOf(loan: Loan): Record<string, unknown> | null {
  switch (loan.flaw) {
    case 'firm_name':
      return { firmName: nameOn(loan, true) };
    case 'branch':
      return { branch: '科技支行' };
    case 'first_loan':
      return { firstLoan: false };
    default:
      return null;
  }
}

/** The firm's registered name on the day of filing, or another that bank clerks write. */
export function nameOn({ firm, submittedAt, serial }: Loan, right: boolean): string {
  const renamed = firm.renamed !== null && submittedAt >= new Date(`${firm.renamed.on}T00:00:00+08:00`);
  const name = renamed ? firm.renamed!.name : firm.name;
  if (right) return name;
  if (renamed) return firm.name;
  return serial % 2 === 0
    ? name.replace(/有限公司$/, '有限责任公司')
    : name.replace(/(科技|技术|股份)?有限公司$/, '公司');
}

interface Teller {
  /** @returns the day of the decision, or null when that is still to come */
  decide(action: Decision, days: number, reason: string | null): Day | null;
  correct(days: number, change: Record<string, unknown>): Day | null;
}

/** Tells what happens to one filing, each step some days after the last; what lies ahead of today is not told. */
function createTeller(loan: Loan, today: Day, random: Random, happenings: Happening[]): Teller {
  let last = shanghaiDay(loan.submittedAt);
  const after = (days: number): Day | null => {
    const day = workingDayFrom(addDays(last, days));
    if (day >= today) return null;
    return (last = day);
  };
  return {
    decide(action, days, reason) {
      const day = after(days);
      const login = action === 'withdraw' ? loan.officer : auditorOf(loan, random);
      if (day !== null) happenings.push({ at: officeHour(day, random), what: 'decision', loan, action, reason, login });
      return day;
    },
    correct(days, change) {
      const day = after(days);
      if (day !== null) happenings.push({ at: officeHour(day, random), what: 'correction', loan, change });
      return day;
    },
  };
}

function auditorOf({ firm, disbursedOn }: Loan, random: Random): string {
  if (firm.regionCode === '430211' && disbursedOn >= '2025-01-01' && random.chance(0.5)) return 'auditor430211';
  return random.chance(0.6) ? 'auditor' : 'auditor2';
}
