/**
 * The programme limit `rate`, an entry of registry.ts (limit.ts explains the parts). Its texts may be changed freely;
 * names of settings and rule codes are stored and must not change.
 */
import { OVER_LPR_MAX_BASIS_POINTS } from '../../limits.ts';
import { E4_PER_BASIS_POINT, formatRate } from '../../values/rate.ts';
import { oneYearLprOn } from '../lpr.ts';
import { CANNOT_CHECK, defineLimit, finding } from './limit.ts';

/** Over the one-year LPR of the day of disbursement, inclusive. */
export const rate = defineLimit({
  title: { 'zh-CN': '利率上限', en: 'Rate limit' },
  settings: {
    overLprBasisPoints: {
      kind: 'whole',
      min: 0,
      max: OVER_LPR_MAX_BASIS_POINTS,
      title: { 'zh-CN': '一年期 LPR 加基点', en: 'Basis points over the one-year LPR' },
      shown: { 'zh-CN': '一年期 LPR + {value} 个基点', en: 'one-year LPR + {value} basis points' },
    },
  },
  rules: {
    RATE_OVER_LIMIT: {
      path: 'annualRate',
      label: { 'zh-CN': '利率上限', en: 'Rate limit' },
      refused: {
        'zh-CN': '年利率超过上限[ {max}%][（一年期LPR {lpr}% 加 {basisPoints} 个基点）]，不能备案。请核对利率。',
        en: 'The annual rate is over the limit[ of {max} per cent][ (one-year LPR {lpr} plus {basisPoints} basis points)] and cannot be filed. Check the rate.',
      },
      flagged: {
        'zh-CN': '年利率超过上限[ {max}%][（一年期LPR {lpr}% 加 {basisPoints} 个基点）]，需审核。请核对利率。',
        en: 'The annual rate is over the limit[ of {max} per cent][ (one-year LPR {lpr} plus {basisPoints} basis points)] and needs review. Check the rate.',
      },
      test({ overLprBasisPoints }, { annualRate: rateE4, disbursedOn }, { lpr }) {
        if (disbursedOn === undefined) return CANNOT_CHECK;
        const lprE4 = oneYearLprOn(lpr, disbursedOn);
        if (lprE4 === 'cannot_check') {
          return { outcome: 'cannot_check', alsoFlag: 'RATE_CANNOT_CHECK', params: { day: disbursedOn } };
        }
        if (rateE4 === undefined) return CANNOT_CHECK;
        const maxE4 = lprE4 + overLprBasisPoints * E4_PER_BASIS_POINT;
        const params = { max: formatRate(maxE4), lpr: formatRate(lprE4), basisPoints: String(overLprBasisPoints) };
        return finding(rateE4 > maxE4, params);
      },
    },
  },
  causes: {
    RATE_CANNOT_CHECK: {
      'zh-CN': '缺少放款日[（{day}）]适用的一年期LPR，利率上限无法核对。请管理员补充LPR，或由主管部门判断。',
      en: 'The one-year LPR for the day of disbursement[, {day},] is not known, so the rate limit was not checked. Have the LPR entered, or let the auditor decide.',
    },
  },
});
