/** What requests for totals may contain. */
import { FIRST_YEAR, LAST_YEAR } from '../../domain/values/day.ts';
import type { AsOf } from '../../domain/values/as-of.ts';
import { AsOfField } from '../../http/as-of.ts';
import { FORMATS, type Format } from '../../http/downloads.ts';
import { MonthDayField, QueryCodes, QueryFlag, QueryWhole, QueryWords, Word } from '../../http/fields.ts';
import { Optional } from '../../http/rule.ts';

export const DIMENSIONS = ['year', 'month', 'bank', 'region', 'status'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export class TotalsFilter {
  @Optional() @QueryWhole(FIRST_YEAR, LAST_YEAR) from?: number;
  @Optional() @QueryWhole(FIRST_YEAR, LAST_YEAR) to?: number;
  @Optional() @QueryWords(DIMENSIONS) by?: Dimension[];
  @Optional() @Word(['filed', 'disbursed']) basis?: 'filed' | 'disbursed';
  @Optional() @QueryCodes(/^[A-Z0-9]{2,20}$/, 'ICBC') bank?: string[];
  @Optional() @QueryCodes(/^[0-9]{6}$/, '430211') region?: string[];
  @Optional() @MonthDayField() until?: string;
  @Optional() @AsOfField() asOf?: AsOf;
  /** Answers by the last posting alone: what is printed must be reproducible. */
  @Optional() @QueryFlag() posted?: boolean;
}

export class TotalsQuery extends TotalsFilter {
  @Optional() @Word(FORMATS) format?: Format;
}
