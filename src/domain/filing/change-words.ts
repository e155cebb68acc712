/**
 * Converts a change recorded in the audit trail from database columns to the field names and values of the API. Old
 * events stay readable: a column that was dropped keeps its entry.
 */
import { formatRate } from '../values/rate.ts';
import { describeField, FILING_FIELD_NAMES } from './fields.ts';
import { presentValue } from './present-field.ts';
import { QUALIFICATION_KINDS } from './status.ts';

/** A record in the audit trail: column → JSON value. */
export type Recorded = Readonly<Record<string, unknown>>;

export interface Change {
  readonly field: string;
  /** Null when the field was empty, and for every field of a new record. */
  readonly before: unknown;
  readonly after: unknown;
}

type Convert = (value: unknown) => unknown;

// Keys for comparison and sorting, and columns that derive from others.
const TECHNICAL = new Set([
  'contract_key',
  'receipt_key',
  'filed_sort',
  'name_key',
  'initials',
  'in_review',
  'flagged',
  'period',
  'status',
  'version',
  'only_row',
]);

const rate: Convert = (value) => (value === null ? null : formatRate(Number(value)));
// PostgreSQL's JSON has `2024-12-31T16:00:00+00:00`, sometimes with microseconds.
const instant: Convert = (value) => (typeof value === 'string' ? new Date(value).toISOString() : value);

/** The qualifications that covered the day, by kind; null for kinds without one. */
const status: Convert = (value) => {
  const links = (value ?? {}) as Recorded;
  const kinds = new Set([...QUALIFICATION_KINDS, ...Object.keys(links)]);
  return Object.fromEntries([...kinds].map((kind) => [camel(kind), links[kind] ?? null]));
};

/** The columns whose field name is not the camel-case column name, or whose value is converted. */
const FIELDS: Readonly<Record<string, readonly [field: string, convert?: Convert]>> = {
  ...Object.fromEntries(
    FILING_FIELD_NAMES.map((name): [string, [string, Convert]] => {
      const { column, value } = describeField(name);
      return [column, [name, (recorded) => presentValue(value, recorded)]];
    }),
  ),
  links: ['status', status],
  one_year_e4: ['oneYear', rate],
  five_year_e4: ['fiveYear', rate],
  from_day: ['date'],
  lpr_checked_until: ['checkedUntil'],
  to_day: ['to'],
  flags_other: ['flags'],
  // Of an amendment: columns of its filing.
  before: ['before', (value) => presentRecord(value as Recorded | null)],
  after: ['after', (value) => presentRecord(value as Recorded | null)],
};

// The order of fields in the contract; other fields follow by name.
const ORDER = [
  'id',
  'number',
  'state',
  'stateReason',
  'stateChangedAt',
  'bankCode',
  'uscc',
  'name',
  ...FILING_FIELD_NAMES,
  'submittedAt',
  'filedOn',
  'amendedAt',
  'pendingAmendment',
  'status',
  'flags',
];

/** A recorded `before` or `after` with the contract's field names and values (fen → yuan, rates → per cent); null stays null. */
export function presentRecord(recorded: Recorded | null): Record<string, unknown> | null {
  if (recorded === null) return null;
  const presented = new Map<string, unknown>();
  for (const [column, value] of Object.entries(recorded)) {
    if (TECHNICAL.has(column)) continue;
    const [field, convert] = FIELDS[column] ?? [camel(column), column.endsWith('_at') ? instant : undefined];
    const shown = convert ? convert(value) : value;
    // `flags` and `flags_other` (for auditors only) are two columns of one field, joined here.
    const existing = presented.get(field);
    presented.set(field, Array.isArray(existing) && Array.isArray(shown) ? [...existing, ...shown] : shown);
  }
  return Object.fromEntries([...presented].sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1)));
}

/**
 * The changed fields, with the contract's names and order. In a new record each field is a change from null.
 *
 * @param hidden fields that the reader may not see (firms: `flags`)
 */
export function presentChange(
  before: Recorded | null,
  after: Recorded | null,
  hidden: readonly string[] = [],
): Change[] {
  const was = presentRecord(before) ?? {};
  const is = presentRecord(after) ?? {};
  return Object.keys({ ...is, ...was })
    .filter((field) => !hidden.includes(field))
    .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
    .map((field) => ({ field, before: was[field] ?? null, after: is[field] ?? null }));
}

function camel(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_whole, letter: string) => letter.toUpperCase());
}

function place(field: string): number {
  const index = ORDER.indexOf(field);
  return index < 0 ? ORDER.length : index;
}
