/** A cell of a spreadsheet, and what can be made of it. */
import type { ErrorCode } from '../messages/codes.ts';

/** What a cell held: its text, and what the file said that it is. A date comes as YYYY-MM-DD, a percentage as `4.35%`. */
export interface ReadCell {
  readonly text: string;
  readonly kind: 'text' | 'number' | 'date' | 'percent' | 'yesNo' | 'error' | 'formula';
}

/** What a cell may have been meant to be. */
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

export const cellFault = (code: ErrorCode, params?: Record<string, string | number>, repair?: Repair): CellFault => ({
  ok: false,
  code,
  ...(params ? { params } : {}),
  ...(repair ? { repair } : {}),
});

/** What most cells hold, which there is nothing to take from: looking for it is much cheaper than all that follows. */
const PLAIN = /^[\x21-\x7e]*$/;

/** A text as people meant it: full-width digits and letters made narrow, without white space of any kind. */
export function squeeze(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.normalize('NFKC').replace(/[\p{White_Space}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '');
}
