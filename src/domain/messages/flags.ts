/**
 * One text for each flag rule, shown to the officer who filed and to the auditor who reviews. Texts may be changed
 * freely; a new rule needs its text here.
 */
import type { ShownFlagRule } from './codes.ts';
import { LIMIT_FLAG_MESSAGES } from '../programme/limits/registry.ts';
import type { Template } from './template.ts';

/** Of a flag whose reason is gone: a list that was entered later shows that the firm held a qualification. */
export const MET_FLAG_MESSAGE: Template = {
  'zh-CN': '已满足：{day} 补录的名单显示，企业在放款当日具备本办法要求的资质。',
  en: 'Met: by a list entered on {day}, the firm held a qualification that the programme asks for on the day of disbursement.',
};

export const FLAG_MESSAGES: Readonly<Record<ShownFlagRule, Template>> = {
  ...LIMIT_FLAG_MESSAGES,
  FIRM_NAME_DIFFERS: {
    'zh-CN':
      '企业名称与登记名称[“{registeredName}”]不一致[，是该企业的曾用名（用至 {formerUntil}）]。请核对营业执照：企业已更名的由主管部门更新登记，填写有误的请更正。',
    en: 'The firm’s name differs from the registered one[, “{registeredName}”][: it is a former name, used until {formerUntil}]. Check the licence: a renamed firm is updated by the bureau, a typing error is corrected by the bank.',
  },
  USCC_INNER_CHECK: {
    'zh-CN': '统一社会信用代码第 9–17 位（组织机构代码）的校验位不符，请对照营业执照核对。',
    en: 'The organisation code inside the credit code (characters 9–17) fails its check. Compare it with the business licence.',
  },
  USCC_NOT_COMPANY: {
    'zh-CN': '统一社会信用代码以 92 或 93 开头，属个体工商户或农民专业合作社，不是公司。请核对借款主体。',
    en: 'The code begins with 92 or 93: an individual business or a co-operative, not a company. Check who the borrower is.',
  },
  CERTIFICATE_WAITING: {
    'zh-CN':
      '已公布的名单中有该名称企业的证书[ {certificateNo}]，尚未认领到统一社会信用代码。由主管部门在“待认领证书”中核对并认领。',
    en: 'A published list has a certificate[, {certificateNo},] for a firm of this name, not yet assigned to a credit code. The bureau checks it among the waiting certificates and assigns it.',
  },
  FIRST_LOAN_CONTRADICTED: {
    'zh-CN': '标为首贷，但该企业已有更早的贷款备案。请核对是否首贷。',
    en: 'Marked as the firm’s first loan, but an earlier loan is on record. Check whether it is the first.',
  },
  BRANCH_NUMBER_CHECK: {
    'zh-CN': '经办支行的 12 位联行号校验位不符，请核对。',
    en: 'The twelve-digit bank branch number fails its check digit. Check it.',
  },
  NO_PROGRAMME: {
    'zh-CN':
      '放款日期[（{day}）]没有适用的办法版本，各项限制无法核对。请核对放款日期；日期无误的，由主管部门判断或由管理员补充办法版本。',
    en: 'No version of the programme rules applies on the day of disbursement[, {day}], so no limit was checked. Check the date; if it is right, the bureau decides, or an administrator enters the version.',
  },
  IN_REVIEW: {
    'zh-CN': '须由主管部门审核；审核结果见备案状态。',
    en: 'The bureau reviews this filing; its state shows the result.',
  },
};
