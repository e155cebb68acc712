/** Navigation entries. Apart from the page texts: the navigation is shown before any page is loaded. */
export const navigation = {
  filings: { 'zh-CN': '本行备案', en: 'Bank filings' },
  file: { 'zh-CN': '新增备案', en: 'New filing' },
  amendments: { 'zh-CN': '本行更正申请', en: 'Amendments' },
  totals: { 'zh-CN': '本行统计', en: 'Bank totals' },
  imports: { 'zh-CN': '数据导入', en: 'Data import' },
};
