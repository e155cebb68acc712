/**
 * Recognises rows below the headings that hold headings themselves: those of the table, repeated on each page, or those
 * of another table. Rows below the latter must never be read by the columns of the first table.
 */
import { HEADING_MAX_CHARACTERS, VALUE_CELL_MAX_CHARACTERS } from '../limits.ts';
import { unitOfHeading } from './amount-units.ts';
import type { ReadCell } from './cell.ts';
import { rateUnitOfHeading } from './rate-units.ts';
import { fieldOfHeading, headingKey } from './headings.ts';
import type { ImportField, ImportKind } from './import-words.ts';
import type { Layout } from './layout.ts';

type Cells = readonly (ReadCell | undefined)[];

interface ColumnHeading {
  readonly field: ImportField | null;
  readonly keys: ReadonlySet<string>;
}

/** `repeated`: the headings of the table again, in the same order and units; `other`: those of another table. */
export type HeadingRow = 'repeated' | 'other';

/** A row with fewer cells that are headings is none. */
const MIN_HEADINGS = 2;

/** @returns a function that recognises rows of headings; null for other rows */
export function headingRowsOf(layout: Layout, kind: ImportKind): (cells: Cells) => HeadingRow | null {
  const columns = new Map<number, ColumnHeading>(
    layout.columns.map(({ index, header, lines, field }) => [
      index,
      { field, keys: new Set([header, ...lines].map(headingKey)) },
    ]),
  );
  return (cells) => {
    // Headings of the same columns, of other ones, and words that are no headings in used columns.
    let [same, others, unknown] = [0, 0, 0];
    for (const [index, cell] of cells.entries()) {
      if (cell === undefined) continue;
      if (cell.kind !== 'text' || cell.text.length > HEADING_MAX_CHARACTERS) return null;
      const column = columns.get(index);
      if (column?.keys.has(headingKey(cell.text))) same += 1;
      else {
        const field = fieldOfHeading(cell.text, kind);
        if (field !== null && field === column?.field) same += 1;
        else if (field !== null) others += 1;
        else if (column !== undefined && column.field !== null) unknown += 1;
      }
    }
    if (same + others < MIN_HEADINGS || unknown > same + others + 1) return null;
    return others + unknown === 0 && hasSameUnits(cells, layout) ? 'repeated' : 'other';
  };
}

/** Whether the headings of amounts and rates name no other unit than those of the table. */
function hasSameUnits(cells: Cells, { columns, amountUnit, rateUnit }: Layout): boolean {
  return columns.every(({ index, field }) => {
    const text = cells[index]?.text;
    if (text === undefined) return true;
    if (field === 'amount') {
      const named = unitOfHeading(text);
      return named === null || (named.unit === amountUnit && named.currency === null);
    }
    if (field !== 'annualRate') return true;
    const { period, scale } = rateUnitOfHeading(text);
    return (period ?? rateUnit.period) === rateUnit.period && (scale ?? rateUnit.scale) === rateUnit.scale;
  });
}

const MAX_ORDINALS = 50;
const ORDINAL = /^[(]?(?:[0-9]{1,2}|[A-Z]|[甲乙丙丁戊己庚辛壬癸])[)]?(?:=.*)?$/;
const HINT = /^[(]?(?:必填|选填|可选|可空|非必填|必填项|选填项|required|optional)[)]?$/i;
const NUMBER_OF_COLUMNS = /^(?:栏次|列次|列号|栏号)$/;

/** Whether a row numbers the columns (甲 乙 1 2 3 …), or says of each whether it must be filled. */
export function isColumnNumbersRow(cells: Cells): boolean {
  const texts = cells.flatMap((cell) =>
    cell === undefined ? [] : [cell.text.slice(0, VALUE_CELL_MAX_CHARACTERS).normalize('NFKC').replace(/\s/gu, '')],
  );
  if (texts.length < 3 || texts.length > MAX_ORDINALS) return false;
  if (texts.every((text) => HINT.test(text))) return true;
  const ordinals = texts.filter((text) => !NUMBER_OF_COLUMNS.test(text));
  if (!ordinals.every((text) => ORDINAL.test(text))) return false;
  const numbers = ordinals.flatMap((text) => /[0-9]+/.exec(text)?.[0] ?? []).map(Number);
  return numbers.every((number, at) => at === 0 || number === numbers[at - 1]! + 1);
}
