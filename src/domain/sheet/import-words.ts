/** Kinds, states, verdicts, units and fields of imports. These words are stored and part of the API. */
import { FILING_FIELD_NAMES, REQUIRED_FILING_FIELDS } from '../filing/fields.ts';

export const IMPORT_KINDS = ['filings', 'qualifications', 'firms', 'history', 'announcement'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Formats of uploads. Those after `csv` are for announcements: documents, and text pasted from one. */
export const FILE_FORMATS = ['xlsx', 'csv', 'docx', 'pdf', 'text'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/**
 * reading → asking (the user must answer a question) | checked → committing → committed; or failed, when the file cannot
 * be read or the import was given up.
 */
export const IMPORT_STATES = ['reading', 'asking', 'checked', 'committing', 'committed', 'failed'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** The result of a row. Lists of firms and qualifications use new, changed, unchanged and refused; filings the others. */
export const ROW_VERDICTS = ['valid', 'invalid', 'filed', 'new', 'changed', 'unchanged', 'refused'] as const;
export type RowVerdict = (typeof ROW_VERDICTS)[number];

/** The unit of an amount column: 元, 千元, 万元, 百万元 or 亿元. */
export const AMOUNT_UNITS = ['yuan', 'thousand', 'wan', 'million', 'yi'] as const;
export type AmountUnit = (typeof AMOUNT_UNITS)[number];

/** The fields of each kind of import. */
export const HISTORY_FIELDS = [...FILING_FIELD_NAMES, 'number', 'filedOn', 'bank'] as const;
export const QUALIFICATION_FIELDS = [
  'firmName',
  'uscc',
  'regionCode',
  'kind',
  'certificateNo',
  'issuedOn',
  'year',
  'validFrom',
  'validTo',
] as const;
export const FIRM_FIELDS = ['firmName', 'uscc', 'regionCode', 'industryCode', 'reason'] as const;

/** `decision` is no column of a published list: the code of the firm that a row means, or `skip`. */
export const ANNOUNCEMENT_FIELDS = [
  'firmName',
  'formerName',
  'certificateNo',
  'uscc',
  'regionCode',
  'issuedOn',
  'decision',
] as const;

export const IMPORT_FIELDS = {
  filings: FILING_FIELD_NAMES,
  qualifications: QUALIFICATION_FIELDS,
  firms: FIRM_FIELDS,
  history: HISTORY_FIELDS,
  announcement: ANNOUNCEMENT_FIELDS,
} as const;
export type ImportField = (typeof IMPORT_FIELDS)[ImportKind][number];
export const ALL_IMPORT_FIELDS = [...new Set(Object.values(IMPORT_FIELDS).flat())] as readonly ImportField[];

/** Required fields; a list of an announcement has further ones, by what it does. If a file has no column for one, the import asks for it. */
export const REQUIRED_IMPORT_FIELDS: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  filings: REQUIRED_FILING_FIELDS,
  history: [...REQUIRED_FILING_FIELDS, 'number', 'filedOn', 'bank'],
  // A list without codes names its firms; each is found by its name.
  qualifications: ['firmName', 'certificateNo'],
  firms: ['firmName', 'uscc', 'regionCode'],
  announcement: ['firmName'],
};
