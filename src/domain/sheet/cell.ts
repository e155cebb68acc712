/** Cells of a spreadsheet, and the results of reading them. */
import type { ErrorCode } from '../messages/codes.ts';

/** The text of a cell and its type in the file. Dates have the form YYYY-MM-DD, percentages `4.35%`. */
export interface ReadCell {
  readonly text: string;
  readonly kind: 'text' | 'number' | 'date' | 'percent' | 'yesNo' | 'error' | 'formula';
}

/**
 * A suggested value, and the reason for it: a registered firm, another check character, another unit of amounts, day and
 * month swapped, or a rate given as a fraction of one. Reasons are part of the API.
 */
export interface Repair {
  readonly value: string;
  readonly why: 'KNOWN_FIRM' | 'CHECK_CHARACTER' | 'UNIT' | 'DAY_MONTH' | 'SHARE';
}

export type CellFault = {
  readonly ok: false;
  readonly code: ErrorCode;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly repair?: Repair;
};
export type CellValue<T> = { readonly ok: true; readonly value: T } | CellFault;

/** The result for a cell that cannot be read. */
export const cellFault = (code: ErrorCode, params?: Record<string, string | number>, repair?: Repair): CellFault => ({
  ok: false,
  code,
  ...(params ? { params } : {}),
  ...(repair ? { repair } : {}),
});

/** Most cells match this, and the test is much cheaper than normalisation. */
const PRINTABLE_ASCII = /^[\x21-\x7e]*$/;

/** Normalises text for comparison: full-width characters become narrow, white space and invisible characters go. */
export function squeeze(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text;
  return text.normalize('NFKC').replace(/[\p{White_Space}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '');
}
