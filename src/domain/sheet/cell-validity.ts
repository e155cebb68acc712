/** Reads periods of validity (有效期) from cells: the last day, a length such as 三年, or both days in one cell. */
import { cellFault, squeeze, valueText, type CellValue, type ReadCell } from './cell.ts';
import { dayOfCell } from './cell-date.ts';
import { addDays, addMonths, type Day } from '../values/day.ts';

/** The last day, with the first one where the cell states it; or a length from the day of issue. */
export interface Validity {
  readonly from?: Day;
  readonly to?: Day;
  readonly months?: number;
}

// Without white space.
const DAY = '[0-9]{4}[-./年][0-9]{1,2}[-./月][0-9]{1,2}[日号]?|[0-9]{8}';
const LENGTH = '([一二两三四五六七八九十叁伍]|[0-9]{1,3})个?(年|周年|月|years?|months?)';
const ISSUE = '(?:发证|颁发|颁证|认定|批准|入库|登记)';
const ONLY_LENGTH = new RegExp(`^(?:有效期)?:?(?:[自从]?${ISSUE}之?日起算?)?${LENGTH}(?:内|有效)?$`, 'i');
const ONLY_LAST_DAY = new RegExp(`^(?:有效期)?(?:截?至|截?止到?|到|until|to)(${DAY})止?$`, 'i');
const BOTH_DAYS = new RegExp(`^[自从]?(${DAY})起?(?:至|到|~|-|—|–|——|--|to)(${DAY})止?$`, 'i');
const DAY_AND_LENGTH = new RegExp(`^[自从]?(${DAY})起?,?(?:有效期)?${LENGTH}(?:内|有效)?$`, 'i');
const DIGITS = '零一二三四五六七八九十';

/** Reads a period of validity. */
export function validityOfCell(cell: ReadCell, date1904: boolean): CellValue<Validity> {
  const day = (text: string): CellValue<Day> => dayOfCell({ text, kind: 'text' }, date1904);
  const text = squeeze(valueText(cell) ?? '');
  const both = BOTH_DAYS.exec(text);
  if (both) {
    const [from, to] = [day(both[1]!), day(both[2]!)];
    return from.ok && to.ok ? { ok: true, value: { from: from.value, to: to.value } } : cellFault('NOT_A_DATE');
  }
  const length = ONLY_LENGTH.exec(text);
  if (length) return { ok: true, value: { months: monthsOf(length[1]!, length[2]!) } };
  const begun = DAY_AND_LENGTH.exec(text);
  if (begun) {
    const from = day(begun[1]!);
    return from.ok ? { ok: true, value: { from: from.value, months: monthsOf(begun[2]!, begun[3]!) } } : from;
  }
  const lastDay = ONLY_LAST_DAY.exec(text)?.[1];
  const last = lastDay === undefined ? dayOfCell(cell, date1904) : day(lastDay);
  return last.ok ? { ok: true, value: { to: last.value } } : cellFault('NOT_A_DATE');
}

function monthsOf(count: string, unit: string): number {
  const digit = DIGITS.indexOf(count.replace('两', '二').replace('叁', '三').replace('伍', '五'));
  return (digit >= 0 ? digit : Number(count)) * (/年|year/i.test(unit) ? 12 : 1);
}

/** The last day of a period that begins on a day; undefined if the period states neither end nor length. */
export function endOfValidity({ to, months }: Validity, from: Day | undefined): Day | undefined {
  if (to !== undefined || months === undefined || from === undefined) return to;
  return addDays(addMonths(from, months), -1);
}

const ISSUED =
  /(?:发证|颁发|颁证|认定|批准|入库|登记)(?:日期|时间|日)(?:为|是)?[:：]?\s*([0-9]{4}\s*[-./年]\s*[0-9]{1,2}\s*[-./月]\s*[0-9]{1,2}\s*日?|[0-9]{8})/gu;

/** The day of issue that the text above a list states; null if it states none, or several. */
export function issueDayInTitle(title: string): Day | null {
  const days = [...title.normalize('NFKC').matchAll(ISSUED)].map(([, text = '']) =>
    dayOfCell({ text, kind: 'text' }, false),
  );
  const found = new Set(days.flatMap((day) => (day.ok ? [day.value] : [])));
  return found.size === 1 ? [...found][0]! : null;
}
