/** JSON schemas of imports in the OpenAPI document. Members may be added, none renamed or removed. */
import { ANNOUNCEMENT_LISTS, ROW_MATCHES } from '../../domain/firm/announcement.ts';
import { STATUS_WORDS } from '../../domain/filing/status.ts';
import { IMPORT_CODES } from '../../domain/sheet/import-codes.ts';
import { ERROR_CODES } from '../../domain/messages/codes.ts';
import {
  ALL_IMPORT_FIELDS,
  AMOUNT_UNITS,
  FILE_FORMATS,
  IMPORT_KINDS,
  IMPORT_STATES,
  ROW_VERDICTS,
} from '../../domain/sheet/import-words.ts';
import type { JsonSchema } from '../../http/rule.ts';
import { list, object, orNull, page, ref } from '../../http/schemas.ts';

const text: JsonSchema = { type: 'string' };
const textOrNull: JsonSchema = { type: ['string', 'null'] };
const count: JsonSchema = { type: 'integer', minimum: 0 };
const field: JsonSchema = { type: 'string', enum: [...ALL_IMPORT_FIELDS] };
const column: JsonSchema = { type: 'string', pattern: '^[A-Z]{1,3}$' };

const codedMessage = (codes: readonly string[], more: Record<string, JsonSchema> = {}): JsonSchema =>
  object({ code: { type: 'string', enum: [...codes] }, message: text, ...more });

const question = (more: Record<string, JsonSchema> = {}): JsonSchema =>
  codedMessage(IMPORT_CODES, {
    id: text,
    field: orNull(field),
    options: { ...list(object({ value: text, label: text })), description: 'Empty when only a mapping can answer.' },
    rows: { ...orNull(count), description: 'How many rows raise it; null for a question about the whole file.' },
    ...more,
  });

const mapping = object({
  sheet: { ...textOrNull, description: 'The sheet that was read; null in a CSV.' },
  sheets: { ...list(text), description: 'The sheets that can be chosen.' },
  headerRow: orNull({ type: 'integer', minimum: 1 }),
  amountUnit: orNull({ type: 'string', enum: [...AMOUNT_UNITS] }),
  columns: list(
    object({
      column,
      header: text,
      field: orNull(field),
      by: {
        ...orNull({ type: 'string', enum: ['recognised', 'remembered', 'given'] }),
        description: 'Source of the mapping; null for an unused column.',
      },
    }),
  ),
});

const row = object({
  row: { type: 'integer', minimum: 1, description: 'Row number in the spreadsheet.' },
  verdict: { type: 'string', enum: [...ROW_VERDICTS] },
  values: {
    type: 'object',
    additionalProperties: text,
    description: 'Field → original or corrected text of the cell. Empty cells are absent.',
  },
  understood: {
    type: 'object',
    additionalProperties: text,
    description:
      'Field → the value as understood, where its form differs from that of the cell: amounts in yuan, rates in per cent a year, days, codes and words as in a filing. 识别结果。',
  },
  errors: list(ref('ImportCellError')),
  flags: { ...list(ref('Flag')), description: 'Reasons for a review by an auditor. 提示。' },
  recordId: { ...textOrNull, description: 'The filing created from the row.' },
  match: {
    ...orNull({ type: 'string', enum: [...ROW_MATCHES] }),
    description: 'Of an announcement: how the row was matched with a firm. 匹配方式。',
  },
  firm: { ...orNull(ref('ImportCandidate')), description: 'Of an announcement: the firm of the row.' },
  candidates: {
    ...list(ref('ImportCandidate')),
    description: 'Firms that the row may mean; PATCH the row with the code of one.',
  },
  decision: { ...textOrNull, description: 'What was decided: the code of a firm, or `skip`.' },
});

export const importSchemas: Record<string, JsonSchema> = {
  Import: object(
    {
      id: { type: 'string', format: 'uuid' },
      kind: { type: 'string', enum: [...IMPORT_KINDS] },
      mode: { type: 'string', enum: ['check', 'commit'] },
      partial: { type: 'boolean' },
      state: {
        type: 'string',
        enum: [...IMPORT_STATES],
        description: 'reading → asking | checked → committing → committed; or failed.',
      },
      bank: { ...orNull(ref('CodeAndName')), description: 'null for an import of the bureau.' },
      mine: { type: 'boolean', description: 'Started by the account of the session.' },
      file: object({
        name: text,
        format: { type: 'string', enum: [...FILE_FORMATS] },
        bytes: count,
        kept: { type: 'boolean', description: 'Uploads are deleted after 30 days.' },
      }),
      createdAt: ref('Instant'),
      finishedAt: orNull(ref('Instant')),
      share: { type: 'number', minimum: 0, maximum: 1, description: 'Completed share of the current step.' },
      secondsLeft: { ...orNull(count), description: 'Estimate; null if unknown.' },
      rowsRead: count,
      valid: count,
      invalid: count,
      flagged: { ...count, description: 'Valid rows that would be filed for review.' },
      filed: count,
      mapping: orNull(ref('ImportMappingFound')),
      questions: {
        ...list(question()),
        description: 'Answers needed before the file can be checked: PATCH the import with `mapping.answers`.',
      },
      answered: {
        ...list(
          question({
            answer: text,
            by: { type: 'string', enum: ['given', 'remembered'], description: 'For this file, or for an earlier one.' },
          }),
        ),
        description: 'Questions that have an answer; another one may be sent.',
      },
      confirmations: {
        ...list(codedMessage(IMPORT_CODES)),
        description: 'The commit must send all these codes as `confirm`.',
      },
      confirmed: {
        ...list({ type: 'string', enum: [...IMPORT_CODES] }),
        description: 'The codes sent with the commit.',
      },
      notices: list(codedMessage(IMPORT_CODES)),
      failure: orNull(codedMessage(ERROR_CODES)),
      report: {
        ...orNull(ref('ImportReport')),
        description: 'For lists; relinked counts the filings whose links changed.',
      },
      effect: {
        ...list(
          object({
            year: { type: 'integer' },
            relinked: { ...count, description: 'Accepted filings whose links change.' },
            before: ref('ImportEffectParts'),
            after: ref('ImportEffectParts'),
          }),
        ),
        description:
          'Of a checked list of qualifications: the years (of filedOn) whose figures the commit moves, with the four parts of the filings of its firms. Only at GET /imports/{id}. 提交后各年度统计的变化。',
      },
      sum: {
        ...orNull(
          object({
            filings: count,
            amount: text,
            byMonth: list(
              object({ month: { type: 'string', pattern: '^[0-9]{4}-[0-9]{2}$' }, filings: count, amount: text }),
            ),
          }),
        ),
        description: 'The loans that would be filed or were filed, in yuan, by month of disbursement; null for lists.',
      },
      sameFileAs: {
        type: ['string', 'null'],
        format: 'uuid',
        description: 'An earlier import of the same file content.',
      },
      announcement: {
        ...orNull(ref('Announcement')),
        description: 'What the document says of all rows of an announcement. 公告信息。',
      },
      matches: {
        ...orNull(ref('AnnouncementMatches')),
        description: 'Rows of an announcement by match; null in lists of imports, and for other kinds.',
      },
      undecided: {
        ...count,
        description: 'Rows of an announcement that have to be decided before it can be committed.',
      },
      version: { type: 'integer', minimum: 1 },
    },
    ['effect'],
  ),
  ImportEffectParts: object(
    Object.fromEntries(STATUS_WORDS.map((word) => [word, object({ filings: count, amount: text })])),
  ),
  ImportReport: {
    type: 'object',
    required: ['new', 'changed', 'unchanged', 'refused', 'relinked'],
    properties: {
      ...{ new: count, changed: count, unchanged: count, refused: count, relinked: count },
      waiting: { ...count, description: 'Of an announcement: certificates that wait for their firm.' },
      years: {
        ...list(ref('YearMove')),
        description: 'Of an announcement: the years whose figures moved, by filing year.',
      },
    },
  },
  YearMove: object({
    year: { type: 'integer' },
    highTech: ref('FigureMove'),
    techSme: ref('FigureMove'),
    both: ref('FigureMove'),
    neither: ref('FigureMove'),
  }),
  FigureMove: object({
    filings: { type: 'integer', description: 'Signed.' },
    amount: { type: 'string', pattern: '^-?[0-9]+[.][0-9]{2}$', description: 'Yuan, signed.' },
  }),
  Announcement: object({
    list: { type: 'string', enum: [...ANNOUNCEMENT_LISTS] },
    docNo: text,
    announcedOn: orNull(ref('Day')),
    issuedOn: orNull(ref('Day')),
    year: orNull({ type: 'integer' }),
    effectiveFrom: orNull(ref('Day')),
  }),
  AnnouncementMatches: object({
    ...{ exact: count, folded: count, certificate: count, uscc: count },
    ...{ formerName: count, ambiguous: count, unmatched: count, refused: count },
  }),
  ImportCandidate: object({
    uscc: text,
    name: text,
    region: orNull(ref('CodeAndName')),
    qualifications: list(object({ kind: text, certificateNo: text, validFrom: ref('Day'), validTo: ref('Day') })),
  }),
  ImportMappingFound: mapping,
  ImportPage: page(ref('Import')),
  ImportCellError: object({
    row: { type: 'integer', minimum: 1 },
    column: { ...orNull(column), description: 'null for an error of the whole row.' },
    header: textOrNull,
    field: orNull(field),
    value: { ...text, description: 'Original text of the cell.' },
    code: { type: 'string', enum: [...ERROR_CODES] },
    message: text,
    repair: {
      ...orNull(object({ field, value: text, why: text })),
      description: 'Suggested value: PATCH the row with it.',
    },
  }),
  ImportErrorPage: page(ref('ImportCellError')),
  ImportRow: row,
  ImportRowPage: page(ref('ImportRow')),
};
