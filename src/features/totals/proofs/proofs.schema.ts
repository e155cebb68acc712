/** JSON schemas of the responses about codes and figures, for the OpenAPI document. Members may be added, none renamed or removed. */
import type { JsonSchema } from '../../../http/rule.ts';
import { list, object, page, ref } from '../../../http/schemas.ts';

const text: JsonSchema = { type: 'string' };
const whole: JsonSchema = { type: 'integer' };
const code: JsonSchema = { type: 'string', pattern: '^[0-9A-HJKMNP-TV-Z]{12}$', description: '核验码。' };
const totals: JsonSchema = { type: 'object', description: 'as the answer of GET /totals' };
const listed: Record<string, JsonSchema> = {
  code,
  docNo: text,
  publishedOn: ref('Day'),
  text,
  query: { type: 'object', description: 'the query, all defaults filled in' },
  posting: { ...whole, description: 'the number of the posting that the figure stands on' },
  registeredAt: ref('Instant'),
};
const cell: JsonSchema = {
  type: ['object', 'null'],
  properties: { filings: whole, firms: whole, amount: text },
  description: 'null: hidden, as it has fewer than three firms, or protects one that has',
};

export const proofSchemas: Record<string, JsonSchema> = {
  IssuedCode: object({ code, posting: ref('LatestPosting') }),
  Figure: object({
    ...listed,
    head: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    then: totals,
    now: totals,
    unchanged: { type: 'boolean' },
  }),
  FigureList: page(object(listed)),
  Verification: object(
    {
      code: { ...code, type: ['string', 'null'] },
      kind: { type: ['string', 'null'], enum: ['figure', 'export', 'print', 'receipt', null] },
      at: { type: ['string', 'null'], format: 'date-time' },
      result: { type: 'string', enum: ['unchanged', 'changed since', 'unknown', 'valid', 'amended', 'voided'] },
      years: {
        ...list(
          object({
            year: whole,
            total: cell,
            parts: object({ both: cell, highTechOnly: cell, techSmeOnly: cell, neither: cell }),
          }),
        ),
        description: 'Figures of closed years alone; empty for figures of banks, regions or firms.',
      },
      year: { ...whole, description: 'of a receipt' },
      firm: { ...text, description: 'of a receipt: the name, masked' },
    },
    ['years', 'year', 'firm'],
  ),
};
