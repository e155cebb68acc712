/**
 * The programme limit `filingDeadline`, an entry of registry.ts (limit.ts explains the parts). Its texts may be changed
 * freely; names of settings and rule codes are stored and must not change.
 */
import { FILING_DEADLINE_MAX_MONTHS } from '../../limits.ts';
import { addMonths } from '../../values/day.ts';
import { CANNOT_CHECK, defineLimit, finding } from './limit.ts';

/** Months after disbursement within which the loan must be filed, inclusive. */
export const filingDeadline = defineLimit({
  title: { 'zh-CN': '备案期限', en: 'Filing deadline' },
  settings: {
    months: {
      kind: 'whole',
      min: 1,
      max: FILING_DEADLINE_MAX_MONTHS,
      title: { 'zh-CN': '月数', en: 'Months' },
      shown: { 'zh-CN': '放款后 {value} 个月内', en: 'within {value} months of disbursement' },
    },
  },
  rules: {
    FILED_TOO_LATE: {
      path: 'disbursedOn',
      label: { 'zh-CN': '备案期限', en: 'Filing deadline' },
      refused: {
        'zh-CN':
          '已超过备案期限[：须在放款后 {months} 个月内备案][，即不晚于 {lastDay}]。请核对放款日期，如无误请联系主管部门。',
        en: 'Filed too late[: the programme gives {months} months after disbursement][, until {lastDay}]. Check the date; if it is right, speak to the bureau.',
      },
      flagged: {
        'zh-CN': '超过备案期限[：须在放款后 {months} 个月内备案][，即不晚于 {lastDay}]，需审核。请核对放款日期。',
        en: 'Filed too late[: the programme gives {months} months after disbursement][, until {lastDay}]; it needs review. Check the date.',
      },
      test({ months }, { disbursedOn }, { submittedOn, today }) {
        if (disbursedOn === undefined) return CANNOT_CHECK;
        const lastDay = addMonths(disbursedOn, months);
        return finding((submittedOn ?? today) > lastDay, { months: String(months), lastDay });
      },
    },
  },
});
