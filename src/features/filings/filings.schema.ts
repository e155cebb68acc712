/**
 * JSON schemas of the responses about filings, for the OpenAPI document. The fields of a filing derive from
 * domain/filing/fields.ts. Members may be added, none renamed or removed.
 */
import { ERROR_CODES, LIMIT_RULES } from '../../domain/messages/codes.ts';
import { describeField, isNullable, OWN_FIELD_NAMES, type ValueRule } from '../../domain/filing/fields.ts';
import { FILING_STATES } from '../../domain/filing/state.ts';
import type { JsonSchema } from '../../http/rule.ts';
import { list, object, orNull, page, ref } from '../../http/schemas.ts';

const text: JsonSchema = { type: 'string' };
const textOrNull: JsonSchema = { type: ['string', 'null'] };
const uuid: JsonSchema = { type: 'string', format: 'uuid' };
const uuidOrNull: JsonSchema = { type: ['string', 'null'], format: 'uuid' };
const flag: JsonSchema = { type: 'boolean' };
const version: JsonSchema = { type: 'integer', minimum: 1 };
const count: JsonSchema = { type: 'integer', minimum: 0 };

/** The schema of a field's value in answers. */
function answered(value: ValueRule): JsonSchema {
  switch (value.kind) {
    case 'amount':
      return ref('Amount');
    case 'rate':
      return ref('Rate');
    case 'day':
      return ref('Day');
    case 'boolean':
      return flag;
    case 'filing':
      return uuid;
    case 'word':
      return { type: 'string', enum: [...value.words] };
    default:
      return text;
  }
}

const ownFields = Object.fromEntries(
  OWN_FIELD_NAMES.map((name) => {
    const field = describeField(name);
    return [name, isNullable(field) ? orNull(answered(field.value)) : answered(field.value)];
  }),
);

const filing = object(
  {
    id: uuid,
    number: { ...textOrNull, description: 'Of accepted and voided filings; null before. 备案编号。' },
    state: { type: 'string', enum: [...FILING_STATES] },
    stateReason: textOrNull,
    stateChangedAt: ref('Instant'),
    bank: ref('CodeAndName'),
    firm: { ...object({ uscc: ref('Uscc'), name: text }), description: 'The name as filed. 备案时填报的名称。' },
    region: ref('CodeAndName'),
    ...ownFields,
    submittedAt: { ...ref('Instant'), description: 'The first submission.' },
    filedOn: { ...orNull(ref('Day')), description: 'Shanghai date of acceptance. 备案日期。' },
    status: ref('FilingStatus'),
    qualifications: ref('FilingQualifications'),
    amendedAt: { ...orNull(ref('Instant')), description: 'When the latest amendment was accepted. 最近更正时间。' },
    pendingAmendment: {
      ...uuidOrNull,
      description: 'The amendment that awaits a decision; always null for firms. 待审核的更正申请。',
    },
    flags: { ...list(ref('Flag')), description: 'What an auditor must look at; always empty for firms.' },
    version,
    posting: ref('PostingPoint'),
  },
  ['posting'],
);

const check = object({
  errors: list(
    object({ path: text, code: { type: 'string', enum: [...ERROR_CODES, 'DUPLICATE_RECEIPT'] }, message: text }),
  ),
  flags: list(ref('Flag')),
  checks: {
    ...list(
      object({
        rule: { type: 'string', enum: [...LIMIT_RULES] },
        outcome: { type: 'string', enum: ['passed', 'broken', 'not_set', 'cannot_check'] },
      }),
    ),
    description: 'The outcome of each limit of the programme. cannot_check does not mean passed.',
  },
  status: ref('FilingStatus'),
  qualifications: ref('FilingQualifications'),
  duplicateOf: { ...uuidOrNull, description: 'The filing of the same bank that holds the receipt number.' },
});

const historyEntry = object(
  {
    version: orNull(version),
    at: ref('Instant'),
    role: text,
    action: text,
    reason: textOrNull,
    actor: { ...text, description: 'Absent for firms.' },
    amendment: {
      ...orNull(object({ id: uuid, reason: text, proposedBy: text, proposedAt: ref('Instant') })),
      description: 'The amendment that this version proposes or decides. Absent for firms. 更正申请。',
    },
    changes: list(
      object({
        field: text,
        before: { description: 'null when the field was empty' },
        after: { description: 'the value after the change' },
      }),
    ),
  },
  ['actor', 'amendment'],
);

export const filingSchemas: Record<string, JsonSchema> = {
  Covering: {
    ...object({ certificateNo: text, validFrom: ref('Day'), validTo: ref('Day') }),
    description: 'A qualification that covered disbursedOn; validTo is its last valid day.',
  },
  FilingQualifications: {
    ...list(object({ kind: text, certificateNo: text, validFrom: ref('Day'), validTo: ref('Day') })),
    description: 'All qualifications that covered disbursedOn, those of status included. 放款日资质。',
  },
  FilingStatus: object({ highTech: orNull(ref('Covering')), techSme: orNull(ref('Covering')) }),
  Filing: filing,
  FilingPage: page(ref('Filing')),
  Receipt: object({
    code: { type: 'string', pattern: '^[0-9A-HJKMNP-TV-Z]{12}$', description: '核验码。' },
    issuedAt: ref('Instant'),
    posting: ref('LatestPosting'),
    filing: ref('Filing'),
  }),
  FilingCheck: check,
  FilingBatchResult: object({
    results: {
      ...list(
        object(
          {
            clientRef: text,
            status: { type: 'integer', enum: [201, 400, 409] },
            filing: ref('Filing'),
            problem: ref('Problem'),
          },
          ['filing', 'problem'],
        ),
      ),
      description: 'One per item, in order: 201 with the filing, or 400 or 409 with the problem.',
    },
  }),
  FilingAcceptanceResult: object({
    results: {
      ...list(
        object(
          {
            id: text,
            status: { type: 'integer', enum: [200, 404, 409, 412] },
            filing: ref('Filing'),
            problem: ref('Problem'),
          },
          ['filing', 'problem'],
        ),
      ),
      description:
        'One per item, in order: 200 with the accepted filing; 404, 412 or 409 with the problem. 409 also for a filing with open flags where no reason is given.',
    },
  }),
  FilingCounts: object({ ...Object.fromEntries(FILING_STATES.map((state) => [state, count])), total: count }),
  FilingHistory: object({ items: list(historyEntry), nextCursor: { type: 'null' } }),
};
