/** What a spreadsheet file is made of, whether it becomes a workbook or CSV. */

/**
 * How a column is written and read: `code` is text that programs must leave alone (digits of a code are no number),
 * `wan` is 万元 with up to six decimals, `yuan` has two, `rate` is per cent a year.
 */
export type Kind = 'text' | 'code' | 'integer' | 'wan' | 'yuan' | 'rate' | 'day' | 'instant';

export interface Column {
  readonly title: string;
  readonly kind: Kind;
  /** In characters of the standard font; a Chinese one takes two. */
  readonly width?: number;
  /** A drop-down list with these words in every row under the header. */
  readonly choices?: readonly string[];
  /** Shown beside a cell of the column when somebody goes there to type. */
  readonly prompt?: string;
}

/**
 * Numbers come as decimal text, so that no float touches them, days as YYYY-MM-DD, instants as RFC 3339 in UTC. What is
 * no number (or day) stands as text in its column.
 */
export type Value = string | number | bigint | null;
/** A cell of its own look: `bad` is red, `comment` is attached to it. */
export interface MarkedCell {
  readonly value: Value;
  readonly bad?: boolean;
  readonly comment?: string;
}
export type Cell = Value | MarkedCell;
export type Row = readonly Cell[];
/** Rows come in batches: a wait for each row would cost more than the row. */
export type Batches = Iterable<readonly Row[]> | AsyncIterable<readonly Row[]>;

export interface Sheet {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Rows above the header: a title, hints. */
  readonly above?: readonly { readonly look: 'title' | 'hint'; readonly cells: readonly string[] }[];
  /** Left out for a sheet of plain lines. */
  readonly withoutHeader?: boolean;
  readonly rows: Batches;
}

export const isMarked = (cell: Cell): cell is MarkedCell => typeof cell === 'object' && cell !== null;
