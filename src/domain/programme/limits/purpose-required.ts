/**
 * The programme limit `purposeRequired`, an entry of registry.ts (limit.ts explains the parts). Its texts may be
 * changed freely; names of settings and rule codes are stored and must not change.
 */
import { CANNOT_CHECK, defineLimit, finding } from './limit.ts';

/** 贷款用途 must be stated. */
export const purposeRequired = defineLimit({
  title: { 'zh-CN': '贷款用途', en: 'Purpose' },
  settings: {},
  rules: {
    PURPOSE_REQUIRED: {
      path: 'purpose',
      label: { 'zh-CN': '贷款用途', en: 'Purpose' },
      refused: {
        'zh-CN': '本办法要求填写贷款用途，请补充。',
        en: 'The programme asks for the purpose of the loan. State it.',
      },
      flagged: {
        'zh-CN': '本办法要求填写贷款用途，未填写的需审核。请补充。',
        en: 'The programme asks for the purpose of the loan; without one the filing needs review. State it.',
      },
      test(_settings, { purpose }) {
        return purpose === undefined ? CANNOT_CHECK : finding(purpose === null || purpose === '');
      },
    },
  },
});
