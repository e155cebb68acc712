/**
 * The programme limit `term`, an entry of registry.ts (limit.ts explains the parts). Its texts may be changed freely;
 * names of settings and rule codes are stored and must not change.
 */
import { TERM_MAX_MONTHS } from '../../limits.ts';
import { addMonths } from '../../values/day.ts';
import { CANNOT_CHECK, defineLimit, finding, NOT_SET } from './limit.ts';

const months = { kind: 'whole', min: 1, max: TERM_MAX_MONTHS, optional: true } as const;

/** Months from disbursement to the due date, inclusive, clamped to the end of the month. */
export const term = defineLimit({
  title: { 'zh-CN': '贷款期限', en: 'Term' },
  settings: {
    min: {
      ...months,
      title: { 'zh-CN': '最短月数', en: 'At least, months' },
      shown: { 'zh-CN': '不少于 {value} 个月', en: 'at least {value} months' },
    },
    max: {
      ...months,
      title: { 'zh-CN': '最长月数', en: 'At most, months' },
      shown: { 'zh-CN': '不超过 {value} 个月', en: 'at most {value} months' },
    },
  },
  fault: ({ min, max }) =>
    min == null && max == null
      ? { path: 'max', code: 'REQUIRED' }
      : min != null && max != null && min > max
        ? { path: 'max', code: 'RANGE_REVERSED' }
        : null,
  rules: {
    TERM_TOO_SHORT: {
      path: 'dueOn',
      label: { 'zh-CN': '最短期限', en: 'Shortest term' },
      refused: {
        'zh-CN': '贷款期限短于下限[ {months} 个月][，到期日期最早为 {firstDueOn}]。请核对放款日期和到期日期。',
        en: 'The term is under the limit[ of {months} months][; the first possible due date is {firstDueOn}]. Check both dates.',
      },
      flagged: {
        'zh-CN':
          '贷款期限短于本办法的下限[ {months} 个月][，到期日期最早为 {firstDueOn}]，需审核。请核对放款日期和到期日期。',
        en: 'The term is under the programme’s limit[ of {months} months][ (first due date {firstDueOn})] and needs review. Check both dates.',
      },
      test({ min }, { disbursedOn, dueOn }) {
        if (min == null) return NOT_SET;
        if (disbursedOn === undefined || dueOn === undefined) return CANNOT_CHECK;
        const firstDueOn = addMonths(disbursedOn, min);
        return finding(dueOn < firstDueOn, { months: String(min), firstDueOn });
      },
    },
    TERM_TOO_LONG: {
      path: 'dueOn',
      label: { 'zh-CN': '最长期限', en: 'Longest term' },
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
        if (max == null) return NOT_SET;
        if (disbursedOn === undefined || dueOn === undefined) return CANNOT_CHECK;
        const lastDueOn = addMonths(disbursedOn, max);
        return finding(dueOn > lastDueOn, { months: String(max), lastDueOn });
      },
    },
  },
});
