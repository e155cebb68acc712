/**
 * JSON schemas of the responses about qualifications, for the OpenAPI document. They must match what
 * qualifications.view.ts returns (tests validate responses against them). A field may be added, none renamed or removed.
 */
import type { JsonSchema } from '../../http/rule.ts';
import { WAITING_STATES } from '../../domain/firm/waiting.ts';
import { list, object, orNull, page, ref } from '../../http/schemas.ts';

const day = { type: 'string', format: 'date' };
const text = { type: 'string' };
const integer = { type: 'integer' };
const firmCount = { type: 'integer', minimum: 0, description: 'distinct firms' };

const waitingCertificate = object({
  id: { type: 'string', format: 'uuid' },
  kind: text,
  certificateNo: text,
  name: { ...text, description: 'the name of the firm as listed' },
  validFrom: day,
  validTo: day,
  docNo: orNull(text),
  announcedOn: orNull(day),
  importId: { ...orNull({ type: 'string', format: 'uuid' }), description: 'the import that read the list' },
  createdAt: ref('Instant'),
  state: { type: 'string', enum: [...WAITING_STATES] },
  firm: { ...orNull(object({ uscc: text, name: text })), description: 'the firm that got it' },
  candidates: {
    ...list(
      object(
        {
          uscc: text,
          name: text,
          match: { type: 'string', enum: ['exact', 'folded', 'former_name'] },
          formerName: text,
          until: day,
        },
        ['formerName', 'until'],
      ),
    ),
    description: 'firms of the registry that have the listed name, or had it; empty when it waits no longer',
  },
});

/** Firms that hold a high-tech certificate, a tech-SME certificate, both, or at least one of them. */
const holderCounts = { highTech: firmCount, techSme: firmCount, both: firmCount, either: firmCount };

export const qualificationSchemas: Record<string, JsonSchema> = {
  /** GET /qualifications: a page of the list. */
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
          version: integer,
          oddity: { type: 'string', pattern: '_NUMBER_FORM$' },
        },
        ['oddity'],
      ),
    },
    nextCursor: { type: ['string', 'null'] },
  }),
  /** One qualification, as it is returned after a change. */
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
      version: integer,
      oddity: {
        type: 'string',
        pattern: '_NUMBER_FORM$',
        description: 'the number does not have the usual form',
      },
      asOf: day,
    },
    ['oddity'],
  ),
  WaitingCertificate: waitingCertificate,
  WaitingCertificatePage: page(ref('WaitingCertificate')),
  /** GET /qualifications/totals: how many firms hold which kinds on a day. */
  QualificationTotals: object({
    on: day,
    rows: {
      type: 'array',
      items: object({ region: object({ code: text, name: text }), ...holderCounts }, ['region']),
      description:
        'by region; the row without a region counts firms without one. 未登记县市区（园区）的企业合为一行，无 region。',
    },
    total: object(holderCounts),
  }),
};
