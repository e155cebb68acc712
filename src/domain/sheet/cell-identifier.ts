/**
 * Reads codes and numbers of contracts, receipts and certificates. What a spreadsheet program has changed cannot be
 * restored, so it is refused, or read as it is shown.
 */
import { cellFault, squeeze, valueText, type CellFault, type CellValue, type ReadCell } from './cell.ts';
import { cleanText, codePointLength, numberKey } from '../values/text.ts';
import { bareCertificateNo, normaliseCertificateNo } from '../firm/certificate.ts';
import { hasUsccShape, normaliseUscc } from '../firm/uscc.ts';
import { CERTIFICATE_NO_MAX_CHARACTERS, VALUE_CELL_MAX_CHARACTERS } from '../limits.ts';
import { isNoNumber, placeholderOf } from './words/placeholders.ts';

const FLOAT = /^[0-9](\.[0-9]+)?e[+-]?[0-9]+$/i;
/** Spreadsheets store numbers with 15 digits. */
const SAFE_DIGITS = 15;
const BREAKS = /[\r\n\t\v\f\u0085\u2028\u2029]+/g;

/** What programs write to keep a number a text: an apostrophe in front, or ="00123" in a CSV. */
const APOSTROPHES = /^['’‘＇′`´]+/;
const QUOTED = /^=\s*"(.*)"$/;

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const DAY = `[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}|[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{1,2}月[0-9]{1,2}日`;
const TIME = '[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]+)?)?';
/**
 * Texts that a spreadsheet program writes into a CSV for a number that it took for a date, a time, a percentage or a
 * boolean, or grouped.
 */
const CONVERTED = new RegExp(
  `^(?:[0-9]{1,2}-(?:${MONTHS})(?:-[0-9]{2,4})?|(?:${MONTHS})-[0-9]{2,4}|${DAY}|(?:${DAY}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}) ${TIME}|${TIME}|[0-9.]+%|[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]+)?|true|false)$`,
  'i',
);
/** A formula as text: =TEXT(A2,"00000"). */
const FORMULA = /^=[a-z]{2,}\(/i;
/** What the cell holds: 借据号：JJ-1. */
const LABEL = /^(?:借据|(?:借款|贷款)?合同|(?:高企)?证书|登记|入库|统一社会信用)?(?:编号|号码|代码|号)[:：]\s*/;
/** A number has a digit or a letter, or is written in numerals: words such as 补录中 are none. */
const HAS_DIGIT = /[0-9A-Za-z零〇一二三四五六七八九十百]/;

/**
 * The text of an identifier as it was meant, or why it cannot be known.
 */
function identifierText(cell: ReadCell): { readonly ok: true; readonly text: string } | CellFault {
  const { kind } = cell;
  const text = kind === 'number' ? (cell.shown ?? cell.text) : unprotected(cell.text).replace(LABEL, '');
  if (kind === 'date' || kind === 'percent' || kind === 'yesNo') return cellFault('CODE_CONVERTED', { value: text });
  const squeezed = squeeze(valueText({ text }) ?? '');
  if (FLOAT.test(squeezed)) return cellFault('CODE_AS_NUMBER', { value: text });
  if (kind === 'number' && cell.text.replace(/\D/g, '').length > SAFE_DIGITS)
    return cellFault('CODE_AS_NUMBER', { value: text });
  if (kind === 'number' && !/^[0-9]+$/.test(cell.text)) return cellFault('CODE_CONVERTED', { value: text });
  if (FORMULA.test(squeezed)) return cellFault('FORMULA_WITHOUT_VALUE');
  if (isConverted(text, squeezed)) return cellFault('CODE_CONVERTED', { value: text });
  if (squeezed !== '' && (placeholderOf(squeezed) !== null || isNoNumber(squeezed) || !HAS_DIGIT.test(squeezed)))
    return cellFault('NOT_STATED', { value: text });
  return { ok: true, text };
}

/** A day and its time of day are told apart by the blank between them. */
const isConverted = (text: string, squeezed: string): boolean =>
  CONVERTED.test(squeezed) ||
  (/\s/u.test(text) && CONVERTED.test((valueText({ text }) ?? '').normalize('NFKC').replace(/\s+/gu, ' ')));

function unprotected(text: string): string {
  const bare = text.trim().replace(APOSTROPHES, '').trim();
  return QUOTED.exec(bare)?.[1]?.replace(APOSTROPHES, '') ?? bare;
}

/** Reads a unified social credit code (shape only). A number is refused, because its last digits are lost. */
export function usccOfCell(cell: ReadCell): CellValue<string> {
  if (cell.kind === 'number') return cellFault('CODE_AS_NUMBER', { value: cell.text });
  const read = identifierText(cell);
  if (!read.ok) return read;
  const text = read.text.replace(/^["“]/, '').replace(/["”.,;，。；]$/, '');
  if (text.length > VALUE_CELL_MAX_CHARACTERS || !cleanText(text.replace(BREAKS, '')).ok)
    return cellFault('USCC_SHAPE');
  const code = normaliseUscc(text);
  return hasUsccShape(code) ? { ok: true, value: code } : cellFault('USCC_SHAPE');
}

/** Reads a contract, receipt, certificate or filing number. Line breaks are removed. */
export function numberOfCell(cell: ReadCell, max: number): CellValue<string> {
  const read = identifierText(cell);
  if (!read.ok) return read;
  const clean = cleanText(read.text.replace(BREAKS, ''));
  if (!clean.ok) return cellFault('CONTROL_CHARACTER');
  if (codePointLength(clean.text) > max) return cellFault('TOO_LONG', { max });
  return numberKey(clean.text) === '' ? cellFault('REQUIRED') : { ok: true, value: clean.text };
}

const LISTED = /[、;；\n]/;
const AND_OTHERS = /等[0-9一二三四五六七八九十]+[笔份个张]$/;

/** Reads a number of which a row has one: with several receipts it would be several loans. */
export function singleNumberOfCell(cell: ReadCell, max: number): CellValue<string> {
  const text = valueText(cell) ?? '';
  if (!/[、;；\n等]/.test(text)) return numberOfCell(cell, max);
  const pieces = text.split(LISTED).filter((piece) => /[0-9]/.test(piece));
  return pieces.length > 1 || AND_OTHERS.test(squeeze(text)) ? cellFault('NUMBERS_SEVERAL') : numberOfCell(cell, max);
}

/** Reads the number of a certificate, in the form in which it is stored. */
export function certificateNoOfCell(cell: ReadCell, kinds: Parameters<typeof bareCertificateNo>[1]): CellValue<string> {
  const number = singleNumberOfCell(cell, CERTIFICATE_NO_MAX_CHARACTERS);
  return number.ok ? { ok: true, value: bareCertificateNo(normaliseCertificateNo(number.value), kinds) } : number;
}
