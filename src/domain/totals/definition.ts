/** What the figures of the totals mean, by version. A change of what is counted is a new version; old texts stay. */
import type { Template } from '../messages/template.ts';

export type Basis = 'filed' | 'disbursed';

export const DEFINITION_VERSION = 1;

const DEFINITIONS: Readonly<Record<number, Readonly<Record<Basis, Template>>>> = {
  1: {
    filed: {
      'zh-CN':
        '统计口径：已备案且未作废的备案，按备案日期（北京时间）归入年度；金额为贷款金额（已备案），含无还本续贷；资质以放款当日有效的为准；企业数按统一社会信用代码去重。',
      en: 'Definition: accepted filings that are not voided, by the Shanghai date of acceptance; amounts as filed, renewals included; qualifications as of the day of disbursement; firms are counted once.',
    },
    disbursed: {
      'zh-CN':
        '统计口径：已备案且未作废的备案，按放款日期归入年度；金额为贷款金额（已备案），含无还本续贷；资质以放款当日有效的为准；企业数按统一社会信用代码去重。',
      en: 'Definition: accepted filings that are not voided, by the date of disbursement; amounts as filed, renewals included; qualifications as of the day of disbursement; firms are counted once.',
    },
  },
};

/** The text of a version of the definition, for a footnote. */
export const definitionText = (version: number, basis: Basis): Template => DEFINITIONS[version]![basis];
