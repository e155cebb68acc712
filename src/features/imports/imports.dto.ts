/** Request bodies and queries of imports. A field here is part of the HTTP contract. */
import {
  ALL_IMPORT_FIELDS,
  AMOUNT_UNITS,
  IMPORT_KINDS,
  IMPORT_STATES,
  type AmountUnit,
  type ImportField,
  type ImportKind,
  type ImportState,
} from '../../domain/sheet/import-words.ts';
import {
  CELL_MAX_CHARACTERS,
  DOC_NO_MAX_CHARACTERS,
  FIRST_LIST_YEAR,
  HEADER_WITHIN_ROWS,
  IMPORT_ANSWERS_MAX,
  IMPORT_MAX_COLUMNS,
  QUESTION_ID_MAX_CHARACTERS,
} from '../../domain/limits.ts';
import { IMPORT_CODES, type ImportCode } from '../../domain/sheet/import-codes.ts';
import { holdsForbiddenCharacter } from '../../domain/values/text.ts';
import { parseJson } from '../../http/body.ts';
import type { ProblemError } from '../../http/problem.ts';
import {
  ANNOUNCEMENT_LISTS,
  ROW_MATCHES,
  type AnnouncementList,
  type RowMatch,
} from '../../domain/firm/announcement.ts';
import { LAST_YEAR, type Day } from '../../domain/values/day.ts';
import { DayField, Flag, QueryFlag, QueryWhole, QueryWords, Text, Uscc, Whole, Word } from '../../http/fields.ts';
import { PageQuery } from '../../http/page-query.ts';
import { inspect, isPlainObject, Nested, Optional, rule, type Parsed } from '../../http/rule.ts';

const fault = (code: Extract<Parsed, { ok: false }>['code'], params?: Record<string, string | number>): Parsed => ({
  ok: false,
  code,
  ...(params ? { params } : {}),
});
const COLUMN = /^[A-Z]{1,3}$/;
/** Members of an object in a mapping. */
export const MAPPING_MAX_KEYS = Math.max(IMPORT_MAX_COLUMNS, IMPORT_ANSWERS_MAX);

/** Column → field, as `{"F": "amount", "G": null}`; null marks an unused column. */
const Columns = (): PropertyDecorator => {
  const schema = {
    type: 'object',
    additionalProperties: { enum: [...ALL_IMPORT_FIELDS, null] },
    propertyNames: { pattern: COLUMN.source },
    maxProperties: IMPORT_MAX_COLUMNS,
    description: 'Column letter → field, or null for a column that is not used. 列字母 → 字段。',
    examples: [{ F: 'amount', G: null }],
  };
  return rule('columns', schema, (value) => {
    if (!isPlainObject(value)) return fault('NOT_AN_OBJECT');
    const entries = Object.entries(value);
    if (entries.length > IMPORT_MAX_COLUMNS) return fault('TOO_LARGE', { max: IMPORT_MAX_COLUMNS });
    if (!entries.every(([column]) => COLUMN.test(column))) return fault('FORMAT', { expected: 'F' });
    if (!entries.every(([, field]) => field === null || ALL_IMPORT_FIELDS.includes(field as ImportField)))
      return fault('UNKNOWN_WORD', { allowed: ALL_IMPORT_FIELDS.join(', ') });
    const used = entries.flatMap(([, field]) => (field === null ? [] : [field]));
    return new Set(used).size < used.length ? fault('REPEATED') : { ok: true, value: Object.fromEntries(entries) };
  });
};

/** Answers by question id; null takes an answer back. */
export type ImportAnswers = Readonly<Record<string, string | null>>;

const Answers = (): PropertyDecorator => {
  const schema = {
    type: 'object',
    additionalProperties: { type: ['string', 'null'], maxLength: QUESTION_ID_MAX_CHARACTERS },
    propertyNames: { maxLength: QUESTION_ID_MAX_CHARACTERS },
    maxProperties: IMPORT_ANSWERS_MAX,
    description:
      'Question id → the value of one of its options; null takes an answer back, also a remembered one. 问题 → 所选答案。',
    examples: [{ amountUnit: 'wan' }],
  };
  return rule('answers', schema, (value) => {
    if (!isPlainObject(value)) return fault('NOT_AN_OBJECT');
    const entries = Object.entries(value);
    if (entries.length > IMPORT_ANSWERS_MAX) return fault('TOO_LARGE', { max: IMPORT_ANSWERS_MAX });
    if (!entries.every(([, answer]) => answer === null || typeof answer === 'string')) return fault('NOT_A_STRING');
    const texts = entries.flatMap(([id, answer]) => [id, (answer as string | null) ?? '']);
    if (texts.some((text) => text.length > QUESTION_ID_MAX_CHARACTERS))
      return fault('TOO_LONG', { max: QUESTION_ID_MAX_CHARACTERS });
    if (texts.some(holdsForbiddenCharacter)) return fault('CONTROL_CHARACTER');
    return { ok: true, value: Object.fromEntries(entries) };
  });
};

/** A mapping given by the user; absent members are recognised from the file. */
export class ImportMapping {
  @Optional() @Text(1, 100) sheet?: string;
  @Optional() @Whole(1, HEADER_WITHIN_ROWS) headerRow?: number;
  @Optional() @Word(AMOUNT_UNITS) amountUnit?: AmountUnit;
  @Optional() @Columns() columns?: Record<string, ImportField | null>;
  @Optional() @Answers() answers?: ImportAnswers;
}

/** `ImportMapping` as JSON text in a form field. */
const MappingText = (): PropertyDecorator =>
  rule(
    'mapping',
    {
      type: 'string',
      contentMediaType: 'application/json',
      description: 'ImportMapping as JSON text. 列对应关系（JSON）。',
      examples: ['{"amountUnit":"wan","columns":{"F":"amount"}}'],
    },
    (value) => {
      if (typeof value !== 'string') return fault('NOT_A_STRING');
      const read = parseJson(value, MAPPING_MAX_KEYS);
      if ('problem' in read) {
        const [{ code, params = {} }] = read.problem.more.errors as [ProblemError];
        return fault(code, params);
      }
      const {
        value: mapping,
        errors: [error],
      } = inspect(ImportMapping, read.json);
      return error ? fault(error.code, { ...error.params }) : { ok: true, value: mapping };
    },
  );

export class ImportUpload {
  @Word(IMPORT_KINDS) kind!: ImportKind;
  /** `check` by default. */
  @Optional() @Word(['check', 'commit']) mode?: 'check' | 'commit';
  /** File the valid rows although others are invalid. */
  @Optional() @QueryFlag() partial?: boolean;
  @Optional() @MappingText() mapping?: ImportMapping;
  // Of an announcement: what holds for all of its rows.
  @Optional() @Word(ANNOUNCEMENT_LISTS) list?: AnnouncementList;
  @Optional() @Text(1, DOC_NO_MAX_CHARACTERS) docNo?: string;
  @Optional() @DayField() announcedOn?: Day;
  @Optional() @DayField() issuedOn?: Day;
  @Optional() @QueryWhole(FIRST_LIST_YEAR, LAST_YEAR) year?: number;
  @Optional() @DayField() effectiveFrom?: Day;
}

export class ImportCorrection {
  @Nested(ImportMapping) mapping!: ImportMapping;
}

const CONFIRM_MAX_CODES = 50;

/** Codes of confirmations. */
const Confirm = (): PropertyDecorator => {
  const schema = {
    type: 'array',
    items: { type: 'string', enum: [...IMPORT_CODES] },
    maxItems: CONFIRM_MAX_CODES,
    description: 'The codes of all `confirmations` of the import. 逐项确认：导入所列 confirmations 的全部代码。',
    examples: [['TOTAL_DIFFERS']],
  };
  return rule('confirm', schema, (value) => {
    if (!Array.isArray(value)) return fault('NOT_AN_ARRAY');
    if (value.length > CONFIRM_MAX_CODES) return fault('TOO_LARGE', { max: CONFIRM_MAX_CODES });
    return value.every((code) => (IMPORT_CODES as readonly unknown[]).includes(code))
      ? { ok: true, value: [...new Set(value)] }
      : fault('UNKNOWN_WORD', { allowed: 'confirmations[].code' });
  });
};

export class ImportCommit {
  @Optional() @Flag() partial?: boolean;
  @Optional() @Confirm() confirm?: ImportCode[];
}

const Values = (): PropertyDecorator => {
  const schema = {
    type: 'object',
    minProperties: 1,
    propertyNames: { enum: [...ALL_IMPORT_FIELDS] },
    additionalProperties: { type: ['string', 'null'], maxLength: CELL_MAX_CHARACTERS },
    description: 'Field → new text of its cell; null empties it. 字段 → 单元格内容。',
    examples: [{ amount: '500万元' }],
  };
  return rule('values', schema, (value) => {
    if (!isPlainObject(value)) return fault('NOT_AN_OBJECT');
    const entries = Object.entries(value);
    if (entries.length === 0) return fault('REQUIRED');
    if (!entries.every(([field]) => ALL_IMPORT_FIELDS.includes(field as ImportField))) return fault('UNKNOWN_FIELD');
    if (!entries.every(([, text]) => text === null || typeof text === 'string')) return fault('NOT_A_STRING');
    if (entries.some(([, text]) => ((text as string | null) ?? '').length > CELL_MAX_CHARACTERS))
      return fault('TOO_LONG', { max: CELL_MAX_CHARACTERS });
    if (entries.some(([, text]) => holdsForbiddenCharacter(((text as string | null) ?? '').trim())))
      return fault('CONTROL_CHARACTER');
    return { ok: true, value };
  });
};

/** One of: corrected cells, the firm that the row of an announcement means, or that the row is left out. */
export class RowCorrection {
  @Optional() @Values() values?: Record<string, string | null>;
  @Optional() @Uscc() uscc?: string;
  /** False takes back a decision. */
  @Optional() @Flag() skip?: boolean;
}

export class ImportList extends PageQuery {
  @Optional() @QueryWords(IMPORT_KINDS) kind?: ImportKind[];
  @Optional() @QueryWords(IMPORT_STATES) state?: ImportState[];
}

export const ROW_CHOICES = ['valid', 'invalid', 'flagged', 'filed', 'new', 'changed', 'unchanged', 'refused'] as const;

export class RowList extends PageQuery {
  @Optional() @QueryWords(ROW_CHOICES) only?: (typeof ROW_CHOICES)[number][];
  @Optional() @QueryWords(ROW_MATCHES) match?: RowMatch[];
  @Optional() @QueryFlag() undecided?: boolean;
  @Optional() @QueryWhole(1, 2_000_000) from?: number;
}
