/** Correction of single rows of a checked import. A corrected row must pass the same check as a row of the file. */
import type { Actor } from '../../../data/as-actor.ts';
import type { Tx } from '../../../data/database.ts';
import type { ReadCell } from '../../../domain/sheet/cell.ts';
import { USUAL_RATE } from '../../../domain/sheet/rate-units.ts';
import { IMPORT_FIELDS, type ImportField, type ImportKind } from '../../../domain/sheet/import-words.ts';
import { IMPORT_RECHECKED_ROWS_MAX } from '../../../domain/limits.ts';
import { invalid, notFound } from '../../../http/problem.ts';
import type { Incoming } from '../../../http/route.ts';
import type { RowCorrection } from '../imports.dto.ts';
import { countRows, rowsWithKeys, sumRows, updateRows, writeProgress } from '../job/job.queries.ts';
import { SKIP } from '../kinds/announcement.ts';
import { newMemory, type DraftRow, type Kind, type Reading } from '../kinds/kind.ts';
import { KINDS } from '../kinds/kinds.ts';
import { findFirms } from '../kinds/lists.queries.ts';
import { storeCorrection, lockImport, countCorrection, readFindings } from '../imports.queries.ts';
import { newReading } from '../kinds/reading.ts';
import { recheckTotals } from './recheck-totals.ts';
import { conflict } from '../imports.service.ts';
import { findRow } from '../imports.view.ts';

/**
 * Corrects cells of a row of a checked import. Checks the row again, and the rows that share its old or new key.
 *
 * @throws Problem NOT_FOUND, VALIDATION_FAILED, STATE_CONFLICT
 */
export async function correctRow(
  tx: Tx,
  actor: Actor,
  id: string,
  n: number,
  incoming: Incoming<unknown, RowCorrection>,
): Promise<void> {
  const locked = await lockImport(tx, id);
  if (locked === null || (await findRow(tx, id, n)) === null) throw notFound();
  const values = await valuesOf(tx, locked.kind, incoming.body());
  if (locked.state !== 'checked') throw conflict(locked);
  const findings = await readFindings(tx, id);
  const kind = KINDS[locked.kind];
  const reading: Reading = {
    ...(await newReading(tx, actor, { kind: locked.kind, at: incoming.at, announcement: locked.announcement })),
    amountUnit: findings?.amountUnit ?? null,
    rateUnit: findings?.rateUnit ?? USUAL_RATE,
    answers: new Map((findings?.answered ?? []).map(({ id: question, answer }) => [question, answer])),
  };
  await recheck(tx, id, n, values, kind, reading);
  await writeProgress(tx, id, { ...(await countRows(tx, id)), sum: await sumRows(tx, locked) });
  await recheckTotals(tx, id, findings);
  await storeCorrection(tx, id, n, values);
  await countCorrection(tx, id);
}

/** The cells to change: those that are given, or the decision about a row of an announcement. */
async function valuesOf(
  tx: Tx,
  kind: ImportKind,
  { values, uscc, skip }: RowCorrection,
): Promise<Readonly<Record<string, string | null>>> {
  const given = [values, uscc, skip].filter((one) => one != null).length;
  if (given === 0) throw invalid({ path: kind === 'announcement' ? 'uscc' : 'values', code: 'REQUIRED' });
  if (given > 1) throw invalid({ path: values != null ? 'values' : 'skip', code: 'NOT_ALLOWED' });
  if (values != null) {
    const fields = IMPORT_FIELDS[kind] as readonly ImportField[];
    const wrong = Object.keys(values).filter((field) => !fields.includes(field as ImportField) || field === 'decision');
    if (wrong.length > 0)
      throw invalid(...wrong.map((field) => ({ path: `values.${field}`, code: 'UNKNOWN_FIELD' as const })));
    return values;
  }
  if (kind !== 'announcement') throw invalid({ path: uscc != null ? 'uscc' : 'skip', code: 'NOT_ALLOWED' });
  if (uscc != null && (await findFirms(tx, [uscc], null)).size === 0)
    throw invalid({ path: 'uscc', code: 'UNKNOWN_FIRM' });
  return { decision: uscc ?? (skip === true ? SKIP : null) };
}

async function recheck(
  tx: Tx,
  id: string,
  n: number,
  values: Readonly<Record<string, string | null>>,
  kind: Kind,
  reading: Reading,
): Promise<void> {
  const before = (await rowsWithKeys(tx, id, n, [], 1)).rows[0]!;
  // The title of the file is not stored; the kind that it gave is in the row.
  const title = (before.draft['kind'] as string | undefined) ?? '';
  const { revokes } = before.draft as { revokes?: Reading['revokes'] };
  const corrected = withCells(before, values, kind, { ...reading, title, revokes });
  const keys = [before.key, corrected.key].filter((key) => key !== null);
  const related = await rowsWithKeys(tx, id, n, keys, IMPORT_RECHECKED_ROWS_MAX);
  const rows = [...related.rows.filter((row) => row.n !== n), corrected].sort((a, b) => a.n - b.n);
  await updateRows(tx, id, await kind.check(tx, rows, reading, newMemory()));
}

/** The row with changed cells. Errors of unchanged cells stay, because their type in the file is no longer known. */
function withCells(
  row: DraftRow,
  values: Readonly<Record<string, string | null>>,
  kind: Kind,
  reading: Reading,
): DraftRow {
  const changed = new Set(Object.keys(values) as ImportField[]);
  const cells = new Map<ImportField, ReadCell>();
  for (const field of IMPORT_FIELDS[reading.kind as ImportKind] as readonly ImportField[]) {
    const text = changed.has(field) ? values[field] : row.cells[field];
    if (text != null && text.trim() !== '') cells.set(field, { text, kind: 'text' });
  }
  const again = kind.interpret(row.n, cells, reading);
  // Without a cell of its own the kind follows from the number.
  if (changed.has('certificateNo') && !cells.has('kind')) changed.add('kind');
  const formErrors = [
    ...row.formErrors.filter(({ field }) => field === null || !changed.has(field)),
    ...again.formErrors.filter(({ field }) => field !== null && changed.has(field)),
  ];
  const draft: Record<string, unknown> = { ...row.draft };
  for (const field of changed) {
    delete draft[field];
    if (field in again.draft) draft[field] = again.draft[field];
  }
  // The meaning of a region name depends on the day.
  if (changed.has('disbursedOn') && !changed.has('regionCode') && again.draft['regionCode'] !== undefined)
    draft['regionCode'] = again.draft['regionCode'];
  return { ...again, draft, formErrors };
}
