/**
 * Decorators for the fields of DTO classes. Each validates a raw value, parses it, and gives its JSON Schema. A new
 * kind of value is a new decorator here; accepted input may be widened but not narrowed, as it is part of the API
 * contract.
 */
import { parseDay, parseMonthDay } from '../domain/values/day.ts';
import { FILTER_MAX_WORDS, LIST_LIMIT_MAX_ITEMS, LIST_LIMIT_MIN_ITEMS } from '../domain/limits.ts';
import { parseAmount, MAX_AMOUNT_FEN, formatAmount } from '../domain/values/money.ts';
import { E2_PER_ONE, MAX_FACTOR_E2, parseFactor } from '../domain/values/factor.ts';
import { MAX_RATE_E4, parseRate } from '../domain/values/rate.ts';
import { cleanText, codePointLength } from '../domain/values/text.ts';
import { hasUsccShape, normaliseUscc } from '../domain/firm/uscc.ts';
import { rule, type JsonSchema, type Parsed } from './rule.ts';

const invalid = (code: Extract<Parsed, { ok: false }>['code'], params?: Record<string, string | number>): Parsed => ({
  ok: false,
  code,
  ...(params ? { params } : {}),
});
const valid = (value: unknown): Parsed => ({ ok: true, value });

/**
 * Text of min to max characters after trimming.
 *
 * @param extra further JSON Schema members
 * @param matches a further condition, described by `example` in the error
 */
export function Text(
  min: number,
  max: number,
  extra: JsonSchema = {},
  matches?: (text: string) => boolean,
  example?: string,
): PropertyDecorator {
  return rule('text', { type: 'string', minLength: min, maxLength: max, ...extra }, (value) => {
    if (typeof value !== 'string') return invalid('NOT_A_STRING');
    // Checked before the text is processed, with a margin because trimming can shorten it.
    if (value.length > max * 8 + 1000) return invalid('TOO_LONG', { max });
    const clean = cleanText(value);
    if (!clean.ok) return invalid('CONTROL_CHARACTER');
    const length = codePointLength(clean.text);
    if (length < min) return invalid(length === 0 ? 'REQUIRED' : 'TOO_SHORT', { min });
    if (length > max) return invalid('TOO_LONG', { max });
    return matches && !matches(clean.text)
      ? invalid('FORMAT', example === undefined ? {} : { expected: example })
      : valid(clean.text);
  });
}

/** Text that matches a pattern; the error shows an example. */
export function Form(pattern: RegExp, max: number, example: string): PropertyDecorator {
  return Text(1, max, { pattern: pattern.source, examples: [example] }, (text) => pattern.test(text), example);
}

/** A password or token: not trimmed. */
export function Secret(max: number): PropertyDecorator {
  return rule('secret', { type: 'string', maxLength: max, format: 'password' }, (value) =>
    typeof value !== 'string'
      ? invalid('NOT_A_STRING')
      : value.length > max
        ? invalid('TOO_LONG', { max })
        : valid(value),
  );
}

/** Yuan as a decimal string; parsed to fen (bigint). */
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
      if (amount.ok) return valid(amount.fen);
      return invalid(
        amount.code,
        amount.code === 'TOO_LARGE'
          ? { max: formatAmount(MAX_AMOUNT_FEN) }
          : amount.code === 'TOO_MANY_DECIMALS'
            ? { max: 2 }
            : { expected: '3000000.00' },
      );
    },
  );

/** Per cent a year as a decimal string; parsed to ten-thousandths of a per cent (number). */
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
      if (rate.ok) return valid(rate.rateE4);
      return invalid(
        rate.code,
        rate.code === 'TOO_LARGE'
          ? { max: String(MAX_RATE_E4 / 10_000) }
          : rate.code === 'TOO_MANY_DECIMALS'
            ? { max: 4 }
            : { expected: '3.45' },
      );
    },
  );

/** A factor as a decimal string or a number; parsed to hundredths (number). */
export const Factor = (): PropertyDecorator =>
  rule(
    'factor',
    {
      type: ['string', 'number'],
      description: 'Above 0 and up to 10, at most two places; answered as a string. 倍数。',
      examples: ['1.5'],
    },
    (value) => {
      const factor = parseFactor(value);
      if (factor.ok) return valid(factor.factorE2);
      return invalid(
        factor.code,
        factor.code === 'TOO_LARGE'
          ? { max: String(MAX_FACTOR_E2 / E2_PER_ONE) }
          : factor.code === 'TOO_MANY_DECIMALS'
            ? { max: 2 }
            : { expected: '1.5' },
      );
    },
  );

/** A calendar date (YYYY-MM-DD). */
export const DayField = (): PropertyDecorator =>
  rule('day', { type: 'string', format: 'date', examples: ['2024-03-15'] }, (value) => {
    if (typeof value !== 'string') return invalid('NOT_A_STRING');
    const day = parseDay(value);
    return day === null ? invalid('NOT_A_DATE') : valid(day);
  });

/** A day of the year (MM-DD). */
export const MonthDayField = (): PropertyDecorator =>
  rule('monthDay', { type: 'string', pattern: '^[0-9]{2}-[0-9]{2}$', examples: ['06-30'] }, (value) => {
    const monthDay = parseMonthDay(value);
    return monthDay === null ? invalid('NOT_A_DATE') : valid(monthDay);
  });

/** A unified social credit code in any notation (width, case, spaces, hyphens); normalised. Its check character is not verified. */
export const Uscc = (): PropertyDecorator =>
  rule(
    'uscc',
    {
      type: 'string',
      description: 'Unified social credit code, 18 characters. 统一社会信用代码。',
      examples: ['91430200000000027W'],
    },
    (value) => {
      if (typeof value !== 'string') return invalid('NOT_A_STRING');
      if (value.length > 200 || !cleanText(value).ok) return invalid('USCC_SHAPE');
      const code = normaliseUscc(value);
      return hasUsccShape(code) ? valid(code) : invalid('USCC_SHAPE');
    },
  );

/** One of these words. */
export const Word = (words: readonly string[]): PropertyDecorator =>
  rule('word', { type: 'string', enum: [...words] }, (value) => {
    if (typeof value !== 'string') return invalid('NOT_A_STRING');
    return words.includes(value) ? valid(value) : invalid('UNKNOWN_WORD', { allowed: words.join(', ') });
  });

/** A boolean. */
export const Flag = (): PropertyDecorator =>
  rule('boolean', { type: 'boolean' }, (value) =>
    typeof value === 'boolean' ? valid(value) : invalid('NOT_A_BOOLEAN'),
  );

/** An integer. */
export const Whole = (min: number, max: number): PropertyDecorator =>
  rule('integer', { type: 'integer', minimum: min, maximum: max }, (value) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) return invalid('NOT_AN_INTEGER');
    return value < min ? invalid('TOO_SMALL', { min }) : value > max ? invalid('TOO_LARGE', { max }) : valid(value);
  });

/** A list of distinct texts that match a pattern. */
export const List = (pattern: RegExp, maxItems: number, example: string): PropertyDecorator =>
  rule(
    'list',
    { type: 'array', items: { type: 'string', pattern: pattern.source }, maxItems, uniqueItems: true },
    (value) => {
      if (!Array.isArray(value)) return invalid('NOT_AN_ARRAY');
      if (value.length > maxItems) return invalid('TOO_LARGE', { max: maxItems });
      if (!value.every((item) => typeof item === 'string' && pattern.test(item)))
        return invalid('FORMAT', { expected: example });
      return new Set(value).size < value.length ? invalid('REPEATED') : valid(value);
    },
  );

// Query parameters: the raw value is always a string.

/** Comma-separated words; parsed to an array without duplicates. */
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
        ? valid([...new Set(given)])
        : invalid('UNKNOWN_WORD', { allowed: words.join(', ') });
    },
  );

/** Comma-separated codes that match a pattern; parsed to an array without duplicates. */
export const QueryCodes = (pattern: RegExp, example: string): PropertyDecorator =>
  rule(
    'queryCodes',
    { type: 'string', description: 'One or several codes, with commas between. 可多选，用逗号分隔。' },
    (value) => {
      const given = String(value).split(',');
      if (given.length > FILTER_MAX_WORDS) return invalid('TOO_LARGE', { max: FILTER_MAX_WORDS });
      return given.every((code) => pattern.test(code))
        ? valid([...new Set(given)])
        : invalid('FORMAT', { expected: example });
    },
  );

export const QueryWhole = (min: number, max: number): PropertyDecorator =>
  rule('queryInteger', { type: 'integer', minimum: min, maximum: max }, (value) => {
    if (!/^(0|[1-9][0-9]{0,14})$/.test(String(value))) return invalid('NOT_AN_INTEGER');
    const whole = Number(value);
    return whole < min ? invalid('TOO_SMALL', { min }) : whole > max ? invalid('TOO_LARGE', { max }) : valid(whole);
  });

export const QueryFlag = (): PropertyDecorator =>
  rule('queryBoolean', { type: 'boolean' }, (value) =>
    value === 'true' || value === 'false' ? valid(value === 'true') : invalid('NOT_A_BOOLEAN'),
  );

export const QueryLimit = (): PropertyDecorator => QueryWhole(LIST_LIMIT_MIN_ITEMS, LIST_LIMIT_MAX_ITEMS);
