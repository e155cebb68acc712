/** Reads amounts and rates from spreadsheet cells. Nothing is rounded, and the results are computed without floats. */
import { cellFault, squeeze, valueText, type CellFault, type CellValue, type ReadCell } from './cell.ts';
import type { AmountUnit } from './import-words.ts';
import { formatAmount, MAX_AMOUNT_FEN } from '../values/money.ts';
import { MAX_RATE_E4, parseRate } from '../values/rate.ts';
import { withoutFinalZeros } from '../values/text.ts';

const AMOUNT = /^([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?(亿|千万|百万|十万|万)?(元|圆)?(?:整|正)?$/;
const CURRENCY = /^(?:人民币|RMB|CNY|[¥￥])|(?:人民币|RMB|CNY)$/i;
/** Decimal places from each unit to fen. */
const FEN_PLACES = { 亿: 10, 千万: 9, 百万: 8, 十万: 7, 万: 6 } as const;
const UNIT_PLACES: Readonly<Record<AmountUnit, number>> = { yuan: 2, wan: 6, yi: 10 };
const FEN_PER_WAN = 10_000n;
const MAX_DIGITS = 30;

/** Outside these bounds (a billion and a thousand yuan) the unit is more likely wrong than the amount. */
const DOUBTFUL_FROM_FEN = 100_000_000_000n;
const DOUBTFUL_BELOW_FEN = 100_000n;

/**
 * Reads an amount in fen: 500, 5,000,000.00, ５００, 500万, 500万元, ¥5000000, 0.5亿. A unit in the cell takes precedence.
 *
 * @param unit of the column; null if unknown
 */
export function amountOfCell(cell: ReadCell, unit: AmountUnit | null): CellValue<bigint> {
  const read = fenOfCell(cell, unit);
  if (!read.ok) return read;
  const { fen, own } = read.value;
  if (fen === 0n) return cellFault('ZERO');
  const doubt = own ? null : unitDoubt(fen, unit!);
  if (doubt !== null) return doubt;
  return fen > MAX_AMOUNT_FEN ? tooLarge(null) : { ok: true, value: fen };
}

/** Reads a sum of any size in fen; null if the cell is no amount or has no unit. */
export function sumOfCell(cell: ReadCell, unit: AmountUnit | null): bigint | null {
  const read = fenOfCell(cell, unit);
  return read.ok ? read.value.fen : null;
}

/** `own`: the unit is in the cell itself. */
function fenOfCell(
  cell: ReadCell,
  unit: AmountUnit | null,
): { readonly ok: true; readonly value: { readonly fen: bigint; readonly own: boolean } } | CellFault {
  const squeezed = squeeze(valueText(cell) ?? '')
    .replace(/，/g, ',')
    .replace(CURRENCY, '')
    .replace(CURRENCY, '');
  const match = squeezed.length > MAX_DIGITS * 2 ? null : AMOUNT.exec(squeezed);
  if (match === null) return cellFault('NOT_AN_AMOUNT');
  const [, whole = '', decimals = '', word, yuan] = match;
  const own = word !== undefined || yuan !== undefined;
  if (!own && unit === null) return cellFault('UNIT_UNKNOWN');
  const places = word === undefined ? (own ? 2 : UNIT_PLACES[unit!]) : FEN_PLACES[word as keyof typeof FEN_PLACES];
  const digits = withoutFinalZeros(decimals);
  if (digits.length > places) return cellFault('TOO_MANY_DECIMALS', { max: places });
  if (whole.length > MAX_DIGITS) return tooLarge(null);
  return { ok: true, value: { fen: BigInt(whole.replaceAll(',', '') + digits.padEnd(places, '0')), own } };
}

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
  if (unit !== 'yuan' && fen >= DOUBTFUL_FROM_FEN && fen % FEN_PER_WAN === 0n) {
    const repair = `${withoutTrailingZeros(fen / FEN_PER_WAN)}${unit === 'wan' ? '元' : '万元'}`;
    return fen > MAX_AMOUNT_FEN
      ? tooLarge(repair)
      : cellFault('AMOUNT_UNIT_DOUBTFUL', { amount: formatAmount(fen) }, { value: repair, why: 'UNIT' });
  }
  if (unit === 'yuan' && fen < DOUBTFUL_BELOW_FEN)
    return cellFault(
      'AMOUNT_UNIT_DOUBTFUL',
      { amount: formatAmount(fen) },
      { value: `${withoutTrailingZeros(fen)}万元`, why: 'UNIT' },
    );
  return null;
}

/** Whether an amount without a unit in a column of this unit would be refused as doubtful. */
export const isDoubtful = (fen: bigint, unit: AmountUnit): boolean => unitDoubt(fen, unit) !== null;

/** `500.00` → `500`, `0.50` → `0.5` */
const withoutTrailingZeros = (fen: bigint): string => withoutFinalZeros(formatAmount(fen)).replace(/\.$/, '');

/** The same figure in the next unit (元 → 万元, 万元 → 元, 亿元 → 万元), with the unit; null below one fen. */
export function withOtherUnit(fen: bigint, unit: AmountUnit): string | null {
  if (unit === 'yuan') return `${withoutTrailingZeros(fen)}万元`;
  // The next smaller unit of 亿元 is 万元.
  if (unit === 'yi') return fen % FEN_PER_WAN === 0n ? `${withoutTrailingZeros(fen / FEN_PER_WAN)}万元` : null;
  return fen % FEN_PER_WAN === 0n ? `${withoutTrailingZeros(fen / FEN_PER_WAN)}元` : null;
}

const RATE = /^([0-9]+(?:\.[0-9]+)?)(%|％|‰)?$/;
/** Rates below 0.36 without a sign are read as a fraction of one: the highest legal rate is 36 per cent. */
const SHARE_BELOW_E4 = MAX_RATE_E4 / 100;
/** A fraction of ten per cent or more is unusual, so the user must confirm it. */
const DOUBTFUL_FROM_E4 = 1000;

/** Reads an annual rate in ten-thousandths of a per cent: 4.35, 4.35%, 0.0435. With a sign it is never doubtful. */
export function rateOfCell(cell: ReadCell): CellValue<number> {
  const match = RATE.exec(squeeze(valueText(cell) ?? ''));
  if (match === null || match[2] === '‰') return cellFault('NOT_A_RATE');
  const [whole = '', decimals = ''] = match[1]!.replace(/^0+(?=\d)/, '').split('.');
  const digits = withoutFinalZeros(decimals);
  const asE4 =
    whole === '0' && digits !== '' && match[2] === undefined ? Number(`0.${digits}`) * 10_000 : SHARE_BELOW_E4;
  if (asE4 < SHARE_BELOW_E4) {
    const share = percentOf(asPercent(digits));
    return share.ok && asE4 >= DOUBTFUL_FROM_E4
      ? cellFault(
          'RATE_DOUBTFUL',
          { first: `${asPercent(digits)}%`, second: `0.${digits}%` },
          { value: `${asPercent(digits)}%`, why: 'SHARE' },
        )
      : share;
  }
  return percentOf(digits === '' ? whole : `${whole}.${digits}`);
}

/** 0.0435 → 4.35 */
function asPercent(digits: string): string {
  const padded = digits.padEnd(2, '0');
  const whole = padded.slice(0, 2).replace(/^0+(?=\d)/, '');
  return padded.length > 2 ? `${whole}.${padded.slice(2)}` : whole;
}

function percentOf(text: string): CellValue<number> {
  const rate = parseRate(text);
  if (rate.ok) return { ok: true, value: rate.rateE4 };
  if (rate.code === 'TOO_LARGE') return cellFault('TOO_LARGE', { max: String(MAX_RATE_E4 / 10_000) });
  return rate.code === 'TOO_MANY_DECIMALS' ? cellFault('TOO_MANY_DECIMALS', { max: 4 }) : cellFault('NOT_A_RATE');
}
