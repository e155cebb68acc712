/**
 * What a reader of spreadsheets returns, whatever the format. Imports know only these types; a reader of a new format
 * must fill all of them.
 */
import type { ReadCell } from '../domain/sheet/cell.ts';
import type { ImportCode } from '../domain/sheet/import-codes.ts';

export type { ReadCell } from '../domain/sheet/cell.ts';

/** A row that is not empty; empty cells are undefined. */
export interface ReadRow {
  /** The row number as spreadsheet programs show it, from 1. */
  readonly n: number;
  readonly cells: readonly (ReadCell | undefined)[];
  /** Hidden by hand, by a filter or by an outline. */
  readonly hidden?: true;
  /** How many cells the row has in a CSV, empty ones included. */
  readonly width?: number;
}

export interface SheetName {
  readonly name: string;
  /** Hidden, also so that only a macro can show it. */
  readonly hidden: boolean;
}

/** A merged cell that spans several rows. Only its first row holds the value. */
export interface Merge {
  /** From 0. */
  readonly column: number;
  /** First row, from 1. */
  readonly from: number;
  /** Last row, included. */
  readonly to: number;
}

/** A spreadsheet file that is open for reading. */
export interface Spreadsheet {
  /** Empty for a CSV, which has one unnamed table. */
  readonly sheets: readonly SheetName[];
  /** Whether dates are counted from 1904 instead of 1900. */
  readonly date1904: boolean;
  /** Remarks about the file, such as ignored macros. */
  readonly notices: readonly ImportCode[];
  /** The rows of a sheet in batches, read on demand. @throws UnreadableError */
  rows(sheet: string): AsyncGenerator<readonly ReadRow[]>;
  /** The merged cells of a sheet that span several rows, in order of their first row. @throws UnreadableError */
  merges(sheet: string): Promise<readonly Merge[]>;
  /** The share of the sheet that has been read, 0 to 1. */
  share(): number;
}

/** A file that cannot be read; code and parameters of the message for the user. */
export class UnreadableError extends Error {
  constructor(
    readonly code: ImportCode,
    readonly params: Readonly<Record<string, string | number>> = {},
  ) {
    super(code);
  }
}

export const ROWS_PER_BATCH = 500;
