/** Checks a draft against the limits of its programme version. A limit that is not set checks nothing. */
import type { FlagRule, LimitRule } from '../messages/codes.ts';
import { addMonths } from '../values/day.ts';
import type { FilingContext } from '../filing/context.ts';
import type { FieldError, Flag, PartialDraft } from '../filing/draft.ts';
import { TERM_MAX_MONTHS } from '../limits.ts';
import { formatAmount } from '../values/money.ts';
import { oneYearLprOn, type OnBreach, type ProgrammeLimits } from './programme.ts';
import { E4_PER_BASIS_POINT, formatRate } from '../values/rate.ts';

/** `cannot_check`: the limit is set, but data that it needs is unknown. It must not be shown as passed. */
export type CheckOutcome = 'passed' | 'broken' | 'not_set' | 'cannot_check';

export interface LimitCheck {
  rule: LimitRule;
  outcome: CheckOutcome;
}

export interface CheckedLimits {
  errors: FieldError[];
  flags: Flag[];
  checks: LimitCheck[];
}

/** Result of the check of one limit. `params` are for the message of a breach; `alsoFlag` is raised with any outcome. */
interface Finding {
  outcome: CheckOutcome;
  onBreach?: OnBreach;
  params?: Record<string, string>;
  alsoFlag?: FlagRule;
}

type LimitTest = (draft: PartialDraft, context: FilingContext, limits: ProgrammeLimits) => Finding;

const NOT_SET: Finding = { outcome: 'not_set' };
const CANNOT_CHECK: Finding = { outcome: 'cannot_check' };

const TESTS: readonly { rule: LimitRule; path: string; test: LimitTest }[] = [
  { rule: 'AMOUNT_OVER_LIMIT', path: 'amount', test: testAmount },
  { rule: 'RATE_OVER_LIMIT', path: 'annualRate', test: testRate },
  { rule: 'TERM_TOO_LONG', path: 'dueOn', test: testTerm },
  { rule: 'FILED_TOO_LATE', path: 'disbursedOn', test: testDeadline },
  { rule: 'GRADE_LINE_EXCEEDED', path: 'amount', test: testGradeLine },
];

/** Checks the five limits; an absent draft member makes a limit that needs it `cannot_check`, without an error or flag. */
export function checkLimits(draft: PartialDraft, context: FilingContext): CheckedLimits {
  const checked: CheckedLimits = { errors: [], flags: [], checks: [] };
  for (const { rule, path, test } of TESTS) {
    const finding = context.programme === null ? NOT_SET : test(draft, context, context.programme.limits);
    checked.checks.push({ rule, outcome: finding.outcome });
    const params = finding.params ?? {};
    if (finding.alsoFlag !== undefined) checked.flags.push({ rule: finding.alsoFlag, params, restricted: false });
    if (finding.outcome !== 'broken') continue;
    if (finding.onBreach === 'refuse') checked.errors.push({ path, code: rule, params });
    else if (finding.onBreach === 'flag') checked.flags.push({ rule, params, restricted: false });
  }
  return checked;
}

function testAmount(
  { amount: amountFen }: PartialDraft,
  _context: FilingContext,
  { amount }: ProgrammeLimits,
): Finding {
  if (amount === undefined) return NOT_SET;
  if (amountFen === undefined) return CANNOT_CHECK;
  return findingOf(amountFen > amount.maxFen, amount.onBreach, { max: formatAmount(amount.maxFen) });
}

function testRate(
  { annualRate: rateE4, disbursedOn }: PartialDraft,
  { lpr }: FilingContext,
  { rate }: ProgrammeLimits,
): Finding {
  if (rate === undefined) return NOT_SET;
  if (disbursedOn === undefined) return CANNOT_CHECK;
  const lprE4 = oneYearLprOn(lpr, disbursedOn);
  if (lprE4 === 'cannot_check') {
    return { outcome: 'cannot_check', alsoFlag: 'RATE_CANNOT_CHECK', params: { day: disbursedOn } };
  }
  if (rateE4 === undefined) return CANNOT_CHECK;
  const maxE4 = lprE4 + rate.overLprBasisPoints * E4_PER_BASIS_POINT;
  const params = { max: formatRate(maxE4), lpr: formatRate(lprE4), basisPoints: String(rate.overLprBasisPoints) };
  return findingOf(rateE4 > maxE4, rate.onBreach, params);
}

function testTerm(
  { disbursedOn, dueOn }: PartialDraft,
  _context: FilingContext,
  { termMonths }: ProgrammeLimits,
): Finding {
  if (termMonths === undefined) return NOT_SET;
  if (disbursedOn === undefined || dueOn === undefined) return CANNOT_CHECK;
  // `checkFiling` reports a term over the general limit; it is not reported twice.
  if (dueOn > addMonths(disbursedOn, TERM_MAX_MONTHS)) return { outcome: 'broken' };
  const lastDueOn = addMonths(disbursedOn, termMonths.max);
  return findingOf(dueOn > lastDueOn, termMonths.onBreach, { months: String(termMonths.max), lastDueOn });
}

function testDeadline(
  { disbursedOn }: PartialDraft,
  context: FilingContext,
  { filingDeadline }: ProgrammeLimits,
): Finding {
  if (filingDeadline === undefined) return NOT_SET;
  if (disbursedOn === undefined) return CANNOT_CHECK;
  const lastDay = addMonths(disbursedOn, filingDeadline.months);
  const params = { months: String(filingDeadline.months), lastDay };
  return findingOf((context.submittedOn ?? context.today) > lastDay, filingDeadline.onBreach, params);
}

function testGradeLine(draft: PartialDraft, _context: FilingContext, { gradeLines }: ProgrammeLimits): Finding {
  if (gradeLines === undefined || Object.keys(gradeLines.lines).length === 0) return NOT_SET;
  const { amount: amountFen, knowledgeGrade: grade } = draft;
  if (grade === undefined) return CANNOT_CHECK;
  if (grade === null) return { outcome: 'cannot_check', alsoFlag: 'GRADE_MISSING' };
  const line = gradeLines.lines[grade];
  if (line === undefined) return NOT_SET;
  if (amountFen === undefined) return CANNOT_CHECK;
  return findingOf(amountFen > line, gradeLines.onBreach, { grade, max: formatAmount(line) });
}

function findingOf(isBroken: boolean, onBreach: OnBreach, params: Record<string, string>): Finding {
  return isBroken ? { outcome: 'broken', onBreach, params } : { outcome: 'passed' };
}
