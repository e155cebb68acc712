/** What the trail recorded of a change, in the words of the API instead of the database's. */
import { formatRate } from '../values/rate.ts';
import { describeField, FILING_FIELD_NAMES } from './fields.ts';
import { presentValue } from './present-field.ts';
import { QUALIFICATION_KINDS } from './status.ts';

/** A record as the trail keeps it: column → JSON value. */
export type Recorded = Readonly<Record<string, unknown>>;

export interface Change {
  readonly field: string;
  /** Null when there was nothing before: also for every field of a new record. */
  readonly before: unknown;
  readonly after: unknown;
}

type Convert = (value: unknown) => unknown;

// Keys for comparison and sorting, and what follows from other columns.
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
// As the database prints it in JSON, `2024-12-31T16:00:00+00:00`, perhaps with microseconds.
const instant: Convert = (value) => (typeof value === 'string' ? new Date(value).toISOString() : value);

/** The qualifications that covered the day, with an explicit null for the kinds that did not. */
const status: Convert = (value) => {
  const links = (value ?? {}) as Recorded;
  const kinds = new Set([...QUALIFICATION_KINDS, ...Object.keys(links)]);
  return Object.fromEntries([...kinds].map((kind) => [camel(kind), links[kind] ?? null]));
};

/** The columns whose word is not simply their name in camel case, or whose value is written differently outside. */
const WORDS: Readonly<Record<string, readonly [word: string, convert?: Convert]>> = {
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
  flags_other: ['flags'],
};

// The order of a filing in the contract; whatever is not named here follows, by name.
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
  'status',
  'flags',
];

/** A recorded `before` or `after` with the contract's keys and values (fen → "…" yuan, rates → per cent); null stays null. */
export function presentRecord(recorded: Recorded | null): Record<string, unknown> | null {
  if (recorded === null) return null;
  const presented = new Map<string, unknown>();
  for (const [column, value] of Object.entries(recorded)) {
    if (TECHNICAL.has(column)) continue;
    const [word, convert] = WORDS[column] ?? [camel(column), column.endsWith('_at') ? instant : undefined];
    const shown = convert ? convert(value) : value;
    // Two columns with one word: the open and the restricted flags, for those who may read both.
    const beside = presented.get(word);
    presented.set(word, Array.isArray(beside) && Array.isArray(shown) ? [...beside, ...shown] : shown);
  }
  return Object.fromEntries([...presented].sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1)));
}

/**
 * What changed, field by field, in the contract's words and order. A new record has nothing before: each of its fields
 * is a change from null.
 *
 * @param hidden words that this reader may not see (firms: `flags`)
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

function place(word: string): number {
  const index = ORDER.indexOf(word);
  return index < 0 ? ORDER.length : index;
}
