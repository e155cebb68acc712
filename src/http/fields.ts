import { parseDay, parseMonthDay } from '../domain/values/day.ts';
import { FILTER_MAX_WORDS, LIST_LIMIT_MAX_ITEMS, LIST_LIMIT_MIN_ITEMS } from '../domain/limits.ts';
import { parseAmount, MAX_AMOUNT_FEN, formatAmount } from '../domain/values/money.ts';
import { MAX_RATE_E4, parseRate } from '../domain/values/rate.ts';
import { cleanText, codePointLength } from '../domain/values/text.ts';
import { hasUsccShape, normaliseUscc } from '../domain/firm/uscc.ts';
import { rule, type JsonSchema, type Parsed } from './rule.ts';

const fault = (code: Extract<Parsed, { ok: false }>['code'], params?: Record<string, string | number>): Parsed => ({
  ok: false,
  code,
  ...(params ? { params } : {}),
});
const good = (value: unknown): Parsed => ({ ok: true, value });

/** Trimmed text of min–max characters; arrives trimmed. */
export function Text(
  min: number,
  max: number,
  extra: JsonSchema = {},
  fits?: (text: string) => boolean,
  example?: string,
): PropertyDecorator {
  return rule('text', { type: 'string', minLength: min, maxLength: max, ...extra }, (value) => {
    if (typeof value !== 'string') return fault('NOT_A_STRING');
    // Far too long is told before it is looked at closely; trimming may still shorten what is near the limit.
    if (value.length > max * 8 + 1000) return fault('TOO_LONG', { max });
    const clean = cleanText(value);
    if (!clean.ok) return fault('CONTROL_CHARACTER');
    const length = codePointLength(clean.text);
    if (length < min) return fault(length === 0 ? 'REQUIRED' : 'TOO_SHORT', { min });
    if (length > max) return fault('TOO_LONG', { max });
    return fits && !fits(clean.text)
      ? fault('FORMAT', example === undefined ? {} : { expected: example })
      : good(clean.text);
  });
}

/** Text of a fixed form, given as a regular expression and, for people, by an example. */
export function Form(pattern: RegExp, max: number, example: string): PropertyDecorator {
  return Text(1, max, { pattern: pattern.source, examples: [example] }, (text) => pattern.test(text), example);
}

/** A secret exactly as typed: neither trimmed nor shown in errors. */
export function Secret(max: number): PropertyDecorator {
  return rule('secret', { type: 'string', maxLength: max, format: 'password' }, (value) =>
    typeof value !== 'string' ? fault('NOT_A_STRING') : value.length > max ? fault('TOO_LONG', { max }) : good(value),
  );
}

/** Yuan as a decimal string; arrives as fen (bigint). */
export const Amount = (): PropertyDecorator =>
  rule(
    'amount',
    {
      type: 'string',
      pattern: '^(0|[1-9][0-9]{0,9})(\\.[0-9]{1,2})?$',
      description: 'Yuan as a decimal string, at most two places. 元，十进制字符串。',
      examples: ['3000000.00'],
    },
    (value) => {
      const amount = parseAmount(value);
      if (amount.ok) return good(amount.fen);
      return fault(
        amount.code,
        amount.code === 'TOO_LARGE'
          ? { max: formatAmount(MAX_AMOUNT_FEN) }
          : amount.code === 'TOO_MANY_DECIMALS'
            ? { max: 2 }
            : { expected: '3000000.00' },
      );
    },
  );

/** Per cent a year as a decimal string; arrives in ten-thousandths of a per cent (number). */
export const Rate = (): PropertyDecorator =>
  rule(
    'rate',
    {
      type: 'string',
      pattern: '^(0|[1-9][0-9]?)(\\.[0-9]{1,4})?$',
      description: 'Per cent a year as a decimal string, 0 to 36, at most four places. 年利率（%）。',
      examples: ['3.45'],
    },
    (value) => {
      const rate = parseRate(value);
      if (rate.ok) return good(rate.rateE4);
      return fault(
        rate.code,
        rate.code === 'TOO_LARGE'
          ? { max: String(MAX_RATE_E4 / 10_000) }
          : rate.code === 'TOO_MANY_DECIMALS'
            ? { max: 4 }
            : { expected: '3.45' },
      );
    },
  );

/** A calendar date of Asia/Shanghai. */
export const DayField = (): PropertyDecorator =>
  rule('day', { type: 'string', format: 'date', examples: ['2024-03-15'] }, (value) => {
    if (typeof value !== 'string') return fault('NOT_A_STRING');
    const day = parseDay(value);
    return day === null ? fault('NOT_A_DATE') : good(day);
  });

export const MonthDayField = (): PropertyDecorator =>
  rule('monthDay', { type: 'string', pattern: '^[0-9]{2}-[0-9]{2}$', examples: ['06-30'] }, (value) => {
    const monthDay = parseMonthDay(value);
    return monthDay === null ? fault('NOT_A_DATE') : good(monthDay);
  });

/** A uscc in any writing (width, case, spaces, hyphens); arrives normalised. Its check character is judged elsewhere. */
export const Uscc = (): PropertyDecorator =>
  rule(
    'uscc',
    {
      type: 'string',
      description: 'Unified social credit code, 18 characters. 统一社会信用代码。',
      examples: ['91430200000000027W'],
    },
    (value) => {
      if (typeof value !== 'string') return fault('NOT_A_STRING');
      if (value.length > 200 || !cleanText(value).ok) return fault('USCC_SHAPE');
      const code = normaliseUscc(value);
      return hasUsccShape(code) ? good(code) : fault('USCC_SHAPE');
    },
  );

export const Word = (words: readonly string[]): PropertyDecorator =>
  rule('word', { type: 'string', enum: [...words] }, (value) => {
    if (typeof value !== 'string') return fault('NOT_A_STRING');
    return words.includes(value) ? good(value) : fault('UNKNOWN_WORD', { allowed: words.join(', ') });
  });

export const Flag = (): PropertyDecorator =>
  rule('boolean', { type: 'boolean' }, (value) => (typeof value === 'boolean' ? good(value) : fault('NOT_A_BOOLEAN')));

export const Whole = (min: number, max: number): PropertyDecorator =>
  rule('integer', { type: 'integer', minimum: min, maximum: max }, (value) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) return fault('NOT_AN_INTEGER');
    return value < min ? fault('TOO_SMALL', { min }) : value > max ? fault('TOO_LARGE', { max }) : good(value);
  });

/** A list of texts of a fixed form, without repetitions. */
export const List = (pattern: RegExp, maxItems: number, example: string): PropertyDecorator =>
  rule(
    'list',
    { type: 'array', items: { type: 'string', pattern: pattern.source }, maxItems, uniqueItems: true },
    (value) => {
      if (!Array.isArray(value)) return fault('NOT_AN_ARRAY');
      if (value.length > maxItems) return fault('TOO_LARGE', { max: maxItems });
      if (!value.every((item) => typeof item === 'string' && pattern.test(item)))
        return fault('FORMAT', { expected: example });
      return new Set(value).size < value.length ? fault('REPEATED') : good(value);
    },
  );

// ---- query parameters: always strings ----

/** Words with commas between them; arrive as an array. */
export const QueryWords = (words: readonly string[]): PropertyDecorator =>
  rule(
    'queryWords',
    {
      type: 'string',
      description: `One or several of: ${words.join(', ')}, with commas between. 可多选，用逗号分隔。`,
    },
    (value) => {
      const given = String(value).split(',');
      return given.every((word) => words.includes(word))
        ? good([...new Set(given)])
        : fault('UNKNOWN_WORD', { allowed: words.join(', ') });
    },
  );

/** Codes of a fixed form with commas between them; arrive as an array. */
export const QueryCodes = (pattern: RegExp, example: string): PropertyDecorator =>
  rule(
    'queryCodes',
    { type: 'string', description: 'One or several codes, with commas between. 可多选，用逗号分隔。' },
    (value) => {
      const given = String(value).split(',');
      if (given.length > FILTER_MAX_WORDS) return fault('TOO_LARGE', { max: FILTER_MAX_WORDS });
      return given.every((code) => pattern.test(code))
        ? good([...new Set(given)])
        : fault('FORMAT', { expected: example });
    },
  );

export const QueryWhole = (min: number, max: number): PropertyDecorator =>
  rule('queryInteger', { type: 'integer', minimum: min, maximum: max }, (value) => {
    if (!/^(0|[1-9][0-9]{0,14})$/.test(String(value))) return fault('NOT_AN_INTEGER');
    const whole = Number(value);
    return whole < min ? fault('TOO_SMALL', { min }) : whole > max ? fault('TOO_LARGE', { max }) : good(whole);
  });

export const QueryFlag = (): PropertyDecorator =>
  rule('queryBoolean', { type: 'boolean' }, (value) =>
    value === 'true' || value === 'false' ? good(value === 'true') : fault('NOT_A_BOOLEAN'),
  );

export const QueryLimit = (): PropertyDecorator => QueryWhole(LIST_LIMIT_MIN_ITEMS, LIST_LIMIT_MAX_ITEMS);
