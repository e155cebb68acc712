/** The kinds of columns that schema.ts describes tables by, and the types that Kysely derives from them. */
import type { ColumnType, Generated } from 'kysely';

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

type Stored<C> =
  C extends Column<infer T>
    ? C extends { written: 'never' }
      ? ColumnType<T, never, never>
      : null extends T
        ? T
        : C extends { written: 'optional' }
          ? Generated<T>
          : T
    : never;
export type Table<T> = { [K in keyof T]: Stored<T[K]> };
