/**
 * The kinds of columns, and the groups of them, of which schema.ts describes the tables. A type that no table has yet is
 * added here.
 */
import {
  describeField,
  FILING_FIELD_NAMES,
  type FILING_FIELDS,
  isNullable,
  type ColumnOf,
  type FilingField,
  type StoredValue,
} from '../domain/filing/fields.ts';

/**
 * A column: its type in PostgreSQL, and whether an insert must, may or cannot write it. The types derive from these values, and
 * test/data/schema.test.ts compares the values with the database.
 */
export interface Column<T> {
  readonly pg: string;
  readonly nullable: boolean;
  readonly written: 'required' | 'optional' | 'never';
  /** Carries the TypeScript type; has no value. */
  readonly is?: T;
}

export const column = <T>(
  pg: string,
  nullable = false,
  written: Column<T>['written'] = nullable ? 'optional' : 'required',
): Column<T> => ({ pg, nullable, written });
export const text = column<string>('text');
export const textOrNull = column<string | null>('text', true);
export const uuid = column<string>('uuid');
export const uuidOrNull = column<string | null>('uuid', true);
export const bool = column<boolean>('boolean');
export const int = column<number>('integer');
export const int8 = column<bigint>('bigint');
export const day = column<string>('date');
export const dayOrNull = column<string | null>('date', true);
export const instant = column<string>('timestamp with time zone');
export const instantOrNull = column<string | null>('timestamp with time zone', true);
export const bytes = column<Buffer>('bytea');
export const json = <T>(nullable = false): Column<T> => column<T>('jsonb', nullable);
/** JSON that is stored as the text it was sent as. */
export const jsonText = <T>(nullable = false): Column<T> => column<T>('json', nullable);
/** A column with a default. */
export const preset = <C extends Column<any>>(c: C) => ({ ...c, written: 'optional' as const });
/** A column that only the database writes: an identity, or generated from others. */
export const derived = <C extends Column<any>>(c: C) => ({ ...c, written: 'never' as const });

/** What a ledger entry records of a filing: its "image" as it was when it began or ceased to count. */
export const image = {
  filing_id: uuid,
  version: int,
  uscc: text,
  bank_code: text,
  region_code: text,
  status: text,
  filed_on: day,
  disbursed_on: day,
  renewal: bool,
  first_loan: bool,
  amount_fen: int8,
  annual_rate_e4: int,
  sign: column<1 | -1>('smallint'),
  action: text,
};
/** The key of a stored total. */
export const cell = { basis: text, grain: text, period: int, bank_code: text, region_code: text };

/** The columns of the fields of a filing. */
export const filingColumns = Object.fromEntries(
  FILING_FIELD_NAMES.map((name) => {
    const field = describeField(name);
    const whenAbsent = field.whenAbsent === undefined ? undefined : 'optional';
    return [field.column, column(field.type, isNullable(field), whenAbsent)];
  }),
) as {
  [F in FilingField as ColumnOf<F>]: Column<StoredValue<F>> &
    ((typeof FILING_FIELDS)[F] extends { whenAbsent: unknown } ? { written: 'optional' } : unknown);
};
