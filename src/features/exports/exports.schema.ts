/** JSON schemas of the responses, for the OpenAPI document. Fields may be added, none renamed or removed. */
import type { JsonSchema } from '../../http/rule.ts';
import { object } from '../../http/schemas.ts';

export const exportSchemas: Record<string, JsonSchema> = {
  ExportLink: object({
    url: { type: 'string', description: 'a path on this host, for one GET without a token' },
    expiresAt: { type: 'string', format: 'date-time' },
  }),
};
