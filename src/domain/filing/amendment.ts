/**
 * Amendments of accepted filings: what may be amended, and the check of a filing as it would be. The states are stored
 * and part of the API.
 */
import { checkFiling, type CheckedFiling } from './check.ts';
import type { FilingContext } from './context.ts';
import { draftOf, type FilingDraft, type PartialDraft } from './draft.ts';
import { FILING_COLUMNS, FILING_FIELD_NAMES, type FilingColumns } from './fields.ts';
import type { Flag } from './findings.ts';
import type { FilingRow, StoredFlag } from './row.ts';
import { LIMIT_RULES, type FlagRule } from '../messages/codes.ts';

export const AMENDMENT_STATES = ['proposed', 'accepted', 'refused', 'withdrawn'] as const;
export type AmendmentState = (typeof AMENDMENT_STATES)[number];

/** A filing for another firm is another filing: void it and file again. */
export const AMENDABLE_FIELDS = FILING_FIELD_NAMES.filter((name) => name !== 'uscc');

/** What an amendment may set; null clears an optional field. */
export type AmendmentChanges = Partial<Omit<FilingDraft, 'uscc'>>;

/** Checked once, by the day of the first submission: an amendment neither breaks nor meets it. */
const CHECKED_AT_SUBMISSION: FlagRule = 'FILED_TOO_LATE';

/**
 * Checks a filing as it would be, by the rules of its own dates. What the present values break as well is no reason to
 * refuse: a breach of a limit stays a flag, so that an old filing can still be corrected.
 */
export function checkAmended(
  amended: { readonly draft: PartialDraft; readonly context: FilingContext },
  present: { readonly draft: PartialDraft; readonly context: FilingContext; readonly flags: readonly StoredFlag[] },
): CheckedFiling {
  const checked = checkFiling(draftOf(amended.draft), amended.context);
  const broken = new Set(
    checkFiling(draftOf(present.draft), present.context).errors.map(({ path, code }) => `${path} ${code}`),
  );
  const later = checked.errors.filter(({ code }) => code !== CHECKED_AT_SUBMISSION);
  const errors = later.filter(({ path, code }) => !broken.has(`${path} ${code}`));
  const kept = later.filter((error) => !errors.includes(error)).flatMap(asFlag);
  const flags = [
    ...checked.flags.filter(({ rule }) => rule !== CHECKED_AT_SUBMISSION),
    ...kept,
    ...present.flags
      .filter(({ rule }) => rule === CHECKED_AT_SUBMISSION)
      .map((flag) => ({ ...flag, restricted: false })),
  ] as Flag[];
  return { ...checked, errors, flags, review: flags.length > 0 || checked.review };
}

/** An error of a limit as its flag; nothing for other errors. */
function asFlag({ code, params }: CheckedFiling['errors'][number]): Flag[] {
  if (!(LIMIT_RULES as readonly string[]).includes(code)) return [];
  const texts = params && Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
  return [{ rule: code as FlagRule, ...(texts ? { params: texts } : {}), restricted: false }];
}

/** The columns that differ between a stored filing and the row of its amended draft, as JSON stores them. */
export function changedColumns(present: FilingColumns, amended: FilingRow): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  for (const column of FILING_COLUMNS)
    if (present[column] !== amended[column])
      changes[column] = column === 'amount_fen' ? Number(amended[column]) : amended[column];
  if ('contract_no' in changes) changes['contract_key'] = amended.contract_key;
  if ('receipt_no' in changes) changes['receipt_key'] = amended.receipt_key;
  return changes;
}
