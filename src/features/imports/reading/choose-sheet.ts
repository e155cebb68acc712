/** Chooses the sheet of a workbook that is read: the one with the headings of the kind, wherever it stands. */
import { HEADER_WITHIN_ROWS } from '../../../domain/limits.ts';
import { REQUIRED_IMPORT_FIELDS, type ImportKind } from '../../../domain/sheet/import-words.ts';
import { usccOfCell } from '../../../domain/sheet/cell-identifier.ts';
import { findLayout, type Layout, type LayoutHints } from '../../../domain/sheet/layout.ts';
import { UnreadableError, type ReadRow, type Spreadsheet } from '../../../sheets/spreadsheet.ts';

export interface ChosenSheet {
  readonly sheet: string;
  readonly layout: Layout;
  /** The sheets that could be meant as well, with this one; empty when there is no doubt. */
  readonly alike: readonly string[];
  /** Those with rows like those of a table, and no headings: the table may go on there. */
  readonly withoutHeadings: readonly string[];
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

/**
 * The named sheet, or else the visible one that has the most of the required fields. Other visible ones are looked at in
 * either case.
 *
 * @throws UnreadableError if there is none
 */
export async function chooseSheet(
  spreadsheet: Spreadsheet,
  kind: ImportKind,
  hints: LayoutHints,
  named: string | undefined,
): Promise<ChosenSheet> {
  const candidates: Candidate[] = [];
  const withoutHeadings: string[] = [];
  let empty = true;
  for (const sheet of sheetsToLookAt(spreadsheet, named)) {
    const isOther = named !== undefined && sheet !== named;
    const rows = await headOf(spreadsheet, sheet).catch((error: unknown) => {
      // A damaged sheet beside the named one does not matter.
      if (isOther && error instanceof UnreadableError) return [];
      throw error;
    });
    if (rows.length > 0 && !isOther) empty = false;
    const layout = findLayout(rows, kind, {
      ...(isOther ? { remembered: hints.remembered, choices: hints.choices } : hints),
      sheetName: sheet,
    });
    if (layout !== null) candidates.push(candidateOf(sheet, layout, rows, kind));
    else if (rows.some(isRecordLike)) withoutHeadings.push(sheet);
  }
  const eligible = candidates.filter(({ sheet }) => named === undefined || sheet === named);
  const best = eligible.reduce<Candidate | null>((a, b) => (a === null || isBetter(b, a) ? b : a), null);
  if (best === null) throw nothingFound(spreadsheet, empty);
  const alike = candidates.filter(
    ({ fields, hasRows }) => hasRows && fields > 2 && fields >= best.fields * ALIKE_SHARE,
  );
  return {
    sheet: best.sheet,
    layout: best.layout,
    alike: alike.length > 1 ? alike.map(({ sheet }) => sheet) : [],
    withoutHeadings,
  };
}

const RECORD_MIN_CELLS = 6;

/** Whether a row has a credit code and as many cells as a loan. */
function isRecordLike({ cells }: ReadRow): boolean {
  const written = cells.filter((cell) => cell !== undefined);
  return written.length >= RECORD_MIN_CELLS && written.some((cell) => usccOfCell(cell).ok);
}

function sheetsToLookAt({ sheets }: Spreadsheet, named: string | undefined): readonly string[] {
  if (sheets.length === 0) return [''];
  return sheets.filter(({ name, hidden }) => !hidden || name === named).map(({ name }) => name);
}

function nothingFound({ sheets }: Spreadsheet, empty: boolean): UnreadableError {
  const hidden = sheets.filter((sheet) => sheet.hidden).map(({ name }) => name);
  if (empty && hidden.length === 0) return new UnreadableError('FILE_EMPTY');
  return new UnreadableError('HEADER_NOT_FOUND', hidden.length === 0 ? {} : { hidden: hidden.join('、') });
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
