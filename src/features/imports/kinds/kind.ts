import type { Tx } from '../../../data/database.ts';
import type { CellValue, ReadCell } from '../../../domain/sheet/cell.ts';
import { shanghaiDay } from '../../../domain/values/day.ts';
import { restoreNeutralised } from '../../../domain/sheet/formula-text.ts';
import type { AmountUnit, ImportField, ImportKind, RowVerdict } from '../../../domain/sheet/import-words.ts';
import type { Cells, Report, StoredError } from '../reading/found.ts';
import type { Reference } from './reference.queries.ts';

/** What the rows of a file are read and judged by. */
export interface Reading {
  readonly kind: ImportKind;
  readonly reference: Reference;
  readonly amountUnit: AmountUnit | null;
  readonly date1904: boolean;
  /** Text above the table and its name: lists say there what they are of. */
  readonly title: string;
  /** The acting instant. */
  readonly at: Date;
  /** The bank of the officer; null for the bureau. */
  readonly bank: string | null;
  /** Of the auditor; null: all. */
  readonly regions: readonly string[] | null;
}

export type ReadCells = ReadonlyMap<ImportField, ReadCell>;

/** A row as far as its form goes. */
export interface DraftRow {
  readonly n: number;
  readonly cells: Cells;
  readonly draft: Readonly<Record<string, unknown>>;
  /** Of form: they stay until their cell is mended. */
  readonly formErrors: readonly StoredError[];
  /** What may occur once in a file. */
  readonly key: string | null;
}

export interface StoredFlag {
  readonly rule: string;
  readonly params?: Record<string, string>;
}

/** A row as it has been judged. Flags are those that whoever imports may see. */
export interface JudgedRow extends DraftRow {
  readonly verdict: RowVerdict;
  readonly errors: readonly StoredError[];
  readonly flags: readonly StoredFlag[];
  /** What filing it needs besides the draft; never shown. */
  readonly hidden?: unknown;
}

/** What was seen in earlier rows of the file. */
export interface FileMemory {
  /** Key → row. */
  readonly keys: Map<string, number>;
  /** Whatever a kind remembers of earlier rows. */
  readonly more: Map<string, unknown>;
}
export const newMemory = (): FileMemory => ({ keys: new Map(), more: new Map() });

/** How one kind of import reads, judges and files rows. Judging asks the database once for all the rows that it is given. */
export interface Kind {
  interpret(n: number, cells: ReadCells, reading: Reading): DraftRow;
  judge(tx: Tx, rows: readonly DraftRow[], reading: Reading, memory: FileMemory): Promise<JudgedRow[]>;
  /** Files rows that are right, under the locks of their firms. `ids` are those of the filings that come of them. */
  file?(
    tx: Tx,
    rows: readonly JudgedRow[],
    reading: Reading,
    ids: ReadonlyMap<number, string>,
  ): Promise<Partial<Report>>;
  /** Or keeps them as they will be filed, when they are judged: filing them needs no judging then, unless what they were judged by has changed. */
  keep?(
    tx: Tx,
    importId: string,
    rows: readonly JudgedRow[],
    ids: ReadonlyMap<number, string>,
    judgedBy: string,
  ): Promise<void>;
  /** The firms whose locks are needed. */
  firmOf(row: DraftRow): string | null;
}

/** The rules and the day that rows are judged by. */
export const judgedBy = ({ reference, at }: Reading): string => `${reference.digest} ${shanghaiDay(at)}`;

export const isGood = ({ verdict }: { verdict: RowVerdict }): boolean => verdict !== 'invalid' && verdict !== 'refused';

type Rule<T = unknown> = (cell: ReadCell) => CellValue<T>;
export type Rules = Readonly<Partial<Record<ImportField, Rule>>>;

const [MEANINGS_MAX, MEANING_MAX_CHARACTERS] = [4000, 100];

/** A rule for columns that say the same over and over: what a cell means is worked out once. */
export function knowing<T>(rule: Rule<T>): Rule<T> {
  const known = new Map<string, CellValue<T>>();
  return (cell) => {
    if (cell.text.length > MEANING_MAX_CHARACTERS) return rule(cell);
    const key = `${cell.kind} ${cell.text}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= MEANINGS_MAX) known.clear();
    const value = rule(cell);
    known.set(key, value);
    return value;
  };
}

/** Reads the cells of a row by rules, one for each field. */
export function readFields(cells: ReadCells, rules: Rules, required: readonly ImportField[]) {
  const draft: Record<string, unknown> = {};
  const errors: StoredError[] = [];
  const shown: Partial<Record<ImportField, string>> = {};
  for (const field in rules)
    readField(field as ImportField, cells.get(field as ImportField), rules[field as ImportField]!, required, {
      draft,
      errors,
      shown,
    });
  return { draft, errors, shown };
}

interface Read {
  readonly draft: Record<string, unknown>;
  readonly errors: StoredError[];
  readonly shown: Partial<Record<ImportField, string>>;
}

function readField(
  field: ImportField,
  given: ReadCell | undefined,
  rule: Rule,
  required: readonly ImportField[],
  { draft, errors, shown }: Read,
): void {
  // What an export has put an apostrophe before, so that nothing is run.
  const cell =
    given?.kind === 'text' && given.text.startsWith("'") ? { ...given, text: restoreNeutralised(given.text) } : given;
  if (cell === undefined || (cell.text.trim() === '' && cell.kind !== 'formula')) {
    if (required.includes(field)) errors.push({ field, code: 'REQUIRED' });
    return;
  }
  shown[field] = cell.text;
  if (cell.kind === 'error' || cell.kind === 'formula') {
    errors.push({
      field,
      code: cell.kind === 'error' ? 'CELL_ERROR' : 'FORMULA_WITHOUT_VALUE',
      ...(cell.text === '' ? {} : { params: { value: cell.text } }),
    });
    return;
  }
  const value = rule(cell);
  if (value.ok) draft[field] = value.value;
  else
    errors.push({
      field,
      code: value.code,
      ...(value.params ? { params: value.params } : {}),
      ...(value.repair ? { repair: value.repair } : {}),
    });
}
