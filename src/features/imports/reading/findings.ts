/** Data about a file that is stored as JSON with its import or its rows. Old rows must stay readable after a change. */
import type { YearMove } from '../announcements/effect.queries.ts';
import type { RateUnit } from '../../../domain/sheet/rate-units.ts';
import type { Repair } from '../../../domain/sheet/cell.ts';
import type { ErrorCode } from '../../../domain/messages/codes.ts';
import type { AmountUnit, ImportField } from '../../../domain/sheet/import-words.ts';
import type { ImportCode } from '../../../domain/sheet/import-codes.ts';
import type { QuestionOption } from '../../../domain/sheet/questions.ts';

/** The layout of the file, with questions to the user and notices. Stored in `import_progress.found`. */
export interface FileFindings {
  readonly sheet: string | null;
  /** The text above the table. */
  readonly title?: string;
  readonly sheets: readonly string[];
  readonly headerRow: number | null;
  readonly amountUnit: AmountUnit | null;
  /** How the rates were read, for corrections. */
  readonly rateUnit?: RateUnit;
  readonly columns: readonly ColumnFindings[];
  readonly questions: readonly FileQuestion[];
  /** Questions that were answered, for this file or for an earlier one. */
  readonly answered?: readonly AnsweredQuestion[];
  /** What must be confirmed before anything is filed. */
  readonly confirmations?: readonly CodedMessage<ImportCode>[];
  readonly notices: readonly CodedMessage<ImportCode>[];
}

/** A question about the file, or one that its rows raise. */
export interface FileQuestion extends CodedMessage<ImportCode> {
  readonly id: string;
  readonly options: readonly QuestionOption[];
  /** How many rows raise it; absent for a question about the whole file. */
  readonly rows?: number;
}

export interface AnsweredQuestion extends FileQuestion {
  readonly answer: string;
  readonly by: 'given' | 'remembered';
}

/** The loans that would be filed. Amounts are decimal text of fen; `month` is that of the disbursement. */
export interface FileSum {
  readonly filings: number;
  readonly fen: string;
  readonly byMonth: readonly { readonly month: string; readonly filings: number; readonly fen: string }[];
}

export interface ColumnFindings {
  /** Column letters. */
  readonly column: string;
  readonly header: string;
  readonly field: ImportField | null;
  readonly by: 'recognised' | 'remembered' | 'given' | null;
}

/** A message as code and parameters. */
export interface CodedMessage<C extends ErrorCode = ErrorCode> {
  readonly code: C;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly field?: ImportField;
}

/** An error of a cell, or of the whole row if `field` is null. */
export interface StoredError {
  readonly field: ImportField | null;
  readonly code: ErrorCode;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly repair?: Repair;
}

/** The original texts of a row's cells, by field. */
export type Cells = Readonly<Partial<Record<ImportField, string>>>;

/** Row counts by verdict, for lists. */
export interface Report {
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly relinked: number;
  /** Of an announcement: certificates that wait for their firm. */
  readonly waiting?: number;
  readonly years?: readonly YearMove[];
}
