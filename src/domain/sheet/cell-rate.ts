/**
 * Reads interest rates from spreadsheet cells, in ten-thousandths of a per cent a year. Rates of a month or in per mille
 * are converted where the heading, the cell or their size leave one reading; else the import asks.
 */
import { cellAsk, cellFault, squeeze, valueText, type CellValue, type ReadCell } from './cell.ts';
import type { QuestionOption } from './questions.ts';
import { USUAL_RATE, type Period, type RateUnit, type Scale } from './rate-units.ts';
import { E4_PER_BASIS_POINT, formatRate, MAX_RATE_E4, parseRate } from '../values/rate.ts';
import { withoutFinalZeros } from '../values/text.ts';

/** The loan prime rate that is in force on the day of disbursement. */
export interface LoanPrimeRate {
  readonly oneYearE4: number;
  readonly fiveYearE4: number | null;
}

const NUMBER = '([0-9]+(?:\\.[0-9]+)?)';
const RATE = new RegExp(
  `^(?:固定|浮动|执行|合同|贷款)*(年化利率|年化|年利率|年息|年|月利率|月息|月化|月|日利率|日息|日|利率)?(?:为|是|:)?` +
    `${NUMBER}(%|‰|‱|厘|pct|bps?|个?基点)?(?:/|每|\\()?(年化|年|月|日|天|p\\.?a\\.?|perannum|peryear)?\\)?$`,
  'i',
);
const OVER_LPR = new RegExp(
  `^(?:(1|一|5|五)(?:年期?|y)(?:以上)?)?(?:lpr)?(?:\\(?(1|5)y\\)?)?([-+加减上下]?)[浮调点]?${NUMBER}(?:bps?|个?基点)?$`,
  'i',
);

const SIGNS: Readonly<Record<string, Scale>> = {
  '%': 'percent',
  pct: 'percent',
  '‰': 'permille',
  '‱': 'permyriad',
  厘: 'li',
};
const NOTATION_WORDS: readonly (readonly [RegExp, string])[] = [
  [/百分之(?=[0-9])(.*)$/, '$1%'],
  [/千分之(?=[0-9])(.*)$/, '$1‰'],
  [/万分之(?=[0-9])(.*)$/, '$1‱'],
];
const POINTS_COUNTED = /lpr|[0-9](?:bp|个?基点)/i;
const IN_POINTS = /bp|基点|lpr/i;
const periodOf = (text: string | undefined): Period | null =>
  text === undefined || text === '利率' ? null : /年|p/i.test(text) ? 'year' : text.includes('月') ? 'month' : 'day';

/** The text of a rate: with the unit that a number format shows, and without what explains it in brackets. */
function rateText(cell: ReadCell): string {
  const held = squeeze(valueText(cell) ?? '');
  const shown = cell.kind === 'number' ? squeeze(valueText({ text: cell.shown ?? '' }) ?? '') : '';
  let text = /[%‰‱厘年月日]|bp|基点|lpr/i.test(shown) ? shown.replace(/[0-9][0-9,.]*/, held) : held;
  if (!/分之|\(/.test(text)) return text;
  for (const [word, sign] of NOTATION_WORDS) text = text.replace(word, sign);
  const [, before, inside] = /^([^()]+)\(([^()]+)\)$/.exec(text) ?? [];
  if (before === undefined || inside === undefined) return text;
  if (/^(?:固定|浮动)(?:利率)?$/.test(inside)) return before;
  // 3.55%(LPR+55BP) states the rate itself.
  const stated = [before, inside].filter((part) => !IN_POINTS.test(part) && /%|^[0-9.]+$/.test(part));
  return stated.length === 1 && POINTS_COUNTED.test(text) ? stated[0]! : text;
}

/** Reads an annual rate: 4.35, 4.35%, 0.0435, 月息3.625‰. @param lprOf finds the rate that points are added to */
export function rateOfCell(
  cell: ReadCell,
  heading: RateUnit = USUAL_RATE,
  lprOf: () => LoanPrimeRate | null = () => null,
): CellValue<number> {
  if (cell.kind === 'date' || cell.kind === 'yesNo') return cellFault('NOT_A_RATE');
  const text = rateText(cell);
  const match = RATE.exec(text);
  if (IN_POINTS.test(text) || (heading.scale === 'points' && match?.[3] === undefined)) return overLpr(text, lprOf());
  return match === null ? cellFault('NOT_A_RATE') : rateOfParts(match, heading);
}

function rateOfParts([, before, number = '', sign, behind]: RegExpExecArray, heading: RateUnit): CellValue<number> {
  const own = sign === undefined ? null : SIGNS[sign.toLowerCase()]!;
  const ownPeriod = periodOf(before) ?? periodOf(behind);
  const period = ownPeriod ?? heading.period;
  const scale = notationOf(own, ownPeriod, heading);
  if ((scale === null || scale === 'percent') && (period === null || period === 'year'))
    return percentAYear(number, own !== null, own !== null && ownPeriod === 'year', heading);
  // Per mille below a heading of annual per cent: one of them is wrong.
  const isOther = ownPeriod === null && (own === 'permille' || own === 'permyriad');
  if (isOther && heading.period === 'year' && heading.scale === 'percent') return cellFault('NOT_A_RATE');
  return convert(number, period, scale, own !== null, heading);
}

function notationOf(own: Scale | null, ownPeriod: Period | null, heading: RateUnit): Scale | null {
  const scale = own ?? (heading.scale === 'points' ? null : heading.scale);
  if (scale !== 'li') return scale;
  // Below a heading of annual rates it may be that of a month.
  const period = ownPeriod ?? (own !== null && heading.period === 'year' ? null : heading.period);
  if (period === null) return 'li';
  return period === 'year' ? 'percent' : 'permille';
}

/** Rates below 0.36 without a sign are read as a fraction of one: the highest legal rate is 36 per cent. */
const SHARE_BELOW_E4 = MAX_RATE_E4 / 100;
/** A fraction of ten per cent or more is unusual, so the user must confirm it. */
const DOUBTFUL_FROM_E4 = 1000;

/** @param certain whether the cell itself says that the rate is in per cent a year */
function percentAYear(number: string, signed: boolean, certain: boolean, heading: RateUnit): CellValue<number> {
  const { share, rate } = percentOrShare(number, signed);
  if (!rate.ok || rate.value === 0 || isUsualRate(rate.value) || (signed && rate.value > USUAL_TO_E4)) return rate;
  // What the heading says holds for numbers that are not read as fractions.
  if (certain || (!share && heading.period === 'year' && heading.scale === 'percent')) return rate;
  const readings = READINGS_IF_UNUSUAL.map(([times, notation]) => readingOf(number, times, notation));
  return askReading(
    `rate:unusual:${heading.period ?? ''}:${heading.scale ?? ''}`,
    number,
    readings.filter(({ value, rateE4 }) => value === 'year.percent' || isUsualRate(rateE4)),
    false,
  );
}

/** How a number may be meant that is no usual rate in per cent a year. */
const READINGS_IF_UNUSUAL = [
  ['year', 'percent'],
  ['month', 'percent'],
  ['month', 'fraction'],
  ['month', 'permille'],
  ['year', 'permille'],
  ['day360', 'permyriad'],
] as const;

function percentOrShare(number: string, signed: boolean): { share: boolean; rate: CellValue<number> } {
  const [whole = '', decimals = ''] = number.replace(/^0+(?=\d)/, '').split('.');
  const digits = withoutFinalZeros(decimals);
  const asE4 = whole === '0' && digits !== '' && !signed ? Number(`0.${digits}`) * 10_000 : SHARE_BELOW_E4;
  if (asE4 >= SHARE_BELOW_E4) return { share: false, rate: percentOf(digits === '' ? whole : `${whole}.${digits}`) };
  const rate = percentOf(asPercent(digits));
  const doubt = cellFault(
    'RATE_DOUBTFUL',
    { first: `${asPercent(digits)}%`, second: `0.${digits}%` },
    { value: `${asPercent(digits)}%`, why: 'SHARE' },
  );
  return { share: true, rate: rate.ok && asE4 >= DOUBTFUL_FROM_E4 ? doubt : rate };
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

/** Loans between these rates are usual; of several readings one outside them is not meant. */
const [USUAL_FROM_E4, USUAL_TO_E4] = [10_000, 240_000];
/** Decimal places from each notation to ten-thousandths of a per cent. */
const PLACES = { fraction: 6, percent: 4, permille: 3, permyriad: 2 } as const;
type Notation = keyof typeof PLACES;
const TIMES = { year: 1n, month: 12n, day360: 360n, day365: 365n } as const;
type Times = keyof typeof TIMES;

const NOTATION_LABELS: Readonly<Record<Notation, readonly [string, string]>> = {
  fraction: ['小数', 'a fraction'],
  percent: ['百分之（%）', 'per cent'],
  permille: ['千分之（‰）', 'per mille'],
  permyriad: ['万分之（‱）', 'per ten thousand'],
};
const TIMES_LABELS: Readonly<Record<Times, readonly [string, string]>> = {
  year: ['年利率', 'a year'],
  month: ['月利率', 'a month'],
  day360: ['日利率，一年按 360 天', 'a day, 360 days a year'],
  day365: ['日利率，一年按 365 天', 'a day, 365 days a year'],
};

/** Converts a rate of another period or notation. Of several readings the only usual one is taken. */
function convert(
  number: string,
  period: Period | null,
  scale: Scale | null,
  signed: boolean,
  heading: RateUnit,
): CellValue<number> {
  const readings =
    scale === 'li'
      ? [readingOf(number, 'month', 'permille'), readingOf(number, 'year', 'percent')]
      : timesOf(period, scale).flatMap((times) =>
          notationsOf(scale as Notation | null, signed).map((notation) => readingOf(number, times, notation)),
        );
  const usual = readings.filter(({ rateE4 }) => isUsualRate(rateE4));
  if (usual.length === 1 && scale !== 'li') return within(usual[0]!.rateE4);
  // An unusual rate may have been given in another notation than is said.
  if (readings.length === 1)
    readings.push(...COMMON_READINGS.map(([times, notation]) => readingOf(number, times, notation)));
  return askReading(`rate:${heading.period ?? ''}:${scale ?? ''}:${period ?? ''}`, number, readings, true);
}

/** Asks which of several readings of a number is meant. */
function askReading(id: string, number: string, readings: readonly Reading[], remember: boolean): CellValue<number> {
  return cellAsk(
    {
      id,
      code: 'RATE_UNIT_UNKNOWN',
      params: { value: number },
      options: [...new Map(readings.map(({ value, label }) => [value, { value, label }])).values()],
      remember,
    },
    (answer) => within(readings.find(({ value }) => value === answer)!.rateE4),
  );
}

const COMMON_READINGS = [
  ['year', 'percent'],
  ['month', 'permille'],
  ['month', 'percent'],
] as const;

interface Reading {
  readonly value: string;
  readonly label: QuestionOption['label'];
  readonly rateE4: number;
}

const readingOf = (number: string, times: Times, notation: Notation): Reading => ({
  value: `${times}.${notation}`,
  label: labelOf(times, notation),
  rateE4: rateE4Of(number, times, notation),
});

/** Whether loans usually have such a rate. */
export const isUsualRate = (rateE4: number): boolean => rateE4 >= USUAL_FROM_E4 && rateE4 <= USUAL_TO_E4;
const within = (rateE4: number): CellValue<number> =>
  rateE4 > MAX_RATE_E4 ? cellFault('TOO_LARGE', { max: String(MAX_RATE_E4 / 10_000) }) : { ok: true, value: rateE4 };

/** By custom per mille is the rate of a month, and per ten thousand that of a day. */
function timesOf(period: Period | null, scale: Scale | null): readonly Times[] {
  if (period === 'day') return ['day360', 'day365'];
  if (period !== null) return [period];
  return scale === 'permille' ? ['month', 'year'] : ['day360', 'day365', 'year'];
}

/** A number without a sign of its own may be a fraction, whatever the heading says. */
function notationsOf(scale: Notation | null, signed: boolean): readonly Notation[] {
  if (scale === null) return ['percent', 'permille', 'fraction'];
  return signed ? [scale] : [scale, 'fraction'];
}

function labelOf(times: Times, notation: Notation) {
  const [[zh, en], [notationZh, notationEn]] = [TIMES_LABELS[times], NOTATION_LABELS[notation]];
  return { 'zh-CN': `${zh}，${notationZh}`, en: `${notationEn} ${en}` };
}

/** Rounded half up: the rate of a month is itself rounded. */
function rateE4Of(number: string, times: Times, notation: Notation): number {
  const [whole = '', decimals = ''] = number.split('.');
  const digits = BigInt(whole + decimals) * TIMES[times] * 10n ** BigInt(PLACES[notation]);
  const divisor = 10n ** BigInt(decimals.length);
  return Number((2n * digits + divisor) / (2n * divisor));
}

/** A rate in points over the loan prime rate. Without the tenor in the cell the import asks over which one. */
function overLpr(text: string, lpr: LoanPrimeRate | null): CellValue<number> {
  const match = OVER_LPR.exec(text);
  if (match === null || lpr === null) return cellFault('RATE_IN_POINTS', { value: text });
  const [, tenor = match[2], , sign = '', number = ''] = match;
  const [whole = '', decimals = ''] = number.split('.');
  const points = Number(whole + decimals.padEnd(2, '0').slice(0, 2)) * (/[-减下]/.test(sign) ? -1 : 1);
  const over = (base: number | null): CellValue<number> => {
    const rateE4 = base === null ? -1 : base + (points * E4_PER_BASIS_POINT) / 100;
    return rateE4 < 0 ? cellFault('RATE_IN_POINTS', { value: text }) : within(rateE4);
  };
  if (tenor !== undefined) return over(/1|一/.test(tenor) ? lpr.oneYearE4 : lpr.fiveYearE4);
  return cellAsk(
    {
      id: 'rate:points',
      code: 'RATE_OVER_LPR',
      params: { value: text, oneYear: formatRate(lpr.oneYearE4) },
      options: [
        { value: 'oneYear', label: { 'zh-CN': '一年期 LPR 加点', en: 'points over the one-year LPR' } },
        { value: 'fiveYear', label: { 'zh-CN': '五年期以上 LPR 加点', en: 'points over the five-year LPR' } },
        { value: 'none', label: { 'zh-CN': '都不是（请改填年利率）', en: 'neither (enter the annual rate)' } },
      ],
      remember: true,
    },
    (answer) =>
      answer === 'none'
        ? cellFault('RATE_IN_POINTS', { value: text })
        : over(answer === 'oneYear' ? lpr.oneYearE4 : lpr.fiveYearE4),
  );
}
