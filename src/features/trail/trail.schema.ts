/** JSON schemas of the audit trail, for the OpenAPI document. Members may be added, none renamed or removed. */
import { ROLE_NAMES } from '../../domain/roles.ts';
import type { JsonSchema } from '../../http/rule.ts';
import { object } from '../../http/schemas.ts';
import { TRAIL_TYPES } from './trail.dto.ts';

const text = { type: 'string' };
const textOrNull = { type: ['string', 'null'] };
const record = (description: string): JsonSchema => ({
  type: ['object', 'null'],
  description,
  additionalProperties: true,
});

export const trailSchemas: Record<string, JsonSchema> = {
  TrailList: object({
    items: {
      type: 'array',
      items: object({
        id: text,
        at: { type: 'string', format: 'date-time' },
        actor: text,
        role: { type: 'string', enum: [...ROLE_NAMES, 'system'] },
        action: text,
        reason: textOrNull,
        requestId: textOrNull,
        type: { type: 'string', enum: [...TRAIL_TYPES] },
        recordId: text,
        version: { type: ['integer', 'null'] },
        before: record('the changed fields as they were; null for a new record'),
        after: record('the changed fields as they are; all of them for a new record'),
        restricted: {
          anyOf: [object({ before: record('as it was'), after: record('as it is') }), { type: 'null' }],
          description: 'the part of the change that is based on filings of another bank',
        },
      }),
    },
    nextCursor: textOrNull,
  }),
};
