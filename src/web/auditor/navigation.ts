import type { Text } from '../shared/language.ts';

/** Apart from the other texts, for the navigation is there before any page is. */
export const navigation = {
  overview: { 'zh-CN': '年度总览', en: 'The year' },
  review: { 'zh-CN': '待审核', en: 'Review' },
  filings: { 'zh-CN': '全部备案', en: 'All filings' },
  firms: { 'zh-CN': '企业与资质', en: 'Firms' },
  imports: { 'zh-CN': '名单导入', en: 'Import lists' },
  search: { 'zh-CN': '查找', en: 'Search' },
  trail: { 'zh-CN': '留痕', en: 'Trail' },
} satisfies Record<string, Text>;
