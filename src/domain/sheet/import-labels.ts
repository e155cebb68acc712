/** What the columns of spreadsheets are called: the titles that templates and exports have. */
import type { ImportField } from './import-words.ts';
import type { Language } from '../messages/template.ts';

const LABELS: Readonly<Record<ImportField, Readonly<Record<Language, string>>>> = {
  firmName: { 'zh-CN': '企业名称', en: 'Firm name' },
  uscc: { 'zh-CN': '统一社会信用代码', en: 'Unified social credit code' },
  regionCode: { 'zh-CN': '县市区（园区）', en: 'Region' },
  contractNo: { 'zh-CN': '合同编号', en: 'Contract no.' },
  receiptNo: { 'zh-CN': '借据号', en: 'Receipt no.' },
  amount: { 'zh-CN': '贷款金额', en: 'Amount' },
  annualRate: { 'zh-CN': '年利率(%)', en: 'Annual rate (%)' },
  disbursedOn: { 'zh-CN': '放款日期', en: 'Disbursed on' },
  dueOn: { 'zh-CN': '到期日期', en: 'Due on' },
  guarantee: { 'zh-CN': '担保方式', en: 'Guarantee' },
  knowledgeGrade: { 'zh-CN': '知识价值等级', en: 'Knowledge-value grade' },
  firstLoan: { 'zh-CN': '是否首贷', en: 'First loan' },
  renewal: { 'zh-CN': '是否续贷', en: 'Renewal' },
  renewalOf: { 'zh-CN': '原备案编号', en: 'Renewal of' },
  branch: { 'zh-CN': '经办支行', en: 'Branch' },
  remarks: { 'zh-CN': '备注', en: 'Remarks' },
  number: { 'zh-CN': '备案编号', en: 'Filing no.' },
  filedOn: { 'zh-CN': '备案日期', en: 'Filed on' },
  bank: { 'zh-CN': '贷款银行', en: 'Bank' },
  kind: { 'zh-CN': '资质类别', en: 'Qualification' },
  certificateNo: { 'zh-CN': '证书编号', en: 'Certificate no.' },
  issuedOn: { 'zh-CN': '发证日期', en: 'Issued on' },
  year: { 'zh-CN': '年度', en: 'Year' },
  validFrom: { 'zh-CN': '有效期起', en: 'Valid from' },
  validTo: { 'zh-CN': '有效期止', en: 'Valid to' },
  industryCode: { 'zh-CN': '行业代码', en: 'Industry code' },
  reason: { 'zh-CN': '登记原因', en: 'Reason' },
};

export function fieldLabel(field: ImportField, language: Language): string {
  return LABELS[field][language];
}
