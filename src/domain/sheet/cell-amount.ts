/** Reads amounts from spreadsheet cells. Nothing is rounded, and the results are computed without floats. */
import { cellAsk, cellFault, squeeze, valueText, type CellFault, type CellValue, type ReadCell } from './cell.ts';
import { chineseNumber, NUMERALS } from './chinese-numerals.ts';
import { AMOUNT_UNITS, type AmountUnit } from './import-words.ts';
import { formatAmount, MAX_AMOUNT_FEN } from '../values/money.ts';
import { withoutFinalZeros } from '../values/text.ts';
import { otherCurrencyIn } from './words/currencies.ts';

const AMOUNT = /^([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]*))?(亿|千万|百万|十万|万|w|千)?(元|yuan)?(?:整|正)?$/i;
const YUAN_SIGN = /^(?:人民币|RMB|CNY|[¥￥]):?|(?:人民币|RMB|CNY)$/i;
/** Decimal places from each unit to fen. */
const FEN_PLACES: Readonly<Record<string, number>> = { 亿: 10, 千万: 9, 百万: 8, 十万: 7, 万: 6, w: 6, 千: 5 };
/** Characters of units in other writings. */
const USUAL_CHARACTERS: Readonly<Record<string, string>> = {
  億: '亿',
  萬: '万',
  仟: '千',
  佰: '百',
  拾: '十',
  圆: '元',
  圓: '元',
};
/** 叁佰万元整, 壹拾万元零伍角; without 元 a figure in the unit of its column, unless 万 or 亿 is in it. */
const IN_WORDS = new RegExp(`^(${NUMERALS}+?)(?:([元圆圓])零?(?:(${NUMERALS})角)?零?(?:(${NUMERALS})分)?)?(?:整|正)?$`);
const UNIT_PLACES: Readonly<Record<AmountUnit, number>> = { yuan: 2, thousand: 5, wan: 6, million: 8, yi: 10 };
const MAX_DIGITS = 30;
const MAX_CHARACTERS = MAX_DIGITS * 2;
const IN_BRACKETS = /^([^()]+)\(([^()]+)\)$/;
const UNIT_ALONE = /^(?:人民币)?[十百千万亿]*[元圆]?$/;

/** Outside these bounds (ten thousand to a billion yuan) the unit is more likely wrong than the amount. */
const DOUBTFUL_FROM_FEN = 100_000_000_000n;
const DOUBTFUL_BELOW_FEN = 1_000_000n;

/**
 * Reads an amount in fen: 500, 5,000,000.00, ５００, 500万, 500万元, ¥5000000, 0.5亿. A unit in the cell takes precedence.
 * Where a number format shows another amount than the cell holds, or the cell a sign that contradicts the unit of its
 * column, the amount is asked about. Another currency is refused.
 *
 * @param unit of the column; null if unknown
 */
export function amountOfCell(cell: ReadCell, unit: AmountUnit | null): CellValue<bigint> {
  const currency = currencyOf(cell);
  if (currency !== null) return cellFault('CURRENCY_OTHER', { currency });
  const read = fenOfCell(cell, unit);
  const shown = cell.shown === undefined ? null : shownFen(amountText(cell.shown), unit);
  if (shown?.ok && (shown.value.own || shown.value.sign || isScaled(cell)))
    return amountAsShown(cell, unit, read, shown.value);
  if (!read.ok) return read;
  // 300元 in a column of 万元.
  if (read.value.own && unit !== null && read.value.fen < DOUBTFUL_BELOW_FEN) {
    const column = fenOfText(read.value.figure, unit);
    if (column.ok && column.value.fen >= DOUBTFUL_BELOW_FEN)
      return askReading('元', cell.text, read.value.figure, unit, { column, yuan: read });
  }
  // ¥300 in a column of 万元.
  if (read.value.sign && !read.value.own && unit !== 'yuan')
    return askReading('¥', cell.text, cell.text, unit, { column: read, yuan: fenOfText(cell.text, 'yuan') });
  return checked(read.value.fen, read.value.own ? null : unit);
}

const currencyOf = ({ text, shown, kind }: ReadCell): string | null =>
  kind === 'text' || shown !== undefined ? otherCurrencyIn((shown ?? text).slice(0, MAX_CHARACTERS)) : null;

/** The amount, unless it is zero, too large, or doubtful in the unit of its column. */
function checked(fen: bigint, unit: AmountUnit | null): CellValue<bigint> {
  if (fen === 0n) return cellFault('ZERO');
  const doubt = unit === null ? null : unitDoubt(fen, unit);
  if (doubt !== null) return doubt;
  return fen > MAX_AMOUNT_FEN ? tooLarge(null) : { ok: true, value: fen };
}

/** Reads a sum of any size in fen; null if the cell is no amount or has no unit. */
export function sumOfCell(cell: ReadCell, unit: AmountUnit | null): bigint | null {
  const read = fenOfCell(cell, unit);
  return read.ok ? read.value.fen : null;
}

interface Fen {
  readonly fen: bigint;
  /** The unit is in the cell itself. */
  readonly own: boolean;
  /** A sign of the yuan is in the cell. */
  readonly sign: boolean;
  /** The number without its unit. */
  readonly figure: string;
}
type ReadFen = { readonly ok: true; readonly value: Fen } | CellFault;

const fenOfCell = (cell: ReadCell, unit: AmountUnit | null): ReadFen => fenOfText(valueText(cell) ?? '', unit);

const amountText = (text: string): string => squeeze(text).replace(/，/g, ',');

function fenOfText(text: string, unit: AmountUnit | null): ReadFen {
  const squeezed = amountText(text);
  if (squeezed.length > MAX_CHARACTERS) return cellFault('NOT_AN_AMOUNT');
  const [, before, inside] = IN_BRACKETS.exec(squeezed) ?? [];
  if (before === undefined || inside === undefined) return fenOfPiece(squeezed, unit);
  if (UNIT_ALONE.test(inside)) return fenOfPiece(before + inside, unit);
  // 叁佰万元整(¥3,000,000.00): both must be the same amount.
  const [one, other] = [shownFen(before, unit), shownFen(inside, unit)];
  return one.ok && other.ok && one.value.fen === other.value.fen ? one : cellFault('NOT_AN_AMOUNT');
}

function fenOfPiece(piece: string, unit: AmountUnit | null): ReadFen {
  const unsigned = piece.replace(YUAN_SIGN, '').replace(YUAN_SIGN, '');
  const bare = unsigned.replace(/^(?:\(?[大小]写\)?:?)/, '');
  const match = AMOUNT.exec(inDigits(bare) ?? bare.replace(/[億萬仟佰拾圆圓]/g, (one) => USUAL_CHARACTERS[one]!));
  if (match === null) return cellFault('NOT_AN_AMOUNT');
  const [, whole = '', decimals = '', word, yuan] = match;
  const own = word !== undefined || yuan !== undefined;
  if (!own && unit === null) return cellFault('UNIT_UNKNOWN');
  const places = word === undefined ? (own ? 2 : UNIT_PLACES[unit!]) : FEN_PLACES[word.toLowerCase()]!;
  const digits = withoutFinalZeros(decimals);
  if (digits.length > places) return cellFault('TOO_MANY_DECIMALS', { max: places });
  if (whole.length > MAX_DIGITS) return tooLarge(null);
  const fen = BigInt(whole.replaceAll(',', '') + digits.padEnd(places, '0'));
  return {
    ok: true,
    value: { fen, own, sign: unsigned !== piece, figure: digits === '' ? whole : `${whole}.${digits}` },
  };
}

/** An amount in Chinese numerals, in digits; null if it is none. */
function inDigits(text: string): string | null {
  const [, numeral = '', yuan, jiao, fen] = IN_WORDS.exec(text) ?? [];
  const whole = chineseNumber(numeral);
  if (whole === null) return null;
  const [tenths, hundredths] = [jiao, fen].map((digit) => (digit === undefined ? 0n : chineseNumber(digit)));
  return yuan === undefined && !/[万萬亿億]/.test(numeral) ? `${whole}` : `${whole}.${tenths}${hundredths}元`;
}

/** The amount that a text or format shows. A sign of the yuan without another unit means yuan. */
function shownFen(text: string, unit: AmountUnit | null): ReadFen {
  const read = fenOfPiece(text, unit ?? 'yuan');
  return read.ok && read.value.sign && !read.value.own ? fenOfPiece(text, 'yuan') : read;
}

/** The number of a text without its unit, in hundredths; null if there is none. */
function figureOf(text: string): bigint | null {
  const match = AMOUNT.exec(amountText(text).replace(YUAN_SIGN, ''));
  return match === null ? null : BigInt(match[1]!.replaceAll(',', '') + (match[2] ?? '').padEnd(2, '0').slice(0, 2));
}

/** Whether the format shows another number than the cell holds, apart from rounding. */
function isScaled({ text, shown = '' }: ReadCell): boolean {
  const [held, seen] = [figureOf(text), figureOf(shown)];
  return held !== null && seen !== null && !isAbout(held, seen);
}

/** Whether two amounts differ by rounding at most. */
const isAbout = (one: bigint, other: bigint): boolean => (one > other ? one - other : other - one) * 20n <= one;

/** Reads a number whose format shows a unit, a sign of the yuan, or a scaled number. */
function amountAsShown(cell: ReadCell, unit: AmountUnit | null, held: ReadFen, shown: Fen): CellValue<bigint> {
  const { text, shown: shownText = '', format = '' } = cell;
  // The unit that is shown, if the number is not scaled.
  const asUnit = AMOUNT_UNITS.find((one) => {
    const read = fenOfText(text, one);
    return shown.own && read.ok && isAbout(read.value.fen, shown.fen);
  });
  const inShownUnit = asUnit === undefined || isScaled(cell) ? null : fenOfText(text, asUnit);
  if (held.ok && isAbout(held.value.fen, shown.fen)) return checked(held.value.fen, shown.own ? null : unit);
  if (unit === null && inShownUnit?.ok) return checked(inShownUnit.value.fen, null);
  const readings = {
    shown: inShownUnit ?? { ok: true as const, value: shown },
    column: held,
    yuan: fenOfText(text, 'yuan'),
  };
  return askReading(format === '' ? shownText : format, shownText, text, unit, readings);
}

/** Asks which of several readings of a cell is meant. */
function askReading(
  about: string,
  shown: string,
  stored: string,
  unit: AmountUnit | null,
  readings: Readonly<Record<string, ReadFen>>,
): CellValue<bigint> {
  const options = Object.entries(READING_LABELS)
    .filter(([value]) => readings[value] !== undefined && (value !== 'column' || unit !== null))
    .map(([value, label]) => ({ value, label }));
  return cellAsk(
    {
      id: `amount:${unit ?? ''}:${about.slice(0, 60)}`,
      code: 'AMOUNT_SHOWN_OTHERWISE',
      params: { shown, stored },
      options,
      // Below a heading of 万元 each 300元 is a slip of its own.
      remember: about !== '元',
    },
    (answer) => {
      const reading = readings[answer]!;
      return reading.ok ? checked(reading.value.fen, null) : reading;
    },
  );
}

const READING_LABELS = {
  shown: { 'zh-CN': '按单元格显示的内容', en: 'as the cell shows it' },
  column: { 'zh-CN': '按存储的数值，以列标题（或单位行）的单位', en: 'the stored number, in the unit of the column' },
  yuan: { 'zh-CN': '按存储的数值，以元为单位', en: 'the stored number, in yuan' },
} as const;

const tooLarge = (repair: string | null): CellFault =>
  cellFault(
    'TOO_LARGE',
    { max: formatAmount(MAX_AMOUNT_FEN) },
    repair === null ? undefined : { value: repair, why: 'UNIT' },
  );

/**
 * The error for an amount that was probably entered in another unit than that of its column. The repair includes the
 * unit, so that it is unambiguous.
 */
function unitDoubt(fen: bigint, unit: AmountUnit): CellFault | null {
  const small = fen < DOUBTFUL_BELOW_FEN;
  if (!small && (unit === 'yuan' || fen < DOUBTFUL_FROM_FEN)) return null;
  const repair = small && unit !== 'yuan' ? null : withOtherUnit(fen, unit);
  if (!small && repair === null) return null;
  if (fen > MAX_AMOUNT_FEN) return tooLarge(repair);
  return cellFault(
    'AMOUNT_UNIT_DOUBTFUL',
    { amount: formatAmount(fen) },
    repair === null ? undefined : { value: repair, why: 'UNIT' },
  );
}

/** Whether an amount without a unit in a column of this unit would be refused as doubtful. */
export const isDoubtful = (fen: bigint, unit: AmountUnit): boolean => unitDoubt(fen, unit) !== null;

/** `500.00` → `500`, `0.50` → `0.5` */
const withoutTrailingZeros = (fen: bigint): string => withoutFinalZeros(formatAmount(fen)).replace(/\.$/, '');

/** The unit that is usually meant instead. */
const OTHER_UNIT = { yuan: '万元', thousand: '元', wan: '元', million: '元', yi: '万元' } as const;

/** The same figure in 万元 or 元, or an amount in 亿元 as 万元, with the unit; null below one fen. */
export function withOtherUnit(fen: bigint, unit: AmountUnit): string | null {
  if (unit === 'yuan') return `${withoutTrailingZeros(fen)}${OTHER_UNIT.yuan}`;
  const factor = 10n ** BigInt(UNIT_PLACES[unit] - UNIT_PLACES[unit === 'yi' ? 'wan' : 'yuan']);
  return fen % factor === 0n ? `${withoutTrailingZeros(fen / factor)}${OTHER_UNIT[unit]}` : null;
}
