/** Chooses the sheet of a workbook that is read: the one with the headings of the kind, wherever it stands. */
import { HEADER_WITHIN_ROWS } from '../../../domain/limits.ts';
import { REQUIRED_IMPORT_FIELDS, type ImportKind } from '../../../domain/sheet/import-words.ts';
import { findLayout, type Layout, type LayoutHints } from '../../../domain/sheet/layout.ts';
import { UnreadableError, type ReadRow, type Spreadsheet } from '../../../sheets/spreadsheet.ts';

export interface ChosenSheet {
  readonly sheet: string;
  readonly layout: Layout;
  /** The sheets that could be meant as well, with this one; empty when there is no doubt. */
  readonly alike: readonly string[];
}

interface Candidate {
  readonly sheet: string;
  readonly layout: Layout;
  /** How many of the required fields have a column. */
  readonly fields: number;
  readonly hasRows: boolean;
}

/** A sheet with this share of the required fields that the best one has may be meant as well. */
const ALIKE_SHARE = 0.75;

/** The named sheet, or else the visible one that has the most of the required fields. @throws UnreadableError if there is none */
export async function chooseSheet(
  spreadsheet: Spreadsheet,
  kind: ImportKind,
  hints: LayoutHints,
  named: string | undefined,
): Promise<ChosenSheet> {
  const names =
    spreadsheet.sheets.length === 0
      ? ['']
      : spreadsheet.sheets
          .filter(({ name, hidden }) => (named === undefined ? !hidden : name === named))
          .map(({ name }) => name);
  const candidates: Candidate[] = [];
  let empty = true;
  for (const sheet of names) {
    const rows = await headOf(spreadsheet, sheet);
    if (rows.length > 0) empty = false;
    const layout = findLayout(rows, kind, { ...hints, sheetName: sheet });
    if (layout !== null) candidates.push(candidateOf(sheet, layout, rows, kind));
  }
  const best = candidates.reduce<Candidate | null>((a, b) => (a === null || isBetter(b, a) ? b : a), null);
  if (best === null) throw new UnreadableError(empty ? 'FILE_EMPTY' : 'HEADER_NOT_FOUND');
  const alike = candidates.filter(
    ({ fields, hasRows }) => hasRows && fields > 2 && fields >= best.fields * ALIKE_SHARE,
  );
  return { sheet: best.sheet, layout: best.layout, alike: alike.length > 1 ? alike.map(({ sheet }) => sheet) : [] };
}

const isBetter = (one: Candidate, other: Candidate): boolean =>
  one.hasRows === other.hasRows ? one.fields > other.fields : one.hasRows;

/** The rows in which headings are looked for, and the first ones below them. */
async function headOf(spreadsheet: Spreadsheet, sheet: string): Promise<ReadRow[]> {
  const rows: ReadRow[] = [];
  for await (const batch of spreadsheet.rows(sheet)) {
    rows.push(...batch);
    if (rows.length > HEADER_WITHIN_ROWS) break;
  }
  return rows.slice(0, HEADER_WITHIN_ROWS);
}

function candidateOf(sheet: string, layout: Layout, rows: readonly ReadRow[], kind: ImportKind): Candidate {
  const present = new Set(layout.columns.flatMap(({ field }) => field ?? []));
  return {
    sheet,
    layout,
    fields: REQUIRED_IMPORT_FIELDS[kind].filter((field) => present.has(field)).length,
    hasRows: rows.some(({ n }) => n >= layout.firstRow),
  };
}
