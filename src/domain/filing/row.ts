/** A filing as it is stored: the columns that derive from its draft and its check. */
import { numberKey } from '../values/text.ts';
import type { CheckedFiling } from './check.ts';
import { describeField, FILING_FIELD_NAMES, FILING_FIELDS, type FilingColumns } from './fields.ts';
import { isRenewal, type FilingDraft } from './draft.ts';
import type { Flag } from './findings.ts';

export interface StoredFlag {
  rule: string;
  params?: Record<string, string>;
  /** The instant since which the reason of the flag is gone, RFC 3339 in UTC; absent while the flag is open. Set by the database. */
  metAt?: string;
}

export interface FilingRow extends FilingColumns {
  state: 'submitted' | 'accepted';
  contract_key: string;
  receipt_key: string;
  flags: StoredFlag[];
  flags_other: StoredFlag[];
}

/** The row of a checked draft. @param renewalId the id of the filing that `renewalOf` names */
export function filingRow(draft: FilingDraft, { review, flags }: CheckedFiling, renewalId: string | null): FilingRow {
  return {
    state: review ? 'submitted' : 'accepted',
    ...columnsOf({ ...draft, renewal: isRenewal(draft), renewalOf: renewalId }),
    contract_key: numberKey(draft.contractNo),
    receipt_key: numberKey(draft.receiptNo),
    flags: stored(flags, false),
    flags_other: stored(flags, true),
  };
}

/** A field that was not sent, or is an empty text, is stored as its `whenAbsent`. */
function columnsOf(draft: FilingDraft): FilingColumns {
  const columns: Record<string, unknown> = {};
  for (const name of FILING_FIELD_NAMES) {
    const { column, whenAbsent = null } = describeField(name);
    const value = draft[name];
    columns[column] = value === undefined || value === null || value === '' ? whenAbsent : value;
  }
  return columns as FilingColumns;
}

/** The draft of a stored filing. */
export function draftOfRow(row: FilingColumns): FilingDraft {
  return Object.fromEntries(
    FILING_FIELD_NAMES.map((name) => [name, row[FILING_FIELDS[name].column]]),
  ) as unknown as FilingDraft;
}

/** The flags of one column: `flags` has the unrestricted ones, `flags_other` those for auditors only. */
function stored(flags: readonly Flag[], restricted: boolean): StoredFlag[] {
  return flags
    .filter((flag) => flag.restricted === restricted)
    .map(({ rule, params }) => ({ rule, ...(params ? { params } : {}) }));
}
