/** The words of a filing: of its fields, of what happened to it. */
const zh = {
  fields: {
    number: '备案编号', state: '状态', stateReason: '原因', stateChangedAt: '状态时间', bankCode: '银行', bank: '银行', uscc: '统一社会信用代码', firmName: '企业名称', name: '企业名称', regionCode: '所属区县', region: '所属区县',
    contractNo: '合同编号', receiptNo: '借据号', amount: '贷款金额', annualRate: '年利率', disbursedOn: '放款日期', dueOn: '到期日期', guarantee: '担保方式', knowledgeGrade: '知识价值等级',
    firstLoan: '是否首贷', renewal: '无还本续贷', renewalOf: '原备案', branch: '经办支行', remarks: '备注', submittedAt: '提交时间', filedOn: '备案日期', status: '放款日资质', flags: '审核提示', firm: '企业',
  } as Record<string, string>,
  guarantees: { credit: '信用', guaranteed_credit: '信用加担保公司' } as Record<string, string>,
  yes: '是',
  no: '否',
  unknown: '未填写',
  none: '无',
  perYear: '%',
  actions: {
    'filing.submit': '提交备案', 'filing.correct': '更正', 'filing.accept': '审核通过', 'filing.return': '退回', 'filing.withdraw': '撤回', 'filing.void': '作废',
  } as Record<string, string>,
  relinked: '企业资质变更，重新关联',
  otherAction: '系统更新',
  byBank: '银行', byBureau: '科技局', bySystem: '系统', byFirm: '企业', byAdmin: '管理员',
  reason: '原因',
  changed: '变更内容',
  history: '办理记录',
  before: '原为',
  validUntil: (day: string) => `有效期至 ${day}`,
};

const en: typeof zh = {
  fields: {
    number: 'Number', state: 'State', stateReason: 'Reason', stateChangedAt: 'State since', bankCode: 'Bank', bank: 'Bank', uscc: 'Credit code', firmName: 'Firm', name: 'Firm', regionCode: 'District', region: 'District',
    contractNo: 'Contract number', receiptNo: 'Receipt number', amount: 'Amount', annualRate: 'Annual rate', disbursedOn: 'Disbursed on', dueOn: 'Due on', guarantee: 'Guarantee', knowledgeGrade: 'Knowledge-value grade',
    firstLoan: 'First loan', renewal: 'Renewal', renewalOf: 'Renewal of', branch: 'Branch', remarks: 'Remarks', submittedAt: 'Submitted', filedOn: 'Filed on', status: 'Status on the day', flags: 'Flags', firm: 'Firm',
  },
  guarantees: { credit: 'On credit', guaranteed_credit: 'Credit with a guarantee company' },
  yes: 'Yes',
  no: 'No',
  unknown: 'Not said',
  none: 'None',
  perYear: ' %',
  actions: {
    'filing.submit': 'Filed', 'filing.correct': 'Corrected', 'filing.accept': 'Accepted', 'filing.return': 'Returned', 'filing.withdraw': 'Withdrawn', 'filing.void': 'Voided',
  },
  relinked: 'Linked anew: a qualification changed',
  otherAction: 'Updated by the registry',
  byBank: 'Bank', byBureau: 'Bureau', bySystem: 'Registry', byFirm: 'Firm', byAdmin: 'Administrator',
  reason: 'Reason',
  changed: 'What changed',
  history: 'History',
  before: 'before',
  validUntil: (day: string) => `valid until ${day}`,
};

export const filingTexts = { 'zh-CN': zh, en };
