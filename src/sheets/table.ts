/** Tables of values that are written as workbooks or CSV. Whoever exports a list uses only these types. */

/**
 * How the values of a column are written: `code` is text even if it consists of digits, `wan` is 万元 with up to six
 * decimals, `yuan` has two, `rate` is per cent a year.
 */
export type Kind = 'text' | 'code' | 'integer' | 'wan' | 'yuan' | 'rate' | 'day' | 'instant';

export interface Column {
  readonly title: string;
  readonly kind: Kind;
  /** In characters of the default font; a Chinese character counts as two. */
  readonly width?: number;
  /** Values of a drop-down list in every row below the header. */
  readonly choices?: readonly string[];
  /** Shown next to a cell of the column while it is selected. */
  readonly prompt?: string;
}

/**
 * Decimal numbers are text, to avoid floating point; days are YYYY-MM-DD, instants RFC 3339 in UTC. A text that is not a
 * number (or day) is written as text, whatever the kind of its column.
 */
export type Value = string | number | bigint | null;
/** A cell with its own style: `bad` is red. */
export interface MarkedCell {
  readonly value: Value;
  readonly bad?: boolean;
  readonly comment?: string;
}
export type Cell = Value | MarkedCell;
export type Row = readonly Cell[];
/** Rows in batches: awaiting each row would take longer than writing it. */
export type Batches = Iterable<readonly Row[]> | AsyncIterable<readonly Row[]>;

export interface Sheet {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Rows above the header. */
  readonly above?: readonly { readonly look: 'title' | 'hint'; readonly cells: readonly string[] }[];
  /** True for a sheet of free text, which has no table. */
  readonly withoutHeader?: boolean;
  readonly rows: Batches;
}

export const isMarked = (cell: Cell): cell is MarkedCell => typeof cell === 'object' && cell !== null;
