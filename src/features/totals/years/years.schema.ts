/** JSON schemas of the responses about years, for the OpenAPI document. Members may be added, none renamed or removed. */
import type { JsonSchema } from '../../../http/rule.ts';
import { list, object, orNull, ref } from '../../../http/schemas.ts';
import { STEPS } from './bridge.view.ts';

const text: JsonSchema = { type: 'string' };
const textOrNull: JsonSchema = { type: ['string', 'null'] };
const whole: JsonSchema = { type: 'integer' };
const wholeOrNull: JsonSchema = { type: ['integer', 'null'] };
const instantOrNull = orNull(ref('Instant'));
const basis: JsonSchema = { type: 'string', enum: ['filed', 'disbursed'] };
const hex: JsonSchema = { type: ['string', 'null'], pattern: '^[0-9a-f]{64}$' };
const figures = ref('TotalFigures');
const definition = object({ version: whole, text });

const moved: Record<string, JsonSchema> = {
  filings: whole,
  amount: {
    type: 'string',
    pattern: '^-?[0-9]+\\.[0-9]{2}$',
    description: 'Yuan; what was added or (negative) taken away.',
  },
};
const effect: Record<string, JsonSchema> = {
  ...moved,
  ...Object.fromEntries(
    ['highTech', 'techSme', 'both', 'highTechOnly', 'techSmeOnly', 'neither'].map((part) => [part, object(moved)]),
  ),
};

export const yearSchemas: Record<string, JsonSchema> = {
  Year: object({
    year: whole,
    basis,
    state: { type: 'string', enum: ['open', 'proposed', 'closed'] },
    note: textOrNull,
    proposedBy: textOrNull,
    proposedAt: instantOrNull,
    closedBy: textOrNull,
    closedAt: instantOrNull,
    posting: orNull(ref('LatestPosting')),
    definition: { anyOf: [definition, { type: 'null' }] },
    digest: { ...hex, description: 'SHA-256 of the stored answer' },
    answer: {
      type: ['object', 'null'],
      description: 'The totals by year, month, bank, region and status as they were closed. 关账时的统计结果。',
    },
    history: list(
      object({
        state: { type: 'string', enum: ['proposed', 'closed', 'withdrawn', 'reopened'] },
        note: textOrNull,
        proposedBy: text,
        proposedAt: ref('Instant'),
        closedBy: textOrNull,
        closedAt: instantOrNull,
        posting: wholeOrNull,
        digest: hex,
        endedBy: textOrNull,
        endedAt: instantOrNull,
        endReason: textOrNull,
      }),
    ),
    version: { ...whole, description: 'of the closing; 0 while the year is open' },
  }),
  YearBridge: object({
    year: whole,
    basis,
    from: ref('PostingPoint'),
    to: ref('PostingPoint'),
    closed: figures,
    steps: list(
      object(
        {
          kind: { type: 'string', enum: [...STEPS] },
          ...effect,
          items: list(
            object({
              id: { type: 'string', format: 'uuid' },
              number: text,
              version: whole,
              posting: wholeOrNull,
              ...effect,
            }),
          ),
        },
        ['items'],
      ),
    ),
    now: figures,
  }),
  YearStatement: object({
    year: whole,
    basis,
    lang: text,
    closed: { type: 'boolean' },
    until: { ...textOrNull, description: 'MM-DD: both years are counted up to this day; null: whole years' },
    sentence: text,
    figures,
    before: figures,
    growthPercent: { ...textOrNull, description: 'null when the same period of the year before is zero' },
    definition,
    posting: ref('PostingPoint'),
  }),
};
