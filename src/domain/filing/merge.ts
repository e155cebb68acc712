/** A stored filing with some of its fields replaced, for corrections and amendments. */
import type { FilingDraft, PartialDraft } from './draft.ts';
import type { FilingColumns } from './fields.ts';
import type { FieldError } from './findings.ts';
import { draftOfRow } from './row.ts';

/** The filing as it would be; a field that is named but malformed is left out, so that it is not checked by its old value. */
export function mergeDraft(
  row: FilingColumns,
  { value, errors }: { readonly value: Partial<FilingDraft>; readonly errors: readonly FieldError[] },
): PartialDraft {
  const merged: Record<string, unknown> = { ...draftOfRow(row), ...value };
  // "No renewal any more" takes the earlier filing away with it, unless one is named in the same request.
  if (value.renewal === false && value.renewalOf === undefined) merged['renewalOf'] = null;
  // The other way round: a link that is taken away leaves the word of the bank, if it gives it.
  if (value.renewalOf === null && value.renewal === undefined) merged['renewal'] = false;
  for (const { path } of errors) delete merged[path];
  return merged as PartialDraft;
}

/** All errors of a filing; a field that is malformed is reported once, not again as missing. */
export function allErrors(formErrors: readonly FieldError[], found: readonly FieldError[]): FieldError[] {
  const malformed = new Set(formErrors.map(({ path }) => path));
  return [...formErrors, ...found.filter(({ path }) => !malformed.has(path))];
}
