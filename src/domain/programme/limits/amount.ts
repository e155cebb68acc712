/**
 * The programme limit `amount`, an entry of registry.ts (limit.ts explains the parts). Its texts may be changed freely;
 * names of settings and rule codes are stored and must not change.
 */
import { formatAmount } from '../../values/money.ts';
import { CANNOT_CHECK, defineLimit, finding } from './limit.ts';

/** Of one loan, inclusive. */
export const amount = defineLimit({
  title: { 'zh-CN': '单笔金额上限', en: 'Single loan limit' },
  settings: {
    max: {
      kind: 'amount',
      title: { 'zh-CN': '金额（元）', en: 'Amount (yuan)' },
      shown: { 'zh-CN': '{value}', en: '{value}' },
    },
  },
  rules: {
    AMOUNT_OVER_LIMIT: {
      path: 'amount',
      label: { 'zh-CN': '单笔金额上限', en: 'Single loan limit' },
      refused: {
        'zh-CN': '金额超过单笔贷款上限[ {max} 元]，不能备案。请核对金额和单位。',
        en: 'The amount is over the limit for one loan[ of {max} yuan] and cannot be filed. Check the amount and its unit.',
      },
      flagged: {
        'zh-CN': '金额超过单笔贷款上限[ {max} 元]，需审核。请核对金额和单位。',
        en: 'The amount is over the limit for one loan[ of {max} yuan] and needs review. Check the amount and its unit.',
      },
      test: ({ max }, { amount: amountFen }) =>
        amountFen === undefined ? CANNOT_CHECK : finding(amountFen > max, { max: formatAmount(max) }),
    },
  },
});
