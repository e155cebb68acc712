import { addDays, parseDay } from '../../domain/values/day.ts';
import { Text, Word } from '../../http/fields.ts';
import { PageQuery } from '../../http/page-query.ts';
import { Optional, rule, type Parsed } from '../../http/rule.ts';

export const TRAIL_TYPES = [
  'filing',
  'firm',
  'qualification',
  'account',
  'session',
  'bank',
  'region',
  'programme_rule',
  'lpr',
  'registry',
  'export',
  'import',
] as const;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})$/;

/** An end of a span of time: an instant, or a Shanghai day. Arrives as an instant in UTC, the later end as the first one past it. */
const SpanEnd = (end: 'from' | 'to'): PropertyDecorator =>
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
      // Instants are kept in milliseconds.
      return { ok: true, value: new Date(end === 'from' ? ms : ms + 1).toISOString() };
    },
  );

export class TrailSearch extends PageQuery {
  @Optional() @Word(TRAIL_TYPES) type?: string;
  /** The record: a filing's id, a firm's code, kind/certificateNo of a qualification. */
  @Optional() @Text(1, 200) id?: string;
  /** The login, or system:… for what the registry did by itself. */
  @Optional() @Text(1, 100) actor?: string;
  @Optional() @SpanEnd('from') from?: string;
  @Optional() @SpanEnd('to') to?: string;
}
