/**
 * Names of the fields and actions of a filing. Titles of fields that derive from the service are in filing-fields.ts.
 */
import { FILING_FIELDS } from './filing-fields.ts';

const titles = (language: 'zh-CN' | 'en'): Record<string, string> =>
  Object.fromEntries(FILING_FIELDS.map(({ name, title }) => [name, title[language]]));

const zh = {
  fields: {
    ...titles('zh-CN'),
    number: '备案编号',
    state: '状态',
    stateReason: '原因',
    stateChangedAt: '状态变更时间',
    bankCode: '银行',
    bank: '银行',
    name: '企业名称',
    submittedAt: '提交时间',
    filedOn: '备案日期',
    status: '放款日资质',
    flags: '疑点',
    firm: '企业',
  } as Record<string, string>,
  guarantees: { credit: '信用贷款', guaranteed_credit: '信用担保贷款' } as Record<string, string>,
  yes: '是',
  no: '否',
  unknown: '未填写',
  none: '无',
  perYear: '%',
  actions: {
    'filing.submit': '提交备案',
    'filing.correct': '更正',
    'filing.accept': '同意',
    'filing.return': '退回补正',
    'filing.withdraw': '撤回',
    'filing.void': '作废',
  } as Record<string, string>,
  relinked: '企业资质变更，重新关联',
  otherAction: '系统更新',
  byBank: '银行经办',
  byBureau: '主管部门',
  bySystem: '系统',
  byFirm: '企业',
  byAdmin: '管理员',
  reason: '原因',
  history: '办理记录',
  validUntil: (day: string) => `有效期至 ${day}`,
};

const en: typeof zh = {
  fields: {
    ...titles('en'),
    number: 'Number',
    state: 'State',
    stateReason: 'Reason',
    stateChangedAt: 'State changed at',
    bankCode: 'Bank',
    bank: 'Bank',
    name: 'Firm name',
    submittedAt: 'Submitted at',
    filedOn: 'Filed on',
    status: 'Status at disbursement',
    flags: 'Flags',
    firm: 'Firm',
  },
  guarantees: { credit: 'Credit', guaranteed_credit: 'Guaranteed credit' },
  yes: 'Yes',
  no: 'No',
  unknown: 'Not stated',
  none: 'None',
  perYear: ' %',
  actions: {
    'filing.submit': 'Submitted',
    'filing.correct': 'Corrected',
    'filing.accept': 'Accepted',
    'filing.return': 'Returned',
    'filing.withdraw': 'Withdrawn',
    'filing.void': 'Voided',
  },
  relinked: 'Linked again: a qualification changed',
  otherAction: 'Updated by the registry',
  byBank: 'Loan officer',
  byBureau: 'Bureau',
  bySystem: 'Registry',
  byFirm: 'Firm',
  byAdmin: 'Administrator',
  reason: 'Reason',
  history: 'History',
  validUntil: (day: string) => `valid until ${day}`,
};

export const filingTexts = { 'zh-CN': zh, en };
