/** One text for each flag rule, shown to the officer who filed and to the auditor who reviews. */
import type { ShownFlagRule } from './codes.ts';
import type { Template } from './template.ts';

export const FLAG_MESSAGES: Readonly<Record<ShownFlagRule, Template>> = {
  FIRM_NAME_DIFFERS: {
    'zh-CN':
      '企业名称与登记名称[“{registeredName}”]不一致。请核对营业执照：企业已更名的由主管部门更新登记，填写有误的请更正。',
    en: 'The firm’s name differs from the registered one[, “{registeredName}”]. Check the licence: a renamed firm is updated by the bureau, a typing error is corrected by the bank.',
  },
  USCC_INNER_CHECK: {
    'zh-CN': '统一社会信用代码第 9–17 位（组织机构代码）的校验位不符，请对照营业执照核对。',
    en: 'The organisation code inside the credit code (characters 9–17) fails its check. Compare it with the business licence.',
  },
  USCC_NOT_COMPANY: {
    'zh-CN': '统一社会信用代码以 92 或 93 开头，属个体工商户或农民专业合作社，不是公司。请核对借款主体。',
    en: 'The code begins with 92 or 93: an individual business or a co-operative, not a company. Check who the borrower is.',
  },
  FIRST_LOAN_CONTRADICTED: {
    'zh-CN': '标为首贷，但该企业已有更早的贷款备案。请核对是否首贷。',
    en: 'Marked as the firm’s first loan, but an earlier loan is on record. Check whether it is the first.',
  },
  BRANCH_NUMBER_CHECK: {
    'zh-CN': '经办支行的 12 位联行号校验位不符，请核对。',
    en: 'The twelve-digit bank branch number fails its check digit. Check it.',
  },
  GRADE_MISSING: {
    'zh-CN': '本办法按知识价值等级核定额度，但未填写等级，无法核对。请补充等级，或由主管部门判断。',
    en: 'The programme has a line for each knowledge-value grade, but no grade is given, so it was not checked. Add the grade, or let the auditor decide.',
  },
  RATE_CANNOT_CHECK: {
    'zh-CN': '缺少放款日[（{day}）]适用的一年期LPR，利率上限无法核对。请管理员补充LPR，或由主管部门判断。',
    en: 'The one-year LPR for the day of disbursement[, {day},] is not known, so the rate limit was not checked. Have the LPR entered, or let the auditor decide.',
  },
  AMOUNT_OVER_LIMIT: {
    'zh-CN': '金额超过单笔贷款上限[ {max} 元]，需审核。请核对金额和单位。',
    en: 'The amount is over the limit for one loan[ of {max} yuan] and needs review. Check the amount and its unit.',
  },
  RATE_OVER_LIMIT: {
    'zh-CN': '年利率超过上限[ {max}%][（一年期LPR {lpr}% 加 {basisPoints} 个基点）]，需审核。请核对利率。',
    en: 'The annual rate is over the limit[ of {max} per cent][ (one-year LPR {lpr} plus {basisPoints} basis points)] and needs review. Check the rate.',
  },
  TERM_TOO_LONG: {
    'zh-CN':
      '贷款期限超过本办法的上限[ {months} 个月][，到期日期最晚为 {lastDueOn}]，需审核。请核对放款日期和到期日期。',
    en: 'The term is over the programme’s limit[ of {months} months][ (last due date {lastDueOn})] and needs review. Check both dates.',
  },
  FILED_TOO_LATE: {
    'zh-CN': '超过备案期限[：须在放款后 {months} 个月内备案][，即不晚于 {lastDay}]，需审核。请核对放款日期。',
    en: 'Filed too late[: the programme gives {months} months after disbursement][, until {lastDay}]; it needs review. Check the date.',
  },
  GRADE_LINE_EXCEEDED: {
    'zh-CN': '金额超过知识价值等级[ {grade} 级]的额度[ {max} 元]，需审核。请核对金额和等级。',
    en: 'The amount is over the line for the knowledge-value grade[ {grade}][ ({max} yuan)] and needs review. Check amount and grade.',
  },
  IN_REVIEW: {
    'zh-CN': '须由主管部门审核；审核结果见备案状态。',
    en: 'The bureau reviews this filing; its state shows the result.',
  },
};
