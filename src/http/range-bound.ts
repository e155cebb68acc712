import { addDays, parseDay } from '../domain/values/day.ts';
import { parseInstant } from '../domain/values/instant.ts';
import { rule, type Parsed } from './rule.ts';

/**
 * An inclusive bound of a range: an instant or a Shanghai day. Parsed to an instant in UTC; the upper bound becomes
 * exclusive.
 */
export const RangeBound = (end: 'from' | 'to'): PropertyDecorator =>
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
      const ms = parseInstant(text);
      if (ms === null)
        return { ok: false, code: 'FORMAT', params: { expected: '2024-12-31, 2024-12-31T16:00:00.000Z' } };
      // Stored instants have milliseconds.
      return { ok: true, value: new Date(end === 'from' ? ms : ms + 1).toISOString() };
    },
  );
