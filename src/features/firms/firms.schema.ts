/**
 * JSON schemas of the responses about firms, for the OpenAPI document. Members may be added, none renamed or removed.
 */
import { FILING_STATES } from '../../domain/filing/state.ts';
import { STATUS_FILINGS_MAX_ITEMS } from '../../domain/limits.ts';
import type { JsonSchema } from '../../http/rule.ts';
import { list, object, ref } from '../../http/schemas.ts';

const day = { type: 'string', format: 'date' };
const dayOrNull = { type: ['string', 'null'], format: 'date' };
const instant = { type: 'string', format: 'date-time' };
const text = { type: 'string' };
const textOrNull = { type: ['string', 'null'] };
const whole = { type: 'integer' };
const named = {
  type: 'object',
  required: ['code', 'name'],
  properties: { code: text, name: text },
  additionalProperties: false,
};
const amount = { type: 'string', pattern: '^[0-9]+\\.[0-9]{2}$', description: 'yuan' };

const summary = {
  uscc: text,
  name: text,
  region: {
    anyOf: [named, { type: 'null' }],
    description: 'null until it is entered; public lists have no regions. 县市区（园区）；尚未登记时为 null。',
  },
  industryCode: textOrNull,
};
const qualification = {
  kind: text,
  certificateNo: text,
  validFrom: day,
  validTo: { ...day, description: 'the last valid day, unless it was revoked' },
  current: { type: 'boolean', description: 'covers asOf; several of a kind may' },
  counts: {
    type: 'boolean',
    description: 'a loan of asOf links to it: of the current ones of a kind, that with the later validFrom',
  },
  revoked: { type: 'boolean' },
  revokedOn: { ...dayOrNull, description: 'the first invalid day; null in a revoked one: the whole period is invalid' },
  version: whole,
  oddity: {
    type: 'string',
    pattern: '_NUMBER_FORM$',
    description: 'the number does not have the usual form',
  },
};
const page = {
  ...summary,
  registeredByHand: { type: 'boolean', description: 'for auditors only' },
  formerNames: {
    ...list(object({ name: text, from: dayOrNull, until: { ...day, description: 'the last day of the name' } })),
    description: 'the latest first; without those that only another bank gave. 曾用名。',
  },
  waitingCertificates: {
    ...list(
      object({
        id: { type: 'string', format: 'uuid' },
        kind: text,
        certificateNo: text,
        name: text,
        validFrom: day,
        validTo: day,
        docNo: textOrNull,
        announcedOn: dayOrNull,
      }),
    ),
    description: 'for auditors only: certificates of lists under one of its names that wait for a firm. 待认领证书。',
  },
  asOf: day,
};

export const firmSchemas: Record<string, JsonSchema> = {
  FirmList: object({
    items: list(
      object(
        {
          ...summary,
          formerName: { ...text, description: 'the former name that q found' },
        },
        ['formerName'],
      ),
    ),
    nextCursor: textOrNull,
  }),
  Firm: object({ ...page, qualifications: list(object(qualification, ['oddity'])), posting: ref('PostingPoint') }, [
    'registeredByHand',
    'waitingCertificates',
    'posting',
  ]),
  FirmStatus: object(
    {
      ...page,
      qualifications: list(
        object(
          {
            ...qualification,
            daysLeft: {
              type: ['integer', 'null'],
              description: '0 on the last valid day; null when it is not current',
            },
          },
          ['oddity'],
        ),
      ),
      filings: list(
        object({
          id: { type: 'string', format: 'uuid' },
          number: textOrNull,
          state: { type: 'string', enum: [...FILING_STATES] },
          stateReason: textOrNull,
          stateChangedAt: instant,
          bank: named,
          amount,
          disbursedOn: day,
          dueOn: day,
          submittedAt: instant,
          filedOn: dayOrNull,
        }),
      ),
      filingCount: {
        ...whole,
        description: `all of them; \`filings\` has the newest ${STATUS_FILINGS_MAX_ITEMS}. 备案总数。`,
      },
      totals: list(object({ year: whole, filings: whole, amount })),
    },
    ['registeredByHand', 'waitingCertificates'],
  ),
};
