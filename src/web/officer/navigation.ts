/** The entries of the loan officer's navigation, which is on every page; the pages' own texts come with the pages. */
export const navigation = {
  filings: { 'zh-CN': '我的备案', en: 'My filings' },
  file: { 'zh-CN': '新增备案', en: 'File a loan' },
  totals: { 'zh-CN': '本行统计', en: 'Totals' },
  imports: { 'zh-CN': '表格导入', en: 'Upload a spreadsheet' },
};
