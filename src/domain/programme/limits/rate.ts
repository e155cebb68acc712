/**
 * The programme limit `rate`, an entry of registry.ts (limit.ts explains the parts). Its texts may be changed freely;
 * names of settings and rule codes are stored and must not change.
 */
import { RATE_ADD_MAX_BASIS_POINTS } from '../../limits.ts';
import { E2_PER_ONE, formatFactor } from '../../values/factor.ts';
import { E4_PER_BASIS_POINT, formatRate } from '../../values/rate.ts';
import { BENCHMARKS, lprOn, tenorOf, type Benchmark } from '../lpr.ts';
import { CANNOT_CHECK, defineLimit, finding, exactlyOneOf } from './limit.ts';

/** How the limit was computed. Only the part whose parameters are all given is shown. */
const BASIS_ZH =
  '[（一年期LPR {lpr}% 加 {basisPoints} 个基点）][（一年期LPR {lpr}% 的 {times} 倍）][（五年期以上LPR {lprFiveYear}% 加 {basisPoints} 个基点）][（五年期以上LPR {lprFiveYear}% 的 {times} 倍）]';
const BASIS_EN =
  '[ (one-year LPR {lpr} plus {basisPoints} basis points)][ (one-year LPR {lpr} times {times})][ (five-year LPR {lprFiveYear} plus {basisPoints} basis points)][ (five-year LPR {lprFiveYear} times {times})]';

/** Over the LPR of the day of disbursement, inclusive: a benchmark, plus basis points or times a factor. */
export const rate = defineLimit({
  title: { 'zh-CN': '利率上限', en: 'Rate limit' },
  settings: {
    benchmark: {
      kind: 'word',
      words: BENCHMARKS,
      title: {
        'zh-CN': '基准（同期限：五年及以上用五年期，其余用一年期）',
        en: 'Benchmark (same term: five years and more take the five-year rate)',
      },
      shown: { 'zh-CN': '{value}', en: '{value}' },
      labels: {
        oneYear: { 'zh-CN': '一年期 LPR', en: 'one-year LPR' },
        fiveYear: { 'zh-CN': '五年期以上 LPR', en: 'five-year LPR' },
        byTerm: { 'zh-CN': '同期限 LPR', en: 'LPR of the same term' },
      },
    },
    add: {
      kind: 'whole',
      min: 0,
      max: RATE_ADD_MAX_BASIS_POINTS,
      optional: true,
      title: { 'zh-CN': '加基点（与倍数二选一）', en: 'Plus basis points (or a factor)' },
      shown: { 'zh-CN': '+ {value} 个基点', en: '+ {value} basis points' },
    },
    times: {
      kind: 'factor',
      optional: true,
      title: { 'zh-CN': '倍数（与基点二选一）', en: 'Times (or basis points)' },
      shown: { 'zh-CN': '× {value}', en: '× {value}' },
    },
  },
  fault: (settings) => exactlyOneOf(settings, ['add', 'times']),
  rules: {
    RATE_OVER_LIMIT: {
      path: 'annualRate',
      label: { 'zh-CN': '利率上限', en: 'Rate limit' },
      refused: {
        'zh-CN': `年利率超过上限[ {max}%]${BASIS_ZH}，不能备案。请核对利率。`,
        en: `The annual rate is over the limit[ of {max} per cent]${BASIS_EN} and cannot be filed. Check the rate.`,
      },
      flagged: {
        'zh-CN': `年利率超过上限[ {max}%]${BASIS_ZH}，需审核。请核对利率。`,
        en: `The annual rate is over the limit[ of {max} per cent]${BASIS_EN} and needs review. Check the rate.`,
      },
      test({ benchmark, add, times }, { annualRate: rateE4, disbursedOn, dueOn }, { lpr }) {
        if (disbursedOn === undefined || (benchmark === 'byTerm' && dueOn === undefined)) return CANNOT_CHECK;
        const tenor = tenorOf(benchmark as Benchmark, disbursedOn, dueOn ?? disbursedOn);
        const lprE4 = lprOn(lpr, disbursedOn, tenor);
        if (lprE4 === 'cannot_check') {
          return { outcome: 'cannot_check', alsoFlag: 'RATE_CANNOT_CHECK', params: { day: disbursedOn } };
        }
        if (rateE4 === undefined) return CANNOT_CHECK;
        // Rates are whole numbers, so rounding down does not change which of them are over the limit.
        const maxE4 =
          times == null ? lprE4 + (add ?? 0) * E4_PER_BASIS_POINT : Math.floor((lprE4 * times) / E2_PER_ONE);
        return finding(rateE4 > maxE4, {
          max: formatRate(maxE4),
          [tenor === 'oneYear' ? 'lpr' : 'lprFiveYear']: formatRate(lprE4),
          ...(times == null ? { basisPoints: String(add) } : { times: formatFactor(times) }),
        });
      },
    },
  },
  causes: {
    RATE_CANNOT_CHECK: {
      'zh-CN': '缺少放款日[（{day}）]适用的LPR，利率上限无法核对。请管理员补充LPR，或由主管部门判断。',
      en: 'The LPR for the day of disbursement[, {day},] is not known, so the rate limit was not checked. Have the LPR entered, or let the auditor decide.',
    },
  },
});
