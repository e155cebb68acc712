/**
 * What headings, and lines above and below a table, say about its rates: by year, month or day, and in per cent, per mille
 * or points. Words may be added; what says nothing certain names no unit.
 */
import { HEADING_MAX_CHARACTERS } from '../limits.ts';

export type Period = 'year' | 'month' | 'day';
/** `li` (厘) is a per mille of a month, and a per cent of a year. */
export type Scale = 'percent' | 'permille' | 'permyriad' | 'points' | 'li';

export interface RateUnit {
  /** Null where the heading does not say. */
  readonly period: Period | null;
  readonly scale: Scale | null;
}
/** Per cent a year, or a fraction. */
export const USUAL_RATE: RateUnit = { period: null, scale: null };

const POINTS = /bps?(?![a-z])|基点|基准点|basispoints?/;
const SCALES: readonly (readonly [Scale, RegExp])[] = [
  ['points', POINTS],
  ['permyriad', /‱|万分|permyriad/],
  ['permille', /‰|千分|permille|permil(?![a-z])/],
  ['percent', /%|百分|percent|pct/],
  ['li', /厘/],
];
const PERIODS: readonly (readonly [Period, RegExp])[] = [
  ['month', /月利|月息|月化|每月|\/月|[（(]月|monthly|permonth|amonth/],
  ['day', /日利|日息|日化|每日|每天|\/日|\/天|[（(]日|daily|perday|aday/],
  ['year', /年|annual|yearly|peryear|ayear|p\.a|perannum/],
];

const firstOf = <T>(list: readonly (readonly [T, RegExp])[], text: string): T | null =>
  list.find(([, pattern]) => pattern.test(text))?.[0] ?? null;

/** What a heading says about the rates below it: 月利率(‰), 年利率(%), 利率(BP). */
export function rateUnitOfHeading(heading: string): RateUnit {
  const narrow = heading.slice(0, HEADING_MAX_CHARACTERS).normalize('NFKC').replace(/\s/gu, '').toLowerCase();
  const scale = /加点|点差|浮动点/.test(narrow) ? 'points' : firstOf(SCALES, narrow);
  return { period: firstOf(PERIODS, narrow), scale };
}

const LINE_PERIODS: readonly (readonly [Period, RegExp])[] = [
  ['month', /月利率|月息/],
  ['day', /日利率|日息/],
  ['year', /年利率|年化/],
];
/** A limit, or the interest on arrears, says nothing about the rates of the table. */
const OTHER_RATES = /罚息|逾期|不得|超过|高于|低于/;

/** What a line above or below a table says about its rates: 单位：万元、‰, 注：利率为月利率. Null if nothing is certain. */
export function rateUnitOfLine(text: string): RateUnit | null {
  const line = text.slice(0, HEADING_MAX_CHARACTERS).normalize('NFKC').replace(/\s/gu, '').toLowerCase();
  if (!/单位|利率|月息|日息/.test(line) || OTHER_RATES.test(line)) return null;
  const only = <T>(list: readonly (readonly [T, RegExp])[]): T | null => {
    const found = list.filter(([, pattern]) => pattern.test(line));
    return found.length === 1 ? found[0]![0] : null;
  };
  const [period, scale] = [only(LINE_PERIODS), only(SCALES)];
  return period === null && scale === null ? null : { period, scale };
}

/** The unit of a heading, completed by that of a line where the heading says nothing. */
export const rateUnitOf = (heading: RateUnit, line: RateUnit | null): RateUnit =>
  heading.period === null && heading.scale === null && line !== null ? line : heading;
