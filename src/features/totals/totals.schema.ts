/** JSON schemas of totals, for the OpenAPI document. Members may be added, none renamed or removed. */
import type { JsonSchema } from '../../http/rule.ts';
import { ref } from '../../http/schemas.ts';

const figure = (more: Record<string, JsonSchema> = {}): JsonSchema => ({
  type: 'object',
  required: ['filings', 'firms', 'amount', ...Object.keys(more)],
  properties: {
    filings: { type: 'integer', description: '笔数' },
    firms: { type: 'integer', description: '户数: distinct firms; does not add up over rows' },
    amount: { type: 'string', pattern: '^-?[0-9]+\\.[0-9]{2}$', description: 'Yuan. 元。' },
    ...more,
  },
});
const withParts = (more: Record<string, JsonSchema> = {}): JsonSchema =>
  figure({
    renewals: {
      type: 'object',
      required: ['filings', 'amount'],
      properties: { filings: { type: 'integer' }, amount: { type: 'string' } },
    },
    firstLoans: figure(),
    banks: { type: 'integer', description: '银行数: distinct banks; does not add up over rows' },
    averageRate: {
      type: ['string', 'null'],
      pattern: '^[0-9]{1,2}\\.[0-9]{4}$',
      description: 'Per cent a year, weighted by amount, rounded half up; null without filings. 加权平均利率（%）。',
    },
    highTech: figure(),
    techSme: figure(),
    both: figure(),
    highTechOnly: figure(),
    techSmeOnly: figure(),
    neither: figure(),
    ...more,
  });
const named: JsonSchema = {
  type: 'object',
  required: ['code', 'name'],
  properties: { code: { type: 'string' }, name: { type: 'string' } },
};

const row = withParts({ year: { type: 'integer' } });
export const totalsSchemas: Record<string, JsonSchema> = {
  TotalFigures: withParts(),
  Totals: {
    type: 'object',
    required: ['basis', 'from', 'to', 'by', 'until', 'posting', 'rows', 'total', 'generatedAt'],
    properties: {
      basis: { type: 'string', enum: ['filed', 'disbursed'] },
      from: { type: 'integer' },
      to: { type: 'integer' },
      by: { type: 'array', items: { type: 'string', enum: ['year', 'month', 'bank', 'region', 'status'] } },
      until: { type: ['string', 'null'] },
      posting: ref('PostingPoint'),
      rows: {
        type: 'array',
        items: {
          ...row,
          properties: {
            ...(row['properties'] as object),
            month: { type: 'integer', minimum: 1, maximum: 12 },
            bank: named,
            region: named,
            status: { type: 'string', enum: ['both', 'highTechOnly', 'techSmeOnly', 'neither'] },
          },
        },
      },
      total: ref('TotalFigures'),
      generatedAt: { type: 'string', format: 'date-time' },
    },
  },
};
