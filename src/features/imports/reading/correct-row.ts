import type { Actor } from '../../../data/as-actor.ts';
import type { Tx } from '../../../data/database.ts';
import type { ReadCell } from '../../../domain/sheet/cell.ts';
import { IMPORT_FIELDS, type ImportField, type ImportKind } from '../../../domain/sheet/import-words.ts';
import { IMPORT_MENDED_TOGETHER_MAX } from '../../../domain/limits.ts';
import { invalid, notFound } from '../../../http/problem.ts';
import type { Incoming } from '../../../http/route.ts';
import type { RowCorrection } from '../imports.dto.ts';
import type { Found } from './found.ts';
import { countRows, rowsAround, updateRows, writeProgress } from '../job/job.queries.ts';
import { newMemory, type DraftRow, type Kind, type Reading } from '../kinds/kind.ts';
import { KINDS } from '../kinds/kinds.ts';
import { keepMend, lockImport, touchMended } from '../imports.queries.ts';
import { readReference } from '../kinds/reference.queries.ts';
import { conflict } from '../imports.service.ts';
import { findImport, findRow } from '../imports.view.ts';

/**
 * Mends cells of a row of a checked import. The row is checked anew, and so are those that it was, or now is, a repetition
 * of.
 *
 * @throws Problem NOT_FOUND, VALIDATION_FAILED, STATE_CONFLICT
 */
export async function mendRow(
  tx: Tx,
  actor: Actor,
  id: string,
  n: number,
  incoming: Incoming<unknown, RowCorrection>,
): Promise<void> {
  const locked = await lockImport(tx, id);
  if (locked === null || (await findRow(tx, id, n)) === null) throw notFound();
  const { values } = incoming.body();
  const fields = IMPORT_FIELDS[locked.kind] as readonly ImportField[];
  const wrong = Object.keys(values).filter((field) => !fields.includes(field as ImportField));
  if (wrong.length > 0)
    throw invalid(...wrong.map((field) => ({ path: `values.${field}`, code: 'UNKNOWN_FIELD' as const })));
  if (locked.state !== 'checked') throw conflict(locked);
  const { found } = (await findImport(tx, id))!;
  const kind = KINDS[locked.kind];
  const reading: Reading = {
    kind: locked.kind,
    reference: await readReference(tx),
    at: incoming.at,
    bank: actor.bank?.code ?? null,
    regions: actor.regions,
    amountUnit: (found as Found | null)?.amountUnit ?? null,
    date1904: false,
    title: '',
  };
  await checkAround(tx, id, n, values, kind, reading);
  await writeProgress(tx, id, await countRows(tx, id));
  await keepMend(tx, id, n, values);
  await touchMended(tx, id);
}

async function checkAround(
  tx: Tx,
  id: string,
  n: number,
  values: Readonly<Record<string, string | null>>,
  kind: Kind,
  reading: Reading,
): Promise<void> {
  const before = (await rowsAround(tx, id, n, [], 1)).rows[0]!;
  const mended = mend(before, values, kind, reading);
  const keys = [before.key, mended.key].filter((key) => key !== null);
  const around = await rowsAround(tx, id, n, keys, IMPORT_MENDED_TOGETHER_MAX);
  const rows = [...around.rows.filter((row) => row.n !== n), mended].sort((a, b) => a.n - b.n);
  await updateRows(tx, id, await kind.check(tx, rows, reading, newMemory()));
}

/** The row with other cells. What was wrong in the form of cells that nobody touched stays wrong. */
function mend(row: DraftRow, values: Readonly<Record<string, string | null>>, kind: Kind, reading: Reading): DraftRow {
  const touched = new Set(Object.keys(values) as ImportField[]);
  const cells = new Map<ImportField, ReadCell>();
  for (const field of IMPORT_FIELDS[reading.kind as ImportKind] as readonly ImportField[]) {
    const text = touched.has(field) ? values[field] : row.cells[field];
    if (text != null && text.trim() !== '') cells.set(field, { text, kind: 'text' });
  }
  const anew = kind.interpret(row.n, cells, reading);
  const formErrors = [
    ...row.formErrors.filter(({ field }) => field === null || !touched.has(field)),
    ...anew.formErrors.filter(({ field }) => field !== null && touched.has(field)),
  ];
  const draft: Record<string, unknown> = { ...row.draft };
  for (const field of touched) {
    delete draft[field];
    if (field in anew.draft) draft[field] = anew.draft[field];
  }
  // A region's name may mean another one on another day.
  if (touched.has('disbursedOn') && !touched.has('regionCode') && anew.draft['regionCode'] !== undefined)
    draft['regionCode'] = anew.draft['regionCode'];
  return { ...anew, draft, formErrors };
}
