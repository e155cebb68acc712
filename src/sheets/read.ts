import type { ReadCell } from '../domain/sheet/cell.ts';
import type { ImportCode } from '../domain/sheet/import-codes.ts';

export type { ReadCell } from '../domain/sheet/cell.ts';

/** A row with the number that the spreadsheet shows; empty cells are undefined, empty rows do not come. */
export interface ReadRow {
  readonly n: number;
  readonly cells: readonly (ReadCell | undefined)[];
}

export interface SheetName {
  readonly name: string;
  readonly hidden: boolean;
}

/** A cell that is one over several rows, columns counted from 0: its value stands in the first of them alone. */
export interface Merge {
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

/** An opened spreadsheet. */
export interface Spreadsheet {
  /** Empty for a CSV, which has one table without a name. */
  readonly sheets: readonly SheetName[];
  /** Serial dates count from 1904. */
  readonly date1904: boolean;
  readonly notices: readonly ImportCode[];
  /** The rows of a sheet, some hundred at a time. Stops reading when nobody asks for more. */
  rows(sheet: string): AsyncGenerator<readonly ReadRow[]>;
  /** The cells of a sheet that go over several rows, the uppermost first. */
  merges(sheet: string): Promise<readonly Merge[]>;
  /** How much of the sheet has been read, 0 to 1. */
  share(): number;
}

/** Why a file cannot be read. */
export class UnreadableError extends Error {
  constructor(
    readonly code: ImportCode,
    readonly params: Readonly<Record<string, string | number>> = {},
  ) {
    super(code);
  }
}

export const ROWS_AT_A_TIME = 500;
