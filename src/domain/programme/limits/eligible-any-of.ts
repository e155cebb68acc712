/**
 * The programme limit `eligibleAnyOf`, an entry of registry.ts (limit.ts explains the parts). Its texts may be changed
 * freely; names of settings and rule codes are stored and must not change.
 */
import { CANNOT_CHECK, defineLimit, finding } from './limit.ts';

/** 适用对象: the firm must hold one of these qualifications on the day of disbursement. */
export const eligibleAnyOf = defineLimit({
  title: { 'zh-CN': '适用对象', en: 'Eligible firms' },
  settings: {
    statuses: {
      kind: 'qualificationKinds',
      title: { 'zh-CN': '放款当日须具备以下资质之一', en: 'On the day of disbursement the firm holds one of' },
      shown: { 'zh-CN': '{value}', en: '{value}' },
    },
  },
  fault: ({ statuses }) => (statuses.length === 0 ? { path: 'statuses', code: 'REQUIRED' } : null),
  rules: {
    NOT_ELIGIBLE: {
      path: 'uscc',
      label: { 'zh-CN': '适用对象', en: 'Eligible firm' },
      refused: {
        'zh-CN':
          '企业在放款当日[（{day}）]不具备本办法适用对象所列的任何一项资质，不能备案。请核对统一社会信用代码和放款日期；名单尚未公布的，可待公布后备案。',
        en: 'On the day of disbursement[, {day},] the firm holds none of the qualifications that the programme asks for, so the loan cannot be filed. Check code and date; where a list is still to come, file after it is out.',
      },
      flagged: {
        'zh-CN':
          '企业在放款当日[（{day}）]不具备本办法适用对象所列的任何一项资质，需审核。请核对统一社会信用代码和放款日期。',
        en: 'On the day of disbursement[, {day},] the firm holds none of the qualifications that the programme asks for; it needs review. Check code and date.',
      },
      test({ statuses }, { uscc, disbursedOn }, { heldKinds }) {
        if (uscc === undefined || disbursedOn === undefined) return CANNOT_CHECK;
        // The database marks the flag as met by these statuses when a late list gives the firm one of them (flags_met).
        const params = { day: disbursedOn, statuses: statuses.join(',') };
        return finding(!statuses.some((kind) => heldKinds.includes(kind)), params);
      },
    },
  },
});
