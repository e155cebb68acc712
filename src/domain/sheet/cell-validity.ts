/** Reads periods of validity (有效期) from cells: the last day, a length such as 三年, or both days in one cell. */
import { cellFault, squeeze, valueText, type CellValue, type ReadCell } from './cell.ts';
import { dayOfCell } from './cell-date.ts';
import { chineseNumber } from './chinese-numerals.ts';
import { addDays, addMonths, type Day } from '../values/day.ts';

/** The last day, with the first one where the cell states it; or a length from the day of issue. */
export interface Validity {
  readonly from?: Day;
  readonly to?: Day;
  readonly months?: number;
}

// Without white space.
const DAY = '[0-9]{4}[-./年][0-9]{1,2}[-./月][0-9]{1,2}[日号]?|[0-9]{8}';
const LENGTH = '([一二两三四五六七八九十叁贰壹伍]{1,3}|[0-9]{1,3})个?(年|周年|月|years?|months?)';
const ISSUE = '(?:发证|颁发|颁证|签发|认定|批准|入库|登记|公告)';
const VALID = '(?:内?有效|内|止|为止)?';
const ONLY_LENGTH = new RegExp(`^(?:[自从]?${ISSUE}之?日起算?)?,?${LENGTH}${VALID}$`, 'i');
const ONLY_LAST_DAY = new RegExp(`^(?:截?至|截?止到?|到|until|to)?(${DAY})${VALID}$`, 'i');
const BETWEEN = '(?:起?(?:至|到|~|-|—|–|--|to|/)|起,?|,|;|、)';
const BOTH_DAYS = new RegExp(`^[自从]?(${DAY})${BETWEEN}(${DAY})${VALID}$`, 'i');
const DAY_AND_LENGTH = new RegExp(`^[自从]?(${DAY})起?,?(?:有效期)?${LENGTH}${VALID}$`, 'i');
/** What the cell holds: 有效期限：三年. */
const LABEL = /^(?:证书)?有效(?:期限?|期间|时间)?(?:为|是)?:?(?=.)/;
const TIMES_OF_DAY = /(?<=[0-9日])\s+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?/g;

/** Reads a period of validity. */
export function validityOfCell(cell: ReadCell, date1904: boolean): CellValue<Validity> {
  const day = (text: string): CellValue<Day> => dayOfCell({ text, kind: 'text' }, date1904);
  const spaced = (valueText(cell) ?? '').replace(TIMES_OF_DAY, '').replace(/[\r\n]+/g, ',');
  const text = withoutBrackets(squeeze(spaced).replace('——', '—').replace(LABEL, ''));
  const both = BOTH_DAYS.exec(text);
  if (both) {
    const [from, to] = [day(both[1]!), day(both[2]!)];
    return from.ok && to.ok ? { ok: true, value: { from: from.value, to: to.value } } : cellFault('NOT_A_DATE');
  }
  const length = ONLY_LENGTH.exec(text);
  if (length) return withMonths({}, monthsOf(length[1]!, length[2]!));
  const begun = DAY_AND_LENGTH.exec(text);
  if (begun) {
    const from = day(begun[1]!);
    return from.ok ? withMonths({ from: from.value }, monthsOf(begun[2]!, begun[3]!)) : from;
  }
  const lastDay = ONLY_LAST_DAY.exec(text)?.[1];
  const last = lastDay === undefined ? dayOfCell(cell, date1904) : day(lastDay);
  return last.ok ? { ok: true, value: { to: last.value } } : cellFault('NOT_A_DATE');
}

/** 三年(2024-12-01至2027-11-30) says the same twice. */
function withoutBrackets(text: string): string {
  const [, before = '', inside = ''] = /^([^()]*)\(([^()]+)\)$/.exec(text) ?? [];
  return BOTH_DAYS.test(inside) && (before === '' || ONLY_LENGTH.test(before)) ? inside : text;
}

const withMonths = (validity: Validity, months: number | undefined): CellValue<Validity> =>
  months === undefined ? cellFault('NOT_A_DATE') : { ok: true, value: { ...validity, months } };

/** Undefined if the count is no numeral. */
function monthsOf(count: string, unit: string): number | undefined {
  const number = Number(chineseNumber(count) ?? count);
  return Number.isNaN(number) ? undefined : number * (/年|year/i.test(unit) ? 12 : 1);
}

/** The last day of a period that begins on a day; undefined if the period states neither end nor length. */
export function endOfValidity({ to, months }: Validity, from: Day | undefined): Day | undefined {
  if (to !== undefined || months === undefined || from === undefined) return to;
  return addDays(addMonths(from, months), -1);
}

const DATE =
  '([0-9]{4}\\s*[-./年]\\s*[0-9]{1,2}\\s*[-./月]\\s*[0-9]{1,2}\\s*日?|[0-9]{8}|[零〇○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)';
const ISSUED = new RegExp(
  `${ISSUE}(?:日期|时间|日)(?:均|都|一律|统一)?(?:为|是)?[:：]?\\s*${DATE}|${DATE}(?:统一)?${ISSUE}`,
  'gu',
);

/** The day of issue that the text above a list states; null if it states none, or several. */
export function issueDayInTitle(title: string): Day | null {
  const days = [...title.normalize('NFKC').matchAll(ISSUED)].map(([, behind, before]) =>
    dayOfCell({ text: behind ?? before ?? '', kind: 'text' }, false),
  );
  const found = new Set(days.flatMap((day) => (day.ok ? [day.value] : [])));
  return found.size === 1 ? [...found][0]! : null;
}
