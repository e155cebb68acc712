/**
 * Plans what happens to the filings after submission: review, correction, withdrawal, voiding. The demonstration needs
 * each outcome among recent filings, whatever the day.
 */
import { addDays, shanghaiDay, type Day } from '../domain/values/day.ts';
import { officeHour, workingDayFrom } from './calendar.ts';
import { isFresh } from './loans.ts';
import type { Random } from './random.ts';
import type { Decision, StoryEvent, Loan } from './story.ts';

/** What happens to the filings after submission. */
export interface Outcomes {
  /** Decisions of auditors, corrections and withdrawals of officers. */
  readonly events: readonly StoryEvent[];
  /** The filings that are accepted in the end, with their filing days. */
  readonly counted: ReadonlyMap<Loan, Day>;
}

type Path = 'accepted' | 'corrected' | 'returned' | 'withdrawn' | 'waiting';

const PATHS: readonly (readonly [Path, number])[] = [
  ['accepted', 70],
  ['corrected', 18],
  ['returned', 5],
  ['withdrawn', 7],
];
/** Paths of recent filings, used in this order so that each occurs on any day. */
const FRESH_PATHS: readonly Path[] = [
  'waiting',
  'returned',
  'waiting',
  'accepted',
  'corrected',
  'waiting',
  'withdrawn',
];
const VOID_PROBABILITY = 0.012;

const REASONS = {
  return: {
    firm_name: '企业名称与登记名称不一致，请核对营业执照后重新报送',
    amount: '单户金额超过上限，请补充说明或核实金额',
    branch: '联行号校验不通过，请核对经办支行',
    first_loan: '该企业此前已有贷款记录，请核实是否首贷',
    firm_code: '统一社会信用代码存疑，请核对营业执照',
    no_programme: '放款日期早于办法生效日期，请核对',
    not_eligible: '放款当日未见企业资质，请补充证明材料',
  },
  withdraw: ['企业提前结清，撤回备案', '录入有误，撤回后重新报送', '重复报送', '企业放弃提款'],
  void: ['经核查贷款未实际发放', '与其他备案重复', '企业不符合备案条件', '贷款用途不符，银行申请取消备案'],
} as const;

export function planOutcomes(loans: readonly Loan[], today: Day, random: Random): Outcomes {
  const events: StoryEvent[] = [];
  const counted = new Map<Loan, Day>();
  let fresh = 0;
  for (const loan of loans) {
    const timeline = createTimeline(loan, today, random, events);
    if (loan.flaw === null) counted.set(loan, shanghaiDay(loan.submittedAt));
    else {
      const acceptedOn = planReview(
        timeline,
        loan,
        // The bureau has looked at the loans from before its first version, and let them all pass.
        loan.renewed || loan.renews || loan.flaw === 'no_programme'
          ? 'accepted'
          : isFresh(loan, today)
            ? FRESH_PATHS[fresh++ % FRESH_PATHS.length]!
            : random.weighted(PATHS),
        random,
      );
      if (acceptedOn !== null) counted.set(loan, acceptedOn);
    }
    if (!counted.has(loan) || loan.renewed || loan.renews || !random.chance(VOID_PROBABILITY)) continue;
    if (timeline.decide('void', random.between(5, 150), random.pick(REASONS.void)) !== null) counted.delete(loan);
  }
  return { events, counted };
}

/** Plans the review of a flagged filing. @returns its filing day if it is accepted, or null */
function planReview(timeline: Timeline, loan: Loan, path: Path, random: Random): Day | null {
  const flaw = loan.flaw!;
  const correction = correctionOf(loan);
  if (path === 'waiting') return null;
  if (path === 'accepted' || (path === 'corrected' && correction === null))
    return timeline.decide('accept', random.between(1, 8), null);
  if (path === 'withdrawn' && random.chance(0.5)) {
    timeline.decide('withdraw', random.between(1, 5), random.pick(REASONS.withdraw));
    return null;
  }
  if (timeline.decide('return', random.between(1, 6), REASONS.return[flaw]) === null || path === 'returned')
    return null;
  if (path === 'corrected' && correction) return timeline.correct(random.between(1, 12), correction);
  if (path === 'withdrawn') timeline.decide('withdraw', random.between(3, 20), random.pick(REASONS.withdraw));
  return null;
}

/** The correction of the bank; null if the flagged value is right. */
function correctionOf(loan: Loan): Record<string, unknown> | null {
  if (!loan.eligible) return null;
  switch (loan.flaw) {
    case 'firm_name':
      return { firmName: firmNameOf(loan, true) };
    case 'branch':
      return { branch: '科技支行' };
    case 'first_loan':
      return { firstLoan: false };
    default:
      return null;
  }
}

/** The firm's registered name on the day of submission or, if not `right`, an old or misspelt one. */
export function firmNameOf({ firm, submittedAt, serial }: Loan, right: boolean): string {
  const renamed = firm.renamed !== null && submittedAt >= new Date(`${firm.renamed.on}T00:00:00+08:00`);
  const name = renamed ? firm.renamed!.name : firm.name;
  if (right) return name;
  if (renamed) return firm.name;
  return serial % 2 === 0
    ? name.replace(/有限公司$/, '有限责任公司')
    : name.replace(/(科技|技术|股份)?有限公司$/, '公司');
}

/** Plans the events of one filing, each some `days` after the one before. Null if the day is not before today: no event then. */
interface Timeline {
  decide(action: Decision, days: number, reason: string | null): Day | null;
  correct(days: number, change: Record<string, unknown>): Day | null;
}

function createTimeline(loan: Loan, today: Day, random: Random, events: StoryEvent[]): Timeline {
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
      if (day !== null) events.push({ at: officeHour(day, random), type: 'decision', loan, action, reason, login });
      return day;
    },
    correct(days, change) {
      const day = after(days);
      if (day !== null) events.push({ at: officeHour(day, random), type: 'correction', loan, change });
      return day;
    },
  };
}

function auditorOf({ firm, disbursedOn }: Loan, random: Random): string {
  if (firm.regionCode === '430211' && disbursedOn >= '2025-01-01' && random.chance(0.5)) return 'auditor430211';
  return random.chance(0.6) ? 'auditor' : 'auditor2';
}
