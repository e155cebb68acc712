/** The values that the cells of a row were understood as, in the form of the API: amounts in yuan, rates in per cent a year. */
import { describeField, isFilingField } from '../filing/fields.ts';
import { formatAmount } from '../values/money.ts';
import { formatRate } from '../values/rate.ts';
import { withoutFinalZeros } from '../values/text.ts';
import type { Day } from '../values/day.ts';
import { endOfValidity, type Validity } from './cell-validity.ts';
import type { ImportField } from './import-words.ts';
import { ALL_IMPORT_FIELDS } from './import-words.ts';
import { placeholderOf } from './words/placeholders.ts';

/** Only values whose form differs from that of the cell, and those that have no cell. `draft` is as it is stored with the row. */
export function understoodValues(
  draft: Readonly<Record<string, unknown>>,
  cells: Readonly<Partial<Record<ImportField, string>>>,
): Partial<Record<ImportField, string>> {
  const understood: Partial<Record<ImportField, string>> = {};
  const values = withPeriod(draft);
  for (const field of ALL_IMPORT_FIELDS) {
    const value = values[field] ?? meantByNone(field, cells[field]);
    if (value === undefined || value === null) continue;
    const text = textOf(field, value);
    if (text !== (cells[field] ?? '').trim()) understood[field] = text;
  }
  return understood;
}

/** What 无 or a stroke stands for where a field has a value without being filled in: 担保方式 无 is credit. */
const meantByNone = (field: ImportField, text: string | undefined): unknown =>
  text !== undefined && isFilingField(field) && placeholderOf(text) === 'none'
    ? describeField(field).whenAbsent
    : undefined;

/** With the first and last day in place of a period of validity in words. */
function withPeriod(draft: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { validTo, validFrom, issuedOn } = draft;
  if (typeof validTo !== 'object' || validTo === null) return draft;
  const validity: Validity = validTo;
  const from = (validFrom ?? validity.from) as Day | undefined;
  return { ...draft, validFrom: from, validTo: endOfValidity(validity, from ?? (issuedOn as Day | undefined)) };
}

function textOf(field: ImportField, value: unknown): string {
  const rule = isFilingField(field) ? describeField(field).value.kind : null;
  if (rule === 'amount') return formatAmount(BigInt(String(value)));
  if (rule === 'rate') return withoutFinalZeros(formatRate(Number(value))).replace(/\.$/, '');
  return String(value);
}
