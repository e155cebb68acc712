/**
 * JSON schemas of the responses about postings, for the OpenAPI document. Members may be added, none renamed or
 * removed.
 */
import type { JsonSchema } from '../../http/rule.ts';
import { object, page, ref } from '../../http/schemas.ts';

const no: JsonSchema = { type: 'integer', minimum: 1, description: '1, 2, 3 … without gaps' };
const at: JsonSchema = { ...ref('Instant') };
const head: JsonSchema = {
  type: 'string',
  pattern: '^[0-9a-f]{64}$',
  description: 'SHA-256 hash chain over this posting and all before it. 哈希链首。',
};
const entries: JsonSchema = { type: 'integer', minimum: 0, description: 'ledger entries in this posting' };

export const postingSchemas: Record<string, JsonSchema> = {
  LatestPosting: object({ no, at, head }),
  Posting: object({ no, at, entries, head }),
  PostingList: page(ref('Posting')),
};
