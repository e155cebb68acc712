/**
 * The programme limit `filingDeadline`, an entry of registry.ts (limit.ts explains the parts). Its texts may be changed
 * freely; names of settings and rule codes are stored and must not change.
 */
import {
  FILING_DEADLINE_MAX_DAYS,
  FILING_DEADLINE_MAX_MONTHS,
  FILING_DEADLINE_MAX_WORKING_DAYS,
} from '../../limits.ts';
import { addDays, addMonths, type Day } from '../../values/day.ts';
import { workingDayAfter } from '../working-days.ts';
import { CANNOT_CHECK, defineLimit, finding, exactlyOneOf } from './limit.ts';

/** Only the part whose parameters are all given is shown. */
const TIME_ZH =
  '[：须在放款后 {months} 个月内备案][：须在放款后 {days} 天内备案][：须在放款后 {workingDays} 个工作日内备案][，即不晚于 {lastDay}]';
const TIME_EN =
  '[: the programme gives {months} months after disbursement][: the programme gives {days} days after disbursement][: the programme gives {workingDays} working days after disbursement][, until {lastDay}]';

/** The time after disbursement within which the loan must be filed, inclusive, in one of three units. */
export const filingDeadline = defineLimit({
  title: { 'zh-CN': '备案期限', en: 'Filing deadline' },
  settings: {
    months: {
      kind: 'whole',
      min: 1,
      max: FILING_DEADLINE_MAX_MONTHS,
      optional: true,
      title: { 'zh-CN': '月数（三项填一项）', en: 'Months (one of the three)' },
      shown: { 'zh-CN': '放款后 {value} 个月内', en: 'within {value} months of disbursement' },
    },
    days: {
      kind: 'whole',
      min: 1,
      max: FILING_DEADLINE_MAX_DAYS,
      optional: true,
      title: { 'zh-CN': '自然日天数', en: 'Calendar days' },
      shown: { 'zh-CN': '放款后 {value} 天内', en: 'within {value} days of disbursement' },
    },
    workingDays: {
      kind: 'whole',
      min: 1,
      max: FILING_DEADLINE_MAX_WORKING_DAYS,
      optional: true,
      title: { 'zh-CN': '工作日天数', en: 'Working days' },
      shown: { 'zh-CN': '放款后 {value} 个工作日内', en: 'within {value} working days of disbursement' },
    },
  },
  fault: (settings) => exactlyOneOf(settings, ['months', 'days', 'workingDays']),
  rules: {
    FILED_TOO_LATE: {
      path: 'disbursedOn',
      label: { 'zh-CN': '备案期限', en: 'Filing deadline' },
      refused: {
        'zh-CN': `已超过备案期限${TIME_ZH}。请核对放款日期，如无误请联系主管部门。`,
        en: `Filed too late${TIME_EN}. Check the date; if it is right, speak to the bureau.`,
      },
      flagged: {
        'zh-CN': `超过备案期限${TIME_ZH}，需审核。请核对放款日期。`,
        en: `Filed too late${TIME_EN}; it needs review. Check the date.`,
      },
      test({ months, days, workingDays }, { disbursedOn }, { submittedOn, today, calendar }) {
        if (disbursedOn === undefined) return CANNOT_CHECK;
        const filedOn = submittedOn ?? today;
        const late = (lastDay: Day, params: Record<string, string>) =>
          finding(filedOn > lastDay, { ...params, lastDay });
        if (months != null) return late(addMonths(disbursedOn, months), { months: String(months) });
        if (days != null) return late(addDays(disbursedOn, days), { days: String(days) });
        const lastDay = calendar ? workingDayAfter(calendar, disbursedOn, workingDays ?? 0) : 'cannot_check';
        // In time by any arrangement: the last day is after the last one that is entered.
        if (lastDay === null && filedOn <= calendar!.checkedUntil) return finding(false);
        return lastDay === null || lastDay === 'cannot_check'
          ? { outcome: 'cannot_check', alsoFlag: 'DEADLINE_CANNOT_CHECK', params: { day: disbursedOn } }
          : late(lastDay, { workingDays: String(workingDays) });
      },
    },
  },
  causes: {
    DEADLINE_CANNOT_CHECK: {
      'zh-CN':
        '缺少放款日[（{day}）]之后的法定节假日安排，备案期限（工作日）无法核对。请管理员补充节假日安排，或由主管部门判断。',
      en: 'The arrangement of public holidays after the day of disbursement[, {day},] is not entered, so the filing deadline was not checked. Have it entered, or let the auditor decide.',
    },
  },
});
