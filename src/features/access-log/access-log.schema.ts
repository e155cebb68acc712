import { ACCESS_KINDS } from '../../domain/access-log.ts';
import type { JsonSchema } from '../../http/rule.ts';
import { object } from '../../http/schemas.ts';

const text = { type: 'string' };
const textOrNull = { type: ['string', 'null'] };

export const accessLogSchemas: Record<string, JsonSchema> = {
  AccessLogList: object({
    items: {
      type: 'array',
      items: object({
        id: text,
        at: { type: 'string', format: 'date-time' },
        kind: {
          type: 'string',
          enum: [...ACCESS_KINDS],
          description:
            'failed sign-in; refusal (403); 404 of a record that others may see; file; check of a loan; look at a single filing',
        },
        outcome: { type: 'string', description: 'OK, ABORTED (the client hung up), or the code of the problem' },
        accountId: textOrNull,
        actor: { ...textOrNull, description: 'the login; null for a sign-in with a login that does not exist' },
        role: textOrNull,
        bank: { ...textOrNull, description: 'code of the bank of the account at that time' },
        regions: {
          anyOf: [{ type: 'array', items: text }, { type: 'null' }],
          description: 'where the object lies, or what the account is limited to; null: no region',
        },
        address: text,
        route: text,
        object: { ...textOrNull, description: 'type/id of the record, or file/name' },
        requestId: text,
      }),
    },
    nextCursor: textOrNull,
  }),
};
