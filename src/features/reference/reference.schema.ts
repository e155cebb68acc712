import { ON_BREACH } from '../../domain/programme/programme.ts';
import type { JsonSchema } from '../../http/rule.ts';
import { object, orNull, page, ref } from '../../http/schemas.ts';

const text = { type: 'string' };
const whole = { type: 'integer' };
const dayOrNull = { type: ['string', 'null'], format: 'date' };
const onBreach = { type: 'string', enum: [...ON_BREACH] };
const amounts = { A: ref('Amount'), B: ref('Amount'), C: ref('Amount'), D: ref('Amount'), E: ref('Amount') };
const limit = (properties: Record<string, JsonSchema>): JsonSchema => ({
  ...orNull(object({ ...properties, onBreach })),
  description: 'null when it is not set',
});

export const referenceSchemas: Record<string, JsonSchema> = {
  PlaceInForceList: page(
    object({
      code: text,
      name: text,
      validFrom: dayOrNull,
      validTo: { ...dayOrNull, description: 'the last valid day' },
    }),
  ),
  RuleInForceList: page(
    object({
      code: text,
      name: text,
      regionPrefix: text,
      validFrom: ref('Day'),
      validTo: dayOrNull,
      reviewAll: { type: 'boolean' },
      limits: object({
        amount: limit({ max: ref('Amount') }),
        rate: limit({ overLprBasisPoints: whole }),
        termMonths: limit({ max: whole }),
        filingDeadline: limit({ months: whole }),
        gradeLines: limit({ lines: object(amounts, Object.keys(amounts)) }),
      }),
    }),
  ),
};
