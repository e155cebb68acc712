/**
 * The columns of a bank's sheet of loans, with the banks' usual titles: an export can be imported again. Titles may be
 * added to, but each must stay one that the import recognises.
 */
import type { Language } from '../messages/template.ts';
import { describeField, isFilingField, type SHEET_COLUMNS, type Words } from './fields.ts';

export type SheetColumn = (typeof SHEET_COLUMNS)[number];

const OTHER_TITLES = {
  serial: { 'zh-CN': '序号', en: 'No.' },
  highTechNo: { 'zh-CN': '高企证书编号', en: 'high-tech certificate no.' },
  techSmeNo: { 'zh-CN': '入库登记编号', en: 'technology SME no.' },
  bank: { 'zh-CN': '贷款银行', en: 'bank' },
} as const;

/** The title of a column in a sheet, with its unit; in English without a capital letter. */
export function sheetTitle(column: SheetColumn): Words {
  if (!isFilingField(column)) return OTHER_TITLES[column];
  const { title, unit } = describeField(column);
  const inBrackets = (language: Language): string => (unit === undefined ? '' : ` (${unit[language]})`);
  return {
    'zh-CN': `${title['zh-CN']}${inBrackets('zh-CN').trimStart()}`,
    en: `${title.en.charAt(0).toLowerCase()}${title.en.slice(1)}${inBrackets('en')}`,
  };
}

/** The four parts of the partition by the two kinds of qualification. */
export const PART_WORDS = {
  both: { 'zh-CN': '高企且科小', en: 'both' },
  highTechOnly: { 'zh-CN': '仅高企', en: 'high-tech only' },
  techSmeOnly: { 'zh-CN': '仅科小', en: 'technology SME only' },
  neither: { 'zh-CN': '其他科技型企业', en: 'neither' },
} as const;
export const YES_NO = { yes: { 'zh-CN': '是', en: 'yes' }, no: { 'zh-CN': '否', en: 'no' } } as const;

/** Fen → 万元 as an exact decimal with two to six places. */
export function formatWan(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(7, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6).replace(/0{1,4}$/, '')}`;
}
