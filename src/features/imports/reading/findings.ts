import type { Repair } from '../../../domain/sheet/cell.ts';
import type { ErrorCode } from '../../../domain/messages/codes.ts';
import type { AmountUnit, ImportField } from '../../../domain/sheet/import-words.ts';
import type { ImportCode } from '../../../domain/sheet/import-codes.ts';

/** What was found in a file beside its rows, as it is stored with the import. */
export interface Found {
  readonly sheet: string | null;
  readonly sheets: readonly string[];
  readonly headerRow: number | null;
  readonly amountUnit: AmountUnit | null;
  readonly columns: readonly FoundColumn[];
  readonly questions: readonly Said<ImportCode>[];
  readonly notices: readonly Said<ImportCode>[];
}

export interface FoundColumn {
  /** Letters, as the spreadsheet shows. */
  readonly column: string;
  readonly header: string;
  readonly field: ImportField | null;
  readonly by: 'recognised' | 'remembered' | 'given' | null;
}

export interface Said<C extends ErrorCode = ErrorCode> {
  readonly code: C;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly field?: ImportField;
}

/** What is wrong with a cell, as it is stored with its row; without a field, with the whole row. */
export interface StoredError {
  readonly field: ImportField | null;
  readonly code: ErrorCode;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly repair?: Repair;
}

/** The cells that are used of a row, by field, as they stood. */
export type Cells = Readonly<Partial<Record<ImportField, string>>>;

export interface Report {
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly relinked: number;
}
