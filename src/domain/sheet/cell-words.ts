/** Reads texts, codes and words from spreadsheet cells. A word list here may be extended freely. */
import { cellFault, squeeze, valueText, type CellValue, type ReadCell } from './cell.ts';
import { GRADES, type Grade } from '../programme/grades.ts';
import { cleanText, codePointLength, numberKey } from '../values/text.ts';
import { hasUsccShape, normaliseUscc } from '../firm/uscc.ts';

const FLOAT = /^[0-9](\.[0-9]+)?e\+?[0-9]+$/i;
/** Spreadsheets store numbers with 15 digits. */
const SAFE_DIGITS = 15;
const isFloat = (cell: ReadCell): boolean => FLOAT.test(squeeze(valueText(cell) ?? ''));

/** Reads a unified social credit code (shape only). A number is refused, because its last digits are lost. */
export function usccOfCell(cell: ReadCell): CellValue<string> {
  const { text, kind } = cell;
  if (kind === 'number' || isFloat(cell)) return cellFault('CODE_AS_NUMBER', { value: text });
  if (text.length > 200 || !cleanText(text.replace(BREAKS, '')).ok) return cellFault('USCC_SHAPE');
  const code = normaliseUscc(text);
  return hasUsccShape(code) ? { ok: true, value: code } : cellFault('USCC_SHAPE');
}

const BREAKS = /[\r\n\t\v\f]+/g;

export interface TextRule {
  readonly min: number;
  readonly max: number;
  /** A contract, receipt or certificate number: must have a key, and must not come from a rounded number. */
  readonly isNumber?: boolean;
}

/** Reads trimmed text of limited length. Line breaks become spaces, or are removed from numbers. */
export function textOfCell(cell: ReadCell, { min, max, isNumber = false }: TextRule): CellValue<string> {
  const { text, kind } = cell;
  if (isNumber && ((kind === 'number' && text.replace(/\D/g, '').length > SAFE_DIGITS) || isFloat(cell)))
    return cellFault('CODE_AS_NUMBER', { value: text });
  const clean = cleanText(text.replace(BREAKS, isNumber ? '' : ' '));
  if (!clean.ok) return cellFault('CONTROL_CHARACTER');
  const length = codePointLength(clean.text);
  if (length > max) return cellFault('TOO_LONG', { max });
  if (length < min || (isNumber && numberKey(clean.text) === ''))
    return cellFault(length === 0 ? 'REQUIRED' : 'TOO_SHORT', { min });
  return { ok: true, value: clean.text };
}

/** A word in upper case; empty for a text that is too long for one. */
const wordOf = (cell: ReadCell): string => squeeze(valueText(cell) ?? '').toUpperCase();

const YES = new Set([
  '是',
  '有',
  '√',
  '✓',
  '✔',
  '☑',
  '对',
  'Y',
  'YES',
  'TRUE',
  'T',
  '1',
  '首贷',
  '是首贷',
  '续贷',
  '无还本续贷',
  '是续贷',
]);
const NO = new Set([
  '否',
  '无',
  '×',
  '✗',
  '✘',
  'X',
  '☐',
  '不是',
  '非',
  'N',
  'NO',
  'FALSE',
  'F',
  '0',
  '非首贷',
  '新增',
  '新贷',
  '非续贷',
  '-',
  '—',
  '/',
]);

/** Reads yes or no. */
export function yesNoOfCell(cell: ReadCell): CellValue<boolean> {
  const word = wordOf(cell);
  if (YES.has(word)) return { ok: true, value: true };
  return NO.has(word) ? { ok: true, value: false } : cellFault('NOT_YES_OR_NO');
}

/** Reads a knowledge-value grade. */
export function gradeOfCell(cell: ReadCell): CellValue<Grade> {
  const word = wordOf(cell).replace(/(级|类|等|GRADE)/g, '');
  const grade = GRADES.find((one) => one === word);
  return grade ? { ok: true, value: grade } : cellFault('UNKNOWN_WORD', { allowed: GRADES.join(', ') });
}

const ON_CREDIT = new Set(['信用', '纯信用', '信用贷款', '信用方式', 'CREDIT']);
const GUARANTEED = /担保|保证|GUARANTEE/;

/** Reads the kind of guarantee (担保方式). */
export function guaranteeOfCell(cell: ReadCell): CellValue<'credit' | 'guaranteed_credit'> {
  const word = wordOf(cell);
  if (ON_CREDIT.has(word)) return { ok: true, value: 'credit' };
  return GUARANTEED.test(word)
    ? { ok: true, value: 'guaranteed_credit' }
    : cellFault('UNKNOWN_WORD', { allowed: 'credit, guaranteed_credit' });
}
