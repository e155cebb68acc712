import { sql } from 'kysely';
import { LOCK_CLASS } from '../../../data/advisory-locks.ts';
import type { Tx } from '../../../data/database.ts';
import { inBatches } from '../../../data/in-batches.ts';
import type { AmountUnit, ImportField, ImportKind } from '../../../domain/sheet/import-words.ts';
import type { Found, Report, Said, StoredError } from '../reading/found.ts';
import type { DraftRow, JudgedRow } from '../kinds/kind.ts';

/** An import as the work on it needs it. */
export async function readJob(tx: Tx, id: string) {
  return (
    (await tx
      .selectFrom('import as i')
      .innerJoin('import_progress as p', 'p.import_id', 'i.id')
      .select([
        'i.id',
        'i.kind',
        'i.mode',
        'i.partial',
        'i.state',
        'i.bank_code',
        'i.format',
        'i.bytes',
        'i.file_name',
        'i.mapping',
        'i.acting_at',
        'i.same_file_as',
        'i.created_at',
        'p.found',
        'p.attempts',
      ])
      .where('i.id', '=', id)
      .executeTakeFirst()) ?? null
  );
}
export type Job = NonNullable<Awaited<ReturnType<typeof readJob>>>;

/** The next piece of the uploaded file; null after the last. */
export async function readChunk(tx: Tx, id: string, n: number): Promise<Buffer | null> {
  return (
    (
      await tx
        .selectFrom('import_chunk')
        .select('bytes')
        .where('import_id', '=', id)
        .where('n', '=', n)
        .executeTakeFirst()
    )?.bytes ?? null
  );
}

/** What a bank (or the bureau) said earlier of headings. */
export async function readRemembered(
  tx: Tx,
  bank: string | null,
  kind: ImportKind,
): Promise<Map<string, { field: ImportField | null; amountUnit: AmountUnit | null }>> {
  const rows = await tx
    .selectFrom('import_column')
    .select(['header', 'field', 'amount_unit'])
    .where('bank_code', '=', bank ?? '')
    .where('kind', '=', kind)
    .limit(2000)
    .execute();
  return new Map(
    rows.map((row) => [
      row.header,
      { field: row.field as ImportField | null, amountUnit: row.amount_unit as AmountUnit | null },
    ]),
  );
}

export async function remember(
  tx: Tx,
  bank: string | null,
  kind: ImportKind,
  columns: readonly { header: string; field: ImportField | null; amountUnit: AmountUnit | null }[],
): Promise<void> {
  if (columns.length === 0) return;
  await tx
    .insertInto('import_column')
    .values(
      columns.map(({ header, field, amountUnit }) => ({
        bank_code: bank ?? '',
        kind,
        header,
        field,
        amount_unit: amountUnit,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['bank_code', 'kind', 'header'])
        .doUpdateSet((set) => ({ field: set.ref('excluded.field'), amount_unit: set.ref('excluded.amount_unit') })),
    )
    .execute();
}

export async function clearRows(tx: Tx, { id, kind }: Pick<Job, 'id' | 'kind'>): Promise<void> {
  if (kind === 'filings') await tx.deleteFrom('import_filing').where('import_id', '=', id).execute();
  await tx.deleteFrom('import_row').where('import_id', '=', id).execute();
  await tx
    .updateTable('import_progress')
    .set({
      share: 0,
      seconds_left: null,
      rows_read: 0,
      valid: 0,
      invalid: 0,
      flagged: 0,
      filed: 0,
      found: null,
      report: null,
    })
    .where('import_id', '=', id)
    .execute();
}

export type Mends = ReadonlyMap<number, Readonly<Partial<Record<ImportField, string | null>>>>;

/** What was mended by hand, row by row. */
export async function readMends(tx: Tx, id: string): Promise<Mends> {
  const rows = await tx.selectFrom('import_mend').select(['n', 'cells']).where('import_id', '=', id).execute();
  return new Map(rows.map(({ n, cells }) => [n, cells]));
}

export async function forgetMends(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('import_mend').where('import_id', '=', id).execute();
}

export interface Progress {
  readonly share?: number;
  readonly seconds_left?: number | null;
  readonly rows_read?: number;
  readonly valid?: number;
  readonly invalid?: number;
  readonly flagged?: number;
  readonly filed?: number;
  readonly found?: Found;
  readonly report?: Report;
}

/** @returns false when the import is gone: somebody has dropped it */
export async function writeProgress(tx: Tx, id: string, { found, report, ...figures }: Progress): Promise<boolean> {
  const result = await tx
    .updateTable('import_progress')
    .set({
      ...figures,
      ...(found ? { found: JSON.stringify(found) } : {}),
      ...(report ? { report: JSON.stringify(report) } : {}),
    })
    .where('import_id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Keeps rows as they were read and judged. `ids` are those of the filings that will come of them. */
export async function insertRows(
  tx: Tx,
  id: string,
  rows: readonly JudgedRow[],
  ids: ReadonlyMap<number, string>,
): Promise<void> {
  const staged = rows.map((row) => ({ ...stored(row), record_id: ids.get(row.n) ?? null }));
  await sql`
    insert into import_row (import_id, n, cells, draft, errors, flags, verdict, record_id, receipt_key, uscc)
    select ${id}::uuid, r.* from json_to_recordset(${JSON.stringify(staged)}::json)
      r (n integer, cells json, draft json, errors json, flags json, verdict text, record_id text, receipt_key text, uscc text)`.execute(
    tx,
  );
}

export async function updateRows(tx: Tx, id: string, rows: readonly JudgedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update import_row w set cells = r.cells, draft = r.draft, errors = r.errors, flags = r.flags, verdict = r.verdict, receipt_key = r.receipt_key, uscc = r.uscc
    from json_to_recordset(${JSON.stringify(rows.map(stored))}::json)
      r (n integer, cells json, draft json, errors json, flags json, verdict text, receipt_key text, uscc text)
    where w.import_id = ${id} and w.n = r.n`.execute(tx);
}

function stored({ n, cells, draft, formErrors, key, verdict, errors, flags }: JudgedRow) {
  return {
    n,
    cells,
    draft: { v: draft, e: formErrors },
    errors: errors.length > 0 ? errors : null,
    flags: flags.length > 0 ? flags : null,
    verdict,
    receipt_key: key,
    uscc: (draft as { uscc?: string }).uscc ?? null,
  };
}

interface Staged {
  n: number;
  cells: DraftRow['cells'];
  draft: { v: Record<string, unknown>; e: StoredError[] };
  receipt_key: string | null;
  record_id: string | null;
}
const asDraft = ({ n, cells, draft, receipt_key }: Staged): DraftRow => ({
  n,
  cells,
  draft: draft.v,
  formErrors: draft.e,
  key: receipt_key,
});

/** Rows and what will come of them. */
export interface RowsWithIds {
  readonly rows: readonly DraftRow[];
  /** Row → the id of the filing that will come of it. */
  readonly ids: ReadonlyMap<number, string>;
}
const withIds = (rows: readonly Staged[]): RowsWithIds => ({
  rows: rows.map(asDraft),
  ids: new Map(rows.flatMap((row) => (row.record_id === null ? [] : [[row.n, row.record_id] as const]))),
});

const STAGED = ['n', 'cells', 'draft', 'receipt_key', 'record_id'] as const;
const goodRowsOf = (tx: Tx, id: string) =>
  tx
    .selectFrom('import_row')
    .select(STAGED)
    .where('import_id', '=', id)
    .where('verdict', 'not in', ['invalid', 'refused']);

/** Rows that are right, some thousand at a time: in the order of the locks of their firms and then of the sheet, or just as they stand there. */
export async function* goodRows(tx: Tx, id: string, asTheyStand: boolean, atOnce: number): AsyncGenerator<RowsWithIds> {
  const ordered = asTheyStand
    ? goodRowsOf(tx, id)
    : goodRowsOf(tx, id).orderBy(sql`hashtext(coalesce(uscc, '')) & 1023`);
  for await (const rows of inBatches(tx, ordered.orderBy('n'), atOnce)) yield withIds(rows as Staged[]);
}

/** Rows that are right of some firms, in the order of the sheet. */
export async function goodRowsOfFirms(tx: Tx, id: string, usccs: readonly string[]): Promise<RowsWithIds> {
  return withIds((await goodRowsOf(tx, id).where('uscc', 'in', usccs).orderBy('n').execute()) as Staged[]);
}

/** A row, and those that share one of these keys with it. */
export async function rowsAround(
  tx: Tx,
  id: string,
  n: number,
  keys: readonly string[],
  limit: number,
): Promise<RowsWithIds> {
  const { rows } = await sql<Staged>`
    select n, cells, draft, receipt_key, record_id from import_row where import_id = ${id} and (n = ${n} or receipt_key = any (${keys}::text[])) order by n limit ${limit}`.execute(
    tx,
  );
  return withIds(rows);
}

export async function countRows(tx: Tx, id: string): Promise<{ valid: number; invalid: number; flagged: number }> {
  const {
    rows: [row],
  } = await sql<{ valid: number; invalid: number; flagged: number }>`
    select count(*) filter (where verdict not in ('invalid', 'refused'))::int as valid, count(*) filter (where verdict in ('invalid', 'refused'))::int as invalid,
      count(*) filter (where flags is not null and verdict not in ('invalid', 'refused'))::int as flagged
    from import_row where import_id = ${id}`.execute(tx);
  return row!;
}

export async function reportOf(tx: Tx, id: string): Promise<Report> {
  const {
    rows: [row],
  } = await sql<Report>`
    select count(*) filter (where verdict = 'new')::int as new, count(*) filter (where verdict = 'changed')::int as changed,
      count(*) filter (where verdict = 'unchanged')::int as unchanged, count(*) filter (where verdict = 'refused')::int as refused, 0 as relinked
    from import_row where import_id = ${id}`.execute(tx);
  return row!;
}

/** One at a time, also when a process that has died is still at it in the database. Longer than a request may take. */
export async function holdImport(tx: Tx, id: string): Promise<void> {
  await sql`select set_config('statement_timeout', '600000', true), set_config('lock_timeout', '120000', true)`.execute(
    tx,
  );
  await sql`select pg_advisory_xact_lock(${LOCK_CLASS.importCommit}, hashtext(${id}))`.execute(tx);
}

/** Moves an import on, if it is still where it was. @returns whether it was */
export async function finish(
  tx: Tx,
  id: string,
  from: 'reading' | 'committing',
  state: 'asking' | 'checked' | 'committing' | 'committed' | 'failed',
  at: string,
  failure: Said | null = null,
): Promise<boolean> {
  const result = await tx
    .updateTable('import')
    .set({ state, failure: failure && JSON.stringify(failure), ...(state === 'committing' ? {} : { finished_at: at }) })
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function waitingJobs(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectFrom('import')
    .select('id')
    .where('state', 'in', ['reading', 'committing'])
    .orderBy('created_at')
    .limit(50)
    .execute();
  return rows.map(({ id }) => id);
}

/** Counts one more beginning. @returns how many there were before */
export async function countAttempt(tx: Tx, id: string): Promise<number> {
  const row = await tx
    .updateTable('import_progress')
    .set((set) => ({ attempts: set('attempts', '+', 1) }))
    .where('import_id', '=', id)
    .returning('attempts')
    .executeTakeFirst();
  return (row?.attempts ?? 1) - 1;
}
