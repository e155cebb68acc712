import { ERRORS_MAX_ITEMS } from '../domain/limits.ts';
import { ERROR_CODES, PROBLEM_CODES, SHOWN_FLAG_RULES } from '../domain/messages/codes.ts';
import { QUALIFICATION_KIND } from '../domain/filing/status.ts';
import { VALIDITIES } from '../domain/firm/qualification-kind.ts';
import type { JsonSchema } from './rule.ts';

// Helpers for JSON Schemas of responses, and the schemas that all features share.

export const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

/** An object with exactly these members; all are required except `optional`. */
export const object = (properties: Record<string, JsonSchema>, optional: readonly string[] = []): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

export const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items });

/** One page of a list. */
export const page = (items: JsonSchema): JsonSchema => object({ items: list(items), nextCursor: ref('NextCursor') });

/** A schema that also allows null. */
export function orNull(schema: JsonSchema): JsonSchema {
  if (typeof schema['type'] !== 'string') return { anyOf: [schema, { type: 'null' }] };
  return {
    ...schema,
    type: [schema['type'], 'null'],
    ...(Array.isArray(schema['enum']) ? { enum: [...(schema['enum'] as unknown[]), null] } : {}),
  };
}

const STATUS = { type: 'integer', minimum: 400, maximum: 599 };

export const sharedSchemas: Record<string, JsonSchema> = {
  PostingPoint: {
    type: ['object', 'null'],
    properties: { no: { type: 'integer', minimum: 1 }, at: { type: 'string', format: 'date-time' } },
    required: ['no', 'at'],
    additionalProperties: false,
    description: 'The posting that the answer stands on. 数据截至的过账。',
  },
  Amount: {
    type: 'string',
    pattern: '^(0|[1-9][0-9]*)\\.[0-9]{2}$',
    description: 'Yuan with two places. 元，两位小数。',
    examples: ['3000000.00'],
  },
  Rate: {
    type: 'string',
    pattern: '^(0|[1-9][0-9]?)\\.[0-9]{2,4}$',
    description: 'Per cent a year, two to four places. 年利率（%）。',
    examples: ['3.45'],
  },
  Day: {
    type: 'string',
    format: 'date',
    description: 'A calendar date of Asia/Shanghai. 日期（北京时间）。',
    examples: ['2024-03-15'],
  },
  Instant: {
    type: 'string',
    format: 'date-time',
    pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$',
    description: 'RFC 3339 in UTC, with milliseconds. 时刻（UTC）。',
    examples: ['2024-12-31T16:00:00.000Z'],
  },
  Uscc: {
    type: 'string',
    pattern: '^[0-9A-Z]{18}$',
    description: 'Unified social credit code, normalised. 统一社会信用代码。',
    examples: ['91430200000000027W'],
  },
  QualificationKind: object({
    code: { type: 'string', pattern: QUALIFICATION_KIND.source },
    nameZh: { type: 'string' },
    nameEn: { type: 'string' },
    shortZh: { type: 'string', description: 'for headings of columns' },
    shortEn: { type: 'string' },
    numberTitleZh: { type: 'string', description: 'what its numbers are called' },
    numberTitleEn: { type: 'string' },
    numberPattern: {
      type: ['string', 'null'],
      description: 'the usual form of its numbers: lists are recognised by it, other numbers are marked; null: any',
    },
    headings: { ...list({ type: 'string' }), description: 'words by which a list or a cell names the kind' },
    validity: {
      type: 'string',
      enum: [...VALIDITIES],
      description: 'where a list states no end: so many months less a day, until 31 March of the next year, or unknown',
    },
    validityMonths: { type: ['integer', 'null'] },
    position: { type: 'integer', description: 'the order in which kinds are shown' },
    inTwoByTwo: { type: 'boolean', description: 'counts in the status of a filing and in totals' },
    version: { type: 'integer', minimum: 1 },
  }),
  CodeAndName: object({ code: { type: 'string' }, name: { type: 'string' } }),
  NextCursor: {
    type: ['string', 'null'],
    description: 'The cursor of the next page; null on the last one. 下一页游标。',
  },
  Flag: object(
    {
      rule: { type: 'string', enum: [...SHOWN_FLAG_RULES] },
      message: { type: 'string' },
      met: {
        type: 'boolean',
        const: true,
        description:
          'The reason is gone: a list that came late makes the filing eligible. Absent while the flag is open. 疑点已消除。',
      },
      metAt: { ...ref('Instant'), description: 'Since when; with `met`.' },
    },
    ['met', 'metAt'],
  ),
  FieldError: object({
    path: { type: 'string', description: 'The field, query parameter or header; empty for the whole request.' },
    code: { type: 'string', enum: [...ERROR_CODES] },
    message: { type: 'string', description: 'In the language of Accept-Language.' },
  }),
  Problem: {
    ...object(
      {
        type: { type: 'string', pattern: '^urn:zhidai:problem:[a-z-]+$' },
        title: { type: 'string' },
        status: STATUS,
        detail: { type: 'string' },
        code: { type: 'string', enum: [...PROBLEM_CODES] },
        requestId: { type: 'string', description: 'The same as in the X-Request-Id header and the log.' },
        errors: {
          ...list(ref('FieldError')),
          maxItems: ERRORS_MAX_ITEMS,
          description: `The invalid fields, at most ${ERRORS_MAX_ITEMS}; empty when no single field is the cause.`,
        },
        errorsOmitted: {
          type: 'integer',
          minimum: 1,
          description: 'How many errors there are besides those in `errors`; absent when all are listed.',
        },
        filingId: {
          type: 'string',
          format: 'uuid',
          description: 'DUPLICATE_RECEIPT: the filing that holds the receipt number.',
        },
        certificateNo: {
          type: 'string',
          description: 'QUALIFICATION_OVERLAP: the certificate that is registered already.',
        },
        importId: { type: 'string', format: 'uuid', description: 'CONFLICT of an upload: the import that is running.' },
      },
      ['errorsOmitted', 'filingId', 'certificateNo', 'importId'],
    ),
    description: 'RFC 9457 problem details. 错误信息。',
  },
};
