/** Converts stored field values to those of the API. The form of a value is part of the API contract. */
import { formatAmount } from '../values/money.ts';
import { formatRate } from '../values/rate.ts';
import {
  FILING_FIELDS,
  OWN_FIELD_NAMES,
  type FilingColumns,
  type OwnField,
  type StoredValue,
  type ValueRule,
} from './fields.ts';

/** The API value of a field. @param value as stored, or as the audit trail has it in JSON */
export function presentValue({ kind }: ValueRule, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (kind === 'amount') return formatAmount(BigInt(value as bigint | number));
  return kind === 'rate' ? formatRate(Number(value)) : value;
}

type Presented<T> = T extends bigint | number ? string : T;

/** The API values of the fields that are direct members of a filing. */
export function presentFields(row: FilingColumns): { [F in OwnField]: Presented<StoredValue<F>> } {
  const shown: Record<string, unknown> = {};
  for (const name of OWN_FIELD_NAMES) {
    const { value, column } = FILING_FIELDS[name];
    shown[name] = presentValue(value, row[column]);
  }
  return shown as ReturnType<typeof presentFields>;
}
