/** The closed lists of words about imports. */
import { FILING_FIELD_NAMES, REQUIRED_FILING_FIELDS } from '../filing/fields.ts';

export const IMPORT_KINDS = ['filings', 'qualifications', 'firms', 'history'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/**
 * reading → asking (something must be said first) | checked → committing → committed; failed when the file cannot be read
 * or the work was broken off for good.
 */
export const IMPORT_STATES = ['reading', 'asking', 'checked', 'committing', 'committed', 'failed'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

/** What became of a row. Of lists of firms and qualifications: new, changed, unchanged or refused, instead of filed or invalid. */
export const ROW_VERDICTS = ['valid', 'invalid', 'filed', 'new', 'changed', 'unchanged', 'refused'] as const;
export type RowVerdict = (typeof ROW_VERDICTS)[number];

/** The unit of an amount column: yuan (元), ten thousand yuan (万元) or a hundred million (亿元). */
export const AMOUNT_UNITS = ['yuan', 'wan', 'yi'] as const;
export type AmountUnit = (typeof AMOUNT_UNITS)[number];

/** The fields that a column can be, by kind of import. */
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

export const IMPORT_FIELDS = {
  filings: FILING_FIELD_NAMES,
  qualifications: QUALIFICATION_FIELDS,
  firms: FIRM_FIELDS,
  history: HISTORY_FIELDS,
} as const;
export type ImportField = (typeof IMPORT_FIELDS)[ImportKind][number];
export const ALL_IMPORT_FIELDS = [...new Set(Object.values(IMPORT_FIELDS).flat())] as readonly ImportField[];

/** What must be known of a row before it can be judged as a whole; a file that lacks such a column asks for it. */
export const REQUIRED_IMPORT_FIELDS: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  filings: REQUIRED_FILING_FIELDS,
  history: [...REQUIRED_FILING_FIELDS, 'number', 'filedOn', 'bank'],
  qualifications: ['firmName', 'uscc', 'certificateNo'],
  firms: ['firmName', 'uscc', 'regionCode'],
};
