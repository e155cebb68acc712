/**
 * Column titles in templates, exports and messages. Each title must be one that headings.ts recognises, so that a
 * template or an export can be imported.
 */
import { describeField, isFilingField, type FilingField } from '../filing/fields.ts';
import type { ImportField } from './import-words.ts';
import type { Language } from '../messages/template.ts';

/** Titles of fields that a filing does not have. */
const LABELS: Readonly<Record<Exclude<ImportField, FilingField>, Readonly<Record<Language, string>>>> = {
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
  formerName: { 'zh-CN': '原名称', en: 'Former name' },
  decision: { 'zh-CN': '认定', en: 'Decision' },
  reason: { 'zh-CN': '登记原因', en: 'Reason' },
};

/** The title of a field in a language. */
export function fieldLabel(field: ImportField, language: Language): string {
  return (isFilingField(field) ? describeField(field).title : LABELS[field])[language];
}
