/** Cells of a spreadsheet, and the results of reading them. */
import { VALUE_CELL_MAX_CHARACTERS } from '../limits.ts';
import type { ErrorCode } from '../messages/codes.ts';
import { trimBlanks } from '../values/text.ts';
import type { Question } from './questions.ts';

/**
 * The text of a cell and its type in the file. Dates have the form YYYY-MM-DD (times of day HH:MM), percentages `4.35%`,
 * booleans TRUE and FALSE. `formula` is a formula without a saved result. A CSV knows texts only.
 */
export interface ReadCell {
  readonly text: string;
  readonly kind: 'text' | 'number' | 'date' | 'percent' | 'yesNo' | 'error' | 'formula';
  /**
   * A number as spreadsheet programs show it, where its format pads it with zeros, adds text or scales it: `00012345`,
   * `300万元`. Absent where nothing but grouping and decimals differ. Of a date: the month, where the format shows no day
   * and the date may have been made from a month.
   */
  readonly shown?: string;
  /** The code of the number format of a number or percentage, unless it is the general one: `0.00"万元"`. */
  readonly format?: string;
  /** Struck through, in whole or in part. */
  readonly struck?: true;
  /** The saved result of a formula. */
  readonly computed?: true;
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
/** The meaning of the cell is not known: a fault until the question is answered; `answer` reads it with an option. */
export type CellAsk<T> = CellFault & { readonly ask: Question; readonly answer: (option: string) => CellValue<T> };
export type CellValue<T> = { readonly ok: true; readonly value: T } | CellFault | CellAsk<T>;

/** The result for a cell whose meaning must be asked for. */
export const cellAsk = <T>(ask: Question, answer: (option: string) => CellValue<T>): CellAsk<T> => ({
  ok: false,
  code: ask.code,
  ...(ask.params ? { params: ask.params } : {}),
  ask,
  answer,
});

/** The result for a cell that cannot be read. */
export const cellFault = (code: ErrorCode, params?: Record<string, string | number>, repair?: Repair): CellFault => ({
  ok: false,
  code,
  ...(params ? { params } : {}),
  ...(repair ? { repair } : {}),
});

/** Reads on with the value of a cell, also with one that an answer gives. */
export function withCellValue<A, B>(cell: CellValue<A>, read: (value: A) => CellValue<B>): CellValue<B> {
  if (cell.ok) return read(cell.value);
  return 'ask' in cell ? cellAsk(cell.ask, (option) => withCellValue(cell.answer(option), read)) : cell;
}

/**
 * The text of a cell that holds one value, without blanks at its ends; null if it is too long for that. What reads a
 * value normalises no more than this: normalising takes quadratic time for combining characters in the wrong order.
 */
export function valueText({ text }: Pick<ReadCell, 'text'>): string | null {
  const trimmed = trimBlanks(text);
  return trimmed.length > VALUE_CELL_MAX_CHARACTERS ? null : trimmed;
}

/** The saved result of a formula that was filled down for rows to come: zero, or nothing that can be seen. */
export function isPrepared({ text, computed }: ReadCell): boolean {
  return computed === true && /^(?:0+(?:\.0*)?|\.0+)?%?$/.test(trimBlanks(text.slice(0, VALUE_CELL_MAX_CHARACTERS)));
}

/** Most cells match this, and the test is much cheaper than normalisation. */
const PRINTABLE_ASCII = /^[\x21-\x7e]*$/;

/** Normalises text for comparison: full-width characters become narrow, white space and invisible characters go. */
export function squeeze(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text;
  return text.normalize('NFKC').replace(/[\p{White_Space}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '');
}
