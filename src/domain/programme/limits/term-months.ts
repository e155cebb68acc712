import { TERM_MAX_MONTHS } from '../../limits.ts';
import { addMonths } from '../../values/day.ts';
import { CANNOT_CHECK, defineLimit, finding } from './limit.ts';

/** Months from disbursement to the due date, inclusive, clamped to the end of the month. */
export const termMonths = defineLimit({
  title: { 'zh-CN': '期限上限', en: 'Term' },
  settings: {
    max: {
      kind: 'whole',
      min: 1,
      max: TERM_MAX_MONTHS,
      title: { 'zh-CN': '月数', en: 'Months' },
      shown: { 'zh-CN': '{value} 个月', en: '{value} months' },
    },
  },
  rules: {
    TERM_TOO_LONG: {
      path: 'dueOn',
      label: { 'zh-CN': '期限上限', en: 'Term' },
      refused: {
        'zh-CN': '贷款期限超过上限[ {months} 个月][，到期日期最晚为 {lastDueOn}]。请核对放款日期和到期日期。',
        en: 'The term is over the limit[ of {months} months][; the last possible due date is {lastDueOn}]. Check both dates.',
      },
      flagged: {
        'zh-CN':
          '贷款期限超过本办法的上限[ {months} 个月][，到期日期最晚为 {lastDueOn}]，需审核。请核对放款日期和到期日期。',
        en: 'The term is over the programme’s limit[ of {months} months][ (last due date {lastDueOn})] and needs review. Check both dates.',
      },
      test({ max }, { disbursedOn, dueOn }) {
        if (disbursedOn === undefined || dueOn === undefined) return CANNOT_CHECK;
        const lastDueOn = addMonths(disbursedOn, max);
        return finding(dueOn > lastDueOn, { months: String(max), lastDueOn });
      },
    },
  },
});
