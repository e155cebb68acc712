/**
 * JSON schemas of the reference data, for the OpenAPI document. The limits derive from their registry in
 * domain/programme/limits.
 */
import { LIMIT_SCHEMAS } from '../../http/limit-fields.ts';
import type { JsonSchema } from '../../http/rule.ts';
import { object, orNull, page, ref } from '../../http/schemas.ts';

const text = { type: 'string' };
const dayOrNull = { type: ['string', 'null'], format: 'date' };
const orNotSet = ({ description, ...schema }: JsonSchema): JsonSchema => ({
  ...orNull(schema),
  description: `${String(description)}; null: not set, checks nothing`,
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
  QualificationKindList: page(ref('QualificationKind')),
  RuleInForceList: page(
    object({
      code: text,
      name: text,
      regionPrefix: text,
      validFrom: ref('Day'),
      validTo: dayOrNull,
      reviewAll: { type: 'boolean' },
      limits: object(
        Object.fromEntries(Object.entries(LIMIT_SCHEMAS).map(([name, schema]) => [name, orNotSet(schema)])),
      ),
    }),
  ),
};
