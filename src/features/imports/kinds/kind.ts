/** The interface of an import kind, and the reading of cells into a draft. A new kind is added in kinds.ts. */
import type { Tx } from '../../../data/database.ts';
import type { Day } from '../../../domain/values/day.ts';
import type { CellValue, ReadCell } from '../../../domain/sheet/cell.ts';
import { createEarlierItems, type EarlierItems } from '../../../domain/filing/earlier-items.ts';
import type { Announcement, RowMatch } from '../../../domain/firm/announcement.ts';
import type { StoredFlag } from '../../../domain/filing/row.ts';
import type { RateUnit } from '../../../domain/sheet/rate-units.ts';
import { restoreNeutralised } from '../../../domain/sheet/formula-text.ts';
import type { AmountUnit, ImportField, ImportKind, RowVerdict } from '../../../domain/sheet/import-words.ts';
import { answerTo, type Answers, type Question } from '../../../domain/sheet/questions.ts';
import { placeholderOf } from '../../../domain/sheet/words/placeholders.ts';
import type { ImportCode } from '../../../domain/sheet/import-codes.ts';
import type { Cells, CodedMessage, Report, StoredError } from '../reading/findings.ts';
import type { Reference } from './reference.queries.ts';

/** The settings and reference data with which the rows of a file are read and checked. */
export interface Reading {
  readonly kind: ImportKind;
  readonly reference: Reference;
  readonly amountUnit: AmountUnit | null;
  /** Another currency than the yuan, in which the file gives its amounts. */
  readonly currency: string | null;
  readonly rateUnit: RateUnit;
  readonly date1904: boolean;
  /** Answers to questions about the file. */
  readonly answers: Answers;
  /** Text above the table, sheet name and file name; may name the kind of a list. */
  readonly title: string;
  /** The same, each by itself. */
  readonly titles: readonly string[];
  /** The instant of the request that started the step. */
  readonly at: Date;
  /** The officer's bank; null for the bureau. */
  readonly bank: string | null;
  /** The auditor's regions; null for all. */
  readonly regions: readonly string[] | null;
  /** Set when the rows of a list take qualifications away. */
  readonly revokes?: Revokes | undefined;
  /** The rows are filed in this transaction if they pass. A check alone must not depend on filings of other banks. */
  readonly committing: boolean;
  /** What the document says of all rows of an announcement. */
  readonly announcement?: Announcement | null;
}

export interface Revokes {
  /** The first invalid day; null: the whole period. */
  readonly on: Day | null;
  /** The user has said that the list is not to revoke: its rows are refused. */
  readonly refused?: boolean;
}

export type ReadCells = ReadonlyMap<ImportField, ReadCell>;

/** A row whose cells have been read. */
export interface DraftRow {
  readonly n: number;
  readonly cells: Cells;
  readonly draft: Readonly<Record<string, unknown>>;
  /** Errors of single cells; they stay until the cell is corrected. */
  readonly formErrors: readonly StoredError[];
  /** Questions that the cells raised, answered ones included. Not stored. */
  readonly questions?: readonly AskedQuestion[];
  /** Must be unique in the file. */
  readonly key: string | null;
  /** Set for loans with a contract number. */
  readonly contractKey?: string | null;
}

/** A checked row. `flags` are those that the actor may see. */
export interface CheckedRow extends DraftRow {
  readonly verdict: RowVerdict;
  readonly errors: readonly StoredError[];
  readonly flags: readonly StoredFlag[];
  /** Of an announcement: the firm, how it was found, and the firms that may be meant. */
  readonly firm?: string | null;
  readonly match?: RowMatch;
  readonly candidates?: readonly string[];
  /** Data for filing the row besides the draft; never shown. */
  readonly hidden?: unknown;
}

/** Data of the earlier rows of the file. */
export interface FileMemory {
  readonly earlier: EarlierItems<number>;
}
export const newMemory = (): FileMemory => ({ earlier: createEarlierItems() });

/** Reads, checks and files the rows of one kind of import. */
export interface Kind {
  /** Reads the cells of row `n`. */
  interpret(n: number, cells: ReadCells, reading: Reading): DraftRow;
  /** Checks rows against the registry and earlier rows. The number of queries must not depend on the number of rows. */
  check(tx: Tx, rows: readonly DraftRow[], reading: Reading, memory: FileMemory): Promise<CheckedRow[]>;
  /** Files fileable rows. `ids` are the ids of the new filings, by row number. @returns counts for the report */
  file(
    tx: Tx,
    rows: readonly CheckedRow[],
    reading: Reading,
    ids: ReadonlyMap<number, string>,
  ): Promise<Partial<Report>>;
  /** The credit code of the row's firm; null if unknown. */
  firmOf(row: DraftRow): string | null;
  /** What of a file read with these columns must be confirmed before it is committed. */
  confirmations?(reading: Reading, fields: ReadonlySet<ImportField>): readonly CodedMessage<ImportCode>[];
  /** With `bulk`, rows are filed in the order of the sheet and their firms are locked at the end; without it, firms are locked first. */
  readonly bulk?: true;
  /** Looks at the whole file before its rows are read. @throws UnreadableError for one that must not be imported */
  begin?(reading: Reading): void;
  /** The columns that a file must have, where that depends on what it is. */
  requiredFields?(reading: Reading): readonly ImportField[];
}

/** Whether the row has passed its check. */
export const isFileable = ({ verdict }: { verdict: RowVerdict }): boolean =>
  verdict !== 'invalid' && verdict !== 'refused';

export type Rule<T = unknown> = (cell: ReadCell) => CellValue<T>;
export type Rules = Readonly<Partial<Record<ImportField, Rule>>>;

const [CACHE_MAX_ENTRIES, CACHE_MAX_CHARACTERS] = [4000, 100];

/** Caches the results of a rule, for columns with many equal cells. */
export function memoised<T>(rule: Rule<T>): Rule<T> {
  const cache = new Map<string, CellValue<T>>();
  return (cell) => {
    if (cell.text.length > CACHE_MAX_CHARACTERS) return rule(cell);
    const key = `${cell.kind} ${cell.shown ?? ''} ${cell.format ?? ''} ${cell.text}`;
    const cached = cache.get(key);
    if (cached !== undefined) return cached;
    if (cache.size >= CACHE_MAX_ENTRIES) cache.clear();
    const value = rule(cell);
    cache.set(key, value);
    return value;
  };
}

/** A question of a row's cell, with its answer if there is one. */
export interface AskedQuestion {
  readonly field: ImportField;
  readonly question: Question;
  readonly answer: string | null;
}

export interface ReadFields {
  readonly draft: Record<string, unknown>;
  readonly errors: StoredError[];
  /** The texts of the cells that are not empty. */
  readonly shown: Partial<Record<ImportField, string>>;
  readonly questions: AskedQuestion[];
}

/** Reads the cells of a row by the rule of each field. */
export function readFields(
  cells: ReadCells,
  rules: Rules,
  required: readonly ImportField[],
  answers: Answers,
): ReadFields {
  const read: ReadFields = { draft: {}, errors: [], shown: {}, questions: [] };
  for (const [field, rule] of Object.entries(rules) as [ImportField, Rule][])
    readField(field, cells.get(field), rule, required, answers, read);
  return read;
}

/** Errors of formulas, as a CSV holds them. */
const ERROR_TEXT = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!|CALC!)$/i;

function readField(
  field: ImportField,
  original: ReadCell | undefined,
  rule: Rule,
  required: readonly ImportField[],
  answers: Answers,
  { draft, errors, shown, questions }: ReadFields,
): void {
  // Exports put an apostrophe before text that looks like a formula.
  const cell =
    original?.kind === 'text' && original.text.startsWith("'")
      ? { ...original, text: restoreNeutralised(original.text) }
      : original;
  if (cell === undefined || (cell.text.trim() === '' && cell.kind !== 'formula')) {
    if (required.includes(field)) errors.push({ field, code: 'REQUIRED' });
    return;
  }
  shown[field] = cell.text;
  const isError = cell.kind === 'error' || (cell.kind === 'text' && ERROR_TEXT.test(cell.text.trim()));
  if (isError || cell.kind === 'formula') {
    errors.push({
      field,
      code: isError ? 'CELL_ERROR' : 'FORMULA_WITHOUT_VALUE',
      ...(cell.text === '' ? {} : { params: { value: cell.text } }),
    });
    return;
  }
  const value = withAnswers(rule(cell), answers, (question, answer) => questions.push({ field, question, answer }));
  if (value.ok) {
    draft[field] = value.value;
    return;
  }
  // In an optional field a placeholder is an empty cell. 同上 in a column of words is not: the word above is meant.
  if (!required.includes(field) && (value.code === 'NOT_STATED' || placeholderOf(cell.text) === 'none')) return;
  const { code, params, repair } = value;
  errors.push({ field, code, ...(params ? { params } : {}), ...(repair ? { repair } : {}) });
}

/** The value of a cell with its questions answered, as far as there are answers. */
export function withAnswers<T>(
  value: CellValue<T>,
  answers: Answers,
  onQuestion?: (question: Question, answer: string | null) => void,
): CellValue<T> {
  if (value.ok || !('ask' in value)) return value;
  const answer = answerTo(value.ask, answers);
  onQuestion?.(value.ask, answer);
  return answer === null ? value : withAnswers(value.answer(answer), answers, onQuestion);
}
