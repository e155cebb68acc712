import type { Text } from '../shared/language.ts';

/** Navigation entries. Apart from the page texts: the navigation is shown before any page is loaded. */
export const navigation = {
  overview: { 'zh-CN': '年度总览', en: 'Year overview' },
  review: { 'zh-CN': '待审核', en: 'Review' },
  filings: { 'zh-CN': '全部备案', en: 'All filings' },
  amendments: { 'zh-CN': '更正申请', en: 'Amendments' },
  firms: { 'zh-CN': '企业与资质', en: 'Firms' },
  waiting: { 'zh-CN': '待认领证书', en: 'Waiting certificates' },
  imports: { 'zh-CN': '数据导入', en: 'Data import' },
  search: { 'zh-CN': '查找', en: 'Search' },
  years: { 'zh-CN': '关账与发布', en: 'Closed years' },
  figures: { 'zh-CN': '发布登记', en: 'Published figures' },
  trail: { 'zh-CN': '操作日志', en: 'Audit trail' },
  accessLog: { 'zh-CN': '访问日志', en: 'Access log' },
} satisfies Record<string, Text>;
