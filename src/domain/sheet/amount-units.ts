/**
 * Recognises units of amounts in headings, in lines above and below a table, and in single words. A text that names two
 * units, or one that is not known, names none: the import asks.
 */
import { TITLE_MAX_CHARACTERS } from '../limits.ts';
import type { AmountUnit } from './import-words.ts';
import { otherCurrencyIn } from './words/currencies.ts';

export interface UnitFound {
  /** Null if the text names several units or an unknown one. */
  readonly unit: AmountUnit | null;
  /** Another currency than the yuan, as written. */
  readonly currency: string | null;
}

/** Units without the words for the yuan around them. `null`: a unit that amounts are not read in. */
const WORDS: readonly (readonly [AmountUnit | null, string])[] = [
  ['yuan', '元 圆 圓 块'],
  ['thousand', "千元 仟元 千圆 千 仟 '000 000 '000s 000s k thousand thousands 1,000 1000"],
  ['wan', '万元 萬元 万圆 万 萬 w 10,000 10000 10k tenthousand tenthousands wan'],
  ['million', '百万元 佰万元 百萬元 百万 佰万 m mn mm mio million millions 1,000,000 1000000'],
  ['yi', '亿元 億元 亿圆 亿 億 hundredmillion hundredmillions 100million 100millions 100,000,000 100000000'],
  [
    null,
    '十元 百元 佰元 十万元 拾万元 十万 千万元 仟万元 千万 十亿元 十亿 百亿元 百亿 billion billions bn 100,000 10,000,000',
  ],
];
const UNITS = new Map(WORDS.flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit] as const)));

const YUAN = 'rmb|cny|renminbi|chineseyuan|yuan|人民币|[¥￥]';
const YUAN_BEFORE = new RegExp(`^(?:${YUAN})(?:of|in|[-/:：.])?`);
const YUAN_BEHIND = new RegExp(`(?:of|in|[-/])?(?:${YUAN})$`);
const INTRODUCED =
  /^(?:(?:金额|计量|货币|计价)?单位(?:为|是)?[:：]?|units?[:：]?|in|以|按|折(?:合|算)?(?:成|为)?(?=人民币))/;

/** The units of a piece of text: one, or several between slashes. */
function unitsOfPiece(piece: string): (AmountUnit | null | undefined)[] {
  const spaceless = piece.replace(/\s/gu, '');
  const unit = unitOfWord(spaceless);
  return unit !== undefined || !spaceless.includes('/') ? [unit] : spaceless.split('/').map(unitOfWord);
}

/** The unit of a word; undefined if it is no unit. */
function unitOfWord(word: string): AmountUnit | null | undefined {
  const bare = word
    .toLowerCase()
    .replace(INTRODUCED, '')
    .replace(/(?:为单位|计)$/, '');
  const unit = bare.replace(YUAN_BEFORE, '').replace(YUAN_BEHIND, '').replace(/of$/, '');
  if (unit !== '') return UNITS.get(unit);
  return /rmb|cny|yuan|[¥￥]/.test(bare) ? 'yuan' : undefined;
}

const narrowLine = (text: string): string =>
  text
    .slice(0, TITLE_MAX_CHARACTERS)
    .normalize('NFKC')
    .replace(/[‘’′`´＇]/gu, "'")
    .replace(/[“”"「」]/gu, '')
    .replace(/[∶︰]/gu, ':');

const BRACKETED = /[([【〔{<《〈]([^()[\]【】〔〕{}<>《》〈〉]*)[)\]】〕}>》〉]/gu;
/** A comma between digits is part of a number: 10,000 yuan. */
const BETWEEN = /[、;；|]|[,，](?![0-9]{3})/;
const CHINESE_AT_END =
  /(?:人民币)?(?:十亿|百亿|亿|億|千万|仟万|百万|佰万|百萬|十万|拾万|万|萬|千|仟)?(?:元|圆|圓)(?:人民币)?$|(?:亿|百万|万|千)$/u;
/** Words of English headings that are no units. */
const OTHER_WORDS = new Set(
  'amount amounts loan loans total principal the of value sum note drawdown disbursed contract balance line unit units in'.split(
    ' ',
  ),
);

/** The unit of the remaining words of an English heading, and the one at the end of a Chinese heading. */
function unitOutsideBrackets(text: string): AmountUnit | null | undefined {
  const atEnd = CHINESE_AT_END.exec(text.replace(/\s/gu, ''))?.[0];
  if (atEnd !== undefined) return unitOfWord(atEnd);
  const words = text.split(/[\s_:：/-]+/).filter((word) => word !== '' && !OTHER_WORDS.has(word));
  return unitOfWord(words.join('')) ?? unitOfWord(words.slice(1).join(''));
}

function found(units: readonly (AmountUnit | null | undefined)[], text: string): UnitFound | null {
  // 外币折人民币 is yuan.
  const currency = /折(?:合|算|成)*为?人民币/.test(text) ? null : otherCurrencyIn(text);
  const named = new Set(units.filter((unit) => unit !== undefined));
  if (named.size === 0 && currency === null) return null;
  return { unit: named.size === 1 ? [...named][0]! : null, currency };
}

/** The unit that a heading names; null if it names none. */
export function unitOfHeading(heading: string): UnitFound | null {
  const narrow = narrowLine(heading).toLowerCase();
  const inside = [...narrow.matchAll(BRACKETED)].flatMap(([, content = '']) => content.split(BETWEEN));
  const outside = narrow.replace(BRACKETED, ' ').trim();
  const units = [...inside.flatMap(unitsOfPiece), unitOutsideBrackets(outside)];
  return found(units, narrowLine(heading));
}

const CHINESE_LINE =
  /(?:(?:单位|以(?=[十百千万亿元人]))(?:均|都|一律|统一)?(?:为|是)?:?|金额(?:均|都|一律|统一)?(?:为|是|:)(?=[十百千万亿元圆人RrCc]))([^:\s]{1,20})/gu;
const ENGLISH_LINE = /(?:\b(?:units?|amounts?)\b\s*:?|\bin\s)\s*([^;；。]{1,40})/giu;
const CURRENCY_LINE =
  /(?:(?:币种|币别|计价货币|货币种类)(?:为|是)?:?\s*|\b(?:currency|currencies)\b\s*(?::\s*)?)([^:;；。\s]{1,40})/giu;
/** A currency alone is no unit. */
const YUAN_ALONE = /^(?:人民币元?|rmb|cny|renminbi)$/i;
const OUTER_BRACKETS = /^[([【](.*)[)\]】]$/;
const BRACKETS = /[()[\]【】]/;

/** The unit that a line above or below a table names, such as 「单位：万元」; null if it is no such line. */
export function unitOfLineText(text: string): UnitFound | null {
  const line = narrowLine(text).trim();
  const named = [
    ...[...line.replace(/(单位)\s*:?\s+/gu, '$1:').matchAll(CHINESE_LINE)].map(([, piece = '']) => piece),
    ...[...line.matchAll(ENGLISH_LINE)].map(([, piece = '']) => piece),
    ...(TITLE_WITH_UNIT.exec(line)?.slice(1) ?? []),
  ];
  const currencies = [...line.matchAll(CURRENCY_LINE)].map(([, piece = '']) => piece);
  const whole = line.replace(OUTER_BRACKETS, '$1').replace(/\s/gu, '');
  const isWhole = /元|圆|rmb|cny|yuan/i.test(whole) && unitOfWord(whole) !== undefined;
  if (named.length === 0 && currencies.length === 0 && !isWhole && !isCurrency(whole)) return null;
  const pieces = [...named, ...currencies.filter((piece) => !YUAN_ALONE.test(piece))].flatMap((piece) =>
    piece.split(BETWEEN).flatMap((one) => one.split(BRACKETS).map((part) => part.replace(/[\s。.]/gu, ''))),
  );
  const units = pieces.flatMap(unitsOfPiece);
  return found(
    [...units, isWhole ? unitOfWord(whole) : undefined],
    [...named, ...currencies, isCurrency(whole) ? whole : ''].join(' '),
  );
}

/** A title that ends with a unit: 放款明细表（万元）. */
const TITLE_WITH_UNIT =
  /(?:表|清单|明细|台账|名册|汇总|情况|统计|备案|数据)[([【]([^()[\]【】]{0,20}(?:[元圆万亿]|rmb|cny|yuan)[^()[\]【】]{0,20})[)\]】]$/iu;
/** 2026年美元贷款明细表 */
const LOANS_IN = /(\p{Script=Han}{2,3})(?=贷款|放款|借款|流贷)/u;

/** Another currency in the title of a table; null if it names none. */
export function currencyOfTitle(title: string): string | null {
  const before = LOANS_IN.exec(narrowLine(title))?.[1];
  return before === undefined ? null : otherCurrencyIn(before);
}

/** Numbers in the name of a sheet are no units: 放款(1000). */
const OF_MONEY = /[元圆万亿]|rmb|cny|yuan/i;

/** The unit in the name of a sheet; null if it names none. */
export function unitOfSheetName(name: string): UnitFound | null {
  const inBrackets = [...narrowLine(name).toLowerCase().matchAll(BRACKETED)].flatMap(([, content = '']) =>
    content
      .split(BETWEEN)
      .filter((piece) => OF_MONEY.test(piece))
      .flatMap(unitsOfPiece),
  );
  return unitOfLineText(name) ?? found(inBrackets, narrowLine(name));
}

/** The unit in a cell of a column of units; undefined for another text. */
export const unitOfUnitCell = (text: string): AmountUnit | null | undefined =>
  unitOfWord(narrowLine(text).replace(/\s/gu, ''));

/** Whether a text is nothing but the name of another currency. */
const isCurrency = (text: string): boolean => {
  const currency = otherCurrencyIn(text);
  return currency !== null && currency.length >= text.replace(/^(?:万|千|百万|亿)/, '').length;
};
