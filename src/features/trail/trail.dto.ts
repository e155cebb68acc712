/** What requests about the audit trail may contain. A table that gets audited is added to TRAIL_TYPES. */
import { addDays, parseDay } from '../../domain/values/day.ts';
import { Text, Word } from '../../http/fields.ts';
import { PageQuery } from '../../http/page-query.ts';
import { Optional, rule, type Parsed } from '../../http/rule.ts';

export const TRAIL_TYPES = [
  'filing',
  'firm',
  'qualification',
  'qualification_kind',
  'account',
  'session',
  'second_factor',
  'bank',
  'region',
  'programme_rule',
  'lpr',
  'registry',
  'export',
  'import',
] as const;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})$/;

/**
 * An inclusive bound of a range: an instant or a Shanghai day. Parsed to an instant in UTC; the upper bound becomes
 * exclusive.
 */
const RangeBound = (end: 'from' | 'to'): PropertyDecorator =>
  rule(
    `span${end}`,
    {
      type: 'string',
      description: 'An instant (RFC 3339) or a Shanghai day, included. 时刻或日期（含）。',
      examples: ['2024-12-31', '2024-12-31T16:00:00.000Z'],
    },
    (value): Parsed => {
      const text = String(value);
      const day = parseDay(text);
      if (day !== null)
        return { ok: true, value: new Date(`${end === 'from' ? day : addDays(day, 1)}T00:00:00+08:00`).toISOString() };
      const ms = INSTANT.test(text) && parseDay(text.slice(0, 10)) !== null ? Date.parse(text) : Number.NaN;
      if (Number.isNaN(ms))
        return { ok: false, code: 'FORMAT', params: { expected: '2024-12-31, 2024-12-31T16:00:00.000Z' } };
      // Stored instants have milliseconds.
      return { ok: true, value: new Date(end === 'from' ? ms : ms + 1).toISOString() };
    },
  );

export class TrailSearch extends PageQuery {
  @Optional() @Word(TRAIL_TYPES) type?: string;
  /** Id of the record: the id of a filing, the code of a firm, `kind/certificateNo` of a qualification. */
  @Optional() @Text(1, 200) id?: string;
  /** A login, or `system:…` for a system actor. */
  @Optional() @Text(1, 100) actor?: string;
  @Optional() @RangeBound('from') from?: string;
  @Optional() @RangeBound('to') to?: string;
}
