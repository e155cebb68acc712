/** JSON schemas of the responses about amendments, for the OpenAPI document. Members may be added, none renamed or removed. */
import { AMENDMENT_STATES } from '../../domain/filing/amendment.ts';
import { FILING_STATES } from '../../domain/filing/state.ts';
import type { JsonSchema } from '../../http/rule.ts';
import { list, object, orNull, page, ref } from '../../http/schemas.ts';

const text: JsonSchema = { type: 'string' };
const textOrNull: JsonSchema = { type: ['string', 'null'] };
const uuid: JsonSchema = { type: 'string', format: 'uuid' };
const version: JsonSchema = { type: 'integer', minimum: 1 };

export const amendmentSchemas: Record<string, JsonSchema> = {
  Amendment: object({
    id: uuid,
    filingId: uuid,
    filing: {
      ...object({
        id: uuid,
        number: textOrNull,
        state: { type: 'string', enum: [...FILING_STATES] },
        bank: ref('CodeAndName'),
        firm: object({ uscc: ref('Uscc'), name: text }),
        region: ref('CodeAndName'),
        filedOn: orNull(ref('Day')),
        status: ref('FilingStatus'),
        version,
      }),
      description: 'The filing as it is now.',
    },
    state: { type: 'string', enum: [...AMENDMENT_STATES] },
    changes: {
      ...list(
        object({
          field: text,
          before: { description: 'the value that counts until the amendment is accepted; null when empty' },
          after: { description: 'the proposed value' },
        }),
      ),
      description: 'Before and after of every changed field. 更正前后对照。',
    },
    statusAfter: {
      ...orNull(ref('FilingStatus')),
      description:
        'The qualifications on the proposed day of disbursement, while the amendment is open; null when the day stays. 更正后放款日资质。',
    },
    reason: text,
    flags: {
      ...list(ref('Flag')),
      description: 'What the check of the amended filing has found, at the proposal or at its acceptance.',
    },
    proposedBy: { ...text, description: 'The login. 申请人。' },
    proposedByRole: text,
    own: { type: 'boolean', description: 'The reader has proposed it, and so may not decide it.' },
    proposedAt: ref('Instant'),
    acceptancesNeeded: {
      type: 'integer',
      enum: [1, 2],
      description: 'Two for a filing that counts in a closed year: by different auditors. 已关账年度须两人同意。',
    },
    firstAcceptedBy: textOrNull,
    firstAcceptedAt: orNull(ref('Instant')),
    decidedBy: textOrNull,
    decidedAt: orNull(ref('Instant')),
    decisionReason: textOrNull,
    version,
  }),
  AmendmentPage: page(ref('Amendment')),
};
