import type { Text } from '../shared/language.ts';

/** Navigation entries. Apart from the page texts: the navigation is shown before any page is loaded. */
export const navigation = {
  accounts: { 'zh-CN': '账号', en: 'Accounts' },
  confirmations: { 'zh-CN': '待确认事项', en: 'Confirmations' },
  banks: { 'zh-CN': '银行', en: 'Banks' },
  regions: { 'zh-CN': '县市区（园区）', en: 'Regions' },
  kinds: { 'zh-CN': '资质类别', en: 'Qualification kinds' },
  rules: { 'zh-CN': '办法参数', en: 'Programme rules' },
  holidays: { 'zh-CN': '节假日', en: 'Holidays' },
  lpr: { 'zh-CN': 'LPR', en: 'LPR' },
} satisfies Record<string, Text>;
