import type { Tx } from '../../../data/database.ts';
import type { CellValue, ReadCell } from '../../../domain/sheet/cell.ts';
import { createEarlierItems, type EarlierItems } from '../../../domain/filing/earlier-items.ts';
import type { StoredFlag } from '../../../domain/filing/row.ts';
import { restoreNeutralised } from '../../../domain/sheet/formula-text.ts';
import type { AmountUnit, ImportField, ImportKind, RowVerdict } from '../../../domain/sheet/import-words.ts';
import type { Cells, Report, StoredError } from '../reading/found.ts';
import type { Reference } from './reference.queries.ts';

/** What the rows of a file are read and checked by. */
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
  /** Of a loan. */
  readonly contractKey?: string | null;
}

/** A row as it has been checked. Flags are those that whoever imports may see. */
export interface CheckedRow extends DraftRow {
  readonly verdict: RowVerdict;
  readonly errors: readonly StoredError[];
  readonly flags: readonly StoredFlag[];
  /** What filing it needs besides the draft; never shown. */
  readonly hidden?: unknown;
}

/** What was found in earlier rows of the file. */
export interface FileMemory {
  readonly earlier: EarlierItems<number>;
  /** Whatever a kind remembers of earlier rows. */
  readonly more: Map<string, unknown>;
}
export const newMemory = (): FileMemory => ({ earlier: createEarlierItems(), more: new Map() });

/** How one kind of import reads, checks and files rows. A check asks the database once for all the rows that it is given. */
export interface Kind {
  interpret(n: number, cells: ReadCells, reading: Reading): DraftRow;
  check(tx: Tx, rows: readonly DraftRow[], reading: Reading, memory: FileMemory): Promise<CheckedRow[]>;
  /** Files rows that are good. `ids` are those of the filings that come of them. */
  file(
    tx: Tx,
    rows: readonly CheckedRow[],
    reading: Reading,
    ids: ReadonlyMap<number, string>,
  ): Promise<Partial<Report>>;
  firmOf(row: DraftRow): string | null;
  /** Files in the order of the sheet and locks firms at the end. Other kinds lock the firms of their rows, in code order, before they check them. */
  readonly bulk?: true;
}

export const isGood = ({ verdict }: { verdict: RowVerdict }): boolean => verdict !== 'invalid' && verdict !== 'refused';

export type Rule<T = unknown> = (cell: ReadCell) => CellValue<T>;
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
