/** Checks of rows that several kinds of import share. */
import type { StoredFlag } from '../../../domain/filing/row.ts';
import type { ImportField } from '../../../domain/sheet/import-words.ts';
import { nameKey } from '../../../domain/values/text.ts';
import type { StoredError } from '../reading/findings.ts';
import type { FileMemory } from './kind.ts';

/** The error of a row whose key an earlier row of the file has; else the key is recorded as that of row `n`. */
export function repeatedErrors(
  { earlier }: FileMemory,
  n: number,
  key: string | null,
  field: ImportField | null,
  code: 'ROW_REPEATED' | 'FIRM_REPEATED' = 'ROW_REPEATED',
): StoredError[] {
  if (key === null) return [];
  const first = earlier.withKey(key);
  if (first !== undefined && first !== n) return [{ field, code, params: { row: first } }];
  earlier.takeKey(key, n);
  return [];
}

/** Of a row of a list: a name that differs from the registered one is a flag, not an error. */
export function nameFlags(
  firm: { readonly name: string } | undefined,
  ...listed: readonly (string | undefined)[]
): StoredFlag[] {
  const names = listed.filter((name) => name !== undefined);
  if (firm === undefined || names.length === 0) return [];
  const same = names.some((name) => nameKey(name) === nameKey(firm.name));
  return same ? [] : [{ rule: 'FIRM_NAME_DIFFERS', params: { registeredName: firm.name } }];
}
