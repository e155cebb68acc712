import type { Text } from '../shared/language.ts';

/** Apart from the other texts, for the navigation is there before any page is. */
export const navigation = {
  accounts: { 'zh-CN': '账号', en: 'Accounts' },
  banks: { 'zh-CN': '银行', en: 'Banks' },
  regions: { 'zh-CN': '区县', en: 'Districts' },
  rules: { 'zh-CN': '计划规则', en: 'Programme rules' },
  lpr: { 'zh-CN': 'LPR', en: 'LPR' },
} satisfies Record<string, Text>;
