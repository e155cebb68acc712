// Written by `npm run types:console` from src/domain/filing/fields.ts; test/web/api-types.test.ts fails when it is stale.

/** The fields of a filing in the order of requests and answers; min and max are in characters. */
export const FILING_FIELDS = [
  {
    name: 'uscc',
    kind: 'uscc',
    required: true,
    title: { 'zh-CN': '统一社会信用代码', en: 'Unified social credit code' },
  },
  { name: 'firmName', kind: 'text', required: true, min: 2, max: 200, title: { 'zh-CN': '企业名称', en: 'Firm name' } },
  { name: 'regionCode', kind: 'region', required: true, title: { 'zh-CN': '县市区（园区）', en: 'Region' } },
  {
    name: 'contractNo',
    kind: 'reference',
    required: true,
    max: 64,
    title: { 'zh-CN': '合同编号', en: 'Contract no.' },
  },
  { name: 'receiptNo', kind: 'reference', required: true, max: 64, title: { 'zh-CN': '借据号', en: 'Receipt no.' } },
  { name: 'amount', kind: 'amount', required: true, title: { 'zh-CN': '贷款金额', en: 'Amount' } },
  { name: 'annualRate', kind: 'rate', required: true, title: { 'zh-CN': '年利率', en: 'Annual rate' } },
  { name: 'disbursedOn', kind: 'day', required: true, title: { 'zh-CN': '放款日期', en: 'Disbursed on' } },
  { name: 'dueOn', kind: 'day', required: true, title: { 'zh-CN': '到期日期', en: 'Due on' } },
  { name: 'guarantee', kind: 'word', required: false, title: { 'zh-CN': '担保方式', en: 'Guarantee' } },
  {
    name: 'knowledgeGrade',
    kind: 'word',
    required: false,
    title: { 'zh-CN': '知识价值等级', en: 'Knowledge-value grade' },
  },
  { name: 'purpose', kind: 'text', required: false, min: 1, max: 200, title: { 'zh-CN': '贷款用途', en: 'Purpose' } },
  { name: 'firstLoan', kind: 'boolean', required: false, title: { 'zh-CN': '是否首贷', en: 'First loan' } },
  { name: 'renewal', kind: 'boolean', required: false, title: { 'zh-CN': '是否续贷', en: 'Renewal' } },
  { name: 'renewalOf', kind: 'filing', required: false, max: 64, title: { 'zh-CN': '原备案编号', en: 'Renewal of' } },
  { name: 'branch', kind: 'text', required: false, min: 1, max: 100, title: { 'zh-CN': '经办支行', en: 'Branch' } },
  { name: 'remarks', kind: 'text', required: false, min: 0, max: 1000, title: { 'zh-CN': '备注', en: 'Remarks' } },
] as const;
