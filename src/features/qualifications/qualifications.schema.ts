import type { JsonSchema } from '../../http/rule.ts';
import { object, orNull } from '../../http/schemas.ts';

const day = { type: 'string', format: 'date' };
const text = { type: 'string' };
const whole = { type: 'integer' };
const firms = { type: 'integer', minimum: 0, description: 'distinct firms' };

const holders = { highTech: firms, techSme: firms, both: firms, either: firms };

export const qualificationSchemas: Record<string, JsonSchema> = {
  QualificationList: object({
    items: {
      type: 'array',
      items: object(
        {
          firm: object({ uscc: text, name: text }),
          region: orNull(object({ code: text, name: text })),
          kind: text,
          certificateNo: text,
          validFrom: day,
          validTo: day,
          current: { type: 'boolean', description: 'covers the requested day' },
          revoked: { type: 'boolean' },
          revokedOn: { type: ['string', 'null'], format: 'date' },
          version: whole,
          oddity: { type: 'string', pattern: '_NUMBER_FORM$' },
        },
        ['oddity'],
      ),
    },
    nextCursor: { type: ['string', 'null'] },
  }),
  Qualification: object(
    {
      firm: object({ uscc: text, name: text }),
      kind: text,
      certificateNo: { ...text, description: 'normalised: NFKC, without white space, upper case' },
      validFrom: day,
      validTo: { ...day, description: 'the last valid day, unless it was revoked' },
      current: { type: 'boolean', description: 'covers asOf' },
      revoked: { type: 'boolean' },
      revokedOn: {
        type: ['string', 'null'],
        format: 'date',
        description: 'the first invalid day; null in a revoked one: the whole period is invalid',
      },
      version: whole,
      oddity: {
        type: 'string',
        pattern: '_NUMBER_FORM$',
        description: 'the number does not have the usual form',
      },
      asOf: day,
    },
    ['oddity'],
  ),
  QualificationTotals: object({
    on: day,
    rows: {
      type: 'array',
      items: object({ region: object({ code: text, name: text }), ...holders }, ['region']),
      description:
        'by region; the row without a region counts firms without one. 未登记县市区（园区）的企业合为一行，无 region。',
    },
    total: object(holders),
  }),
};
