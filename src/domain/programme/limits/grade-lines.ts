/**
 * The programme limit `gradeLines`, an entry of registry.ts (limit.ts explains the parts). Its texts may be changed
 * freely; names of settings and rule codes are stored and must not change.
 */
import { formatAmount } from '../../values/money.ts';
import { CANNOT_CHECK, defineLimit, finding, NOT_SET } from './limit.ts';

/** Maximum of one loan by knowledge grade of the firm, inclusive. A grade without a line is not limited. */
export const gradeLines = defineLimit({
  title: { 'zh-CN': '知识价值等级额度', en: 'Limits by knowledge-value grade' },
  settings: {
    lines: {
      kind: 'amountByGrade',
      title: { 'zh-CN': '金额（元）', en: 'Amount (yuan)' },
      shown: { 'zh-CN': '{value}', en: '{value}' },
    },
  },
  rules: {
    GRADE_LINE_EXCEEDED: {
      path: 'amount',
      label: { 'zh-CN': '知识价值等级额度', en: 'Limit of the grade' },
      refused: {
        'zh-CN': '金额超过知识价值等级[ {grade} 级]的额度[ {max} 元]，不能备案。请核对金额和等级。',
        en: 'The amount is over the line for the knowledge-value grade[ {grade}][ ({max} yuan)] and cannot be filed. Check amount and grade.',
      },
      flagged: {
        'zh-CN': '金额超过知识价值等级[ {grade} 级]的额度[ {max} 元]，需审核。请核对金额和等级。',
        en: 'The amount is over the line for the knowledge-value grade[ {grade}][ ({max} yuan)] and needs review. Check amount and grade.',
      },
      test({ lines }, { amount: amountFen, knowledgeGrade: grade }) {
        if (Object.keys(lines).length === 0) return NOT_SET;
        if (grade === undefined) return CANNOT_CHECK;
        if (grade === null) return { outcome: 'cannot_check', alsoFlag: 'GRADE_MISSING' };
        const line = lines[grade];
        if (line === undefined) return NOT_SET;
        return amountFen === undefined ? CANNOT_CHECK : finding(amountFen > line, { grade, max: formatAmount(line) });
      },
    },
  },
  causes: {
    GRADE_MISSING: {
      'zh-CN': '本办法按知识价值等级核定额度，但未填写等级，无法核对。请补充等级，或由主管部门判断。',
      en: 'The programme has a line for each knowledge-value grade, but no grade is given, so it was not checked. Add the grade, or let the auditor decide.',
    },
  },
});
