/** Statements of the background work on an import. */
import { sql } from 'kysely';
import { LOCK_CLASS } from '../../../data/advisory-locks.ts';
import type { Tx } from '../../../data/database.ts';
import { inBatches } from '../../../data/in-batches.ts';
import type { ImportField, ImportKind } from '../../../domain/sheet/import-words.ts';
import type { FileFindings, FileSum, Report, CodedMessage, StoredError } from '../reading/findings.ts';
import type { DraftRow, CheckedRow } from '../kinds/kind.ts';
import { hasSum, sumOf } from '../reading/sum.ts';

/** The import with the columns that the background work needs; null if it was deleted. */
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
        'i.announcement',
        'i.acting_at',
        'i.same_file_as',
        'i.created_at',
        'p.found',
        'p.rows_read',
      ])
      .where('i.id', '=', id)
      .executeTakeFirst()) ?? null
  );
}
type JobRow = NonNullable<Awaited<ReturnType<typeof readJob>>>;
/** An import as its run sees it. */
export type Job = JobRow & Run;

/** One run of an import, by one process. */
export interface Run {
  readonly id: string;
  /** The fencing token of the run. */
  readonly token: number;
}

/** The import was deleted while it ran. */
export class DeletedError extends Error {}

/** Another process has started a later run of the import; this one must write nothing any more. */
export class RunTakenOverError extends Error {}

/** How long a process keeps a run without renewing it. A run that its process still renews is never taken over. */
const LEASE_SECONDS = 6;

/**
 * Begins a run of an import, unless another process runs it.
 *
 * @returns the run and how many runs were interrupted before; null when another process runs the import
 */
export async function beginRun(tx: Tx, id: string): Promise<(Run & { readonly interrupted: number }) | null> {
  const { rows } = await sql<{ token: number; attempts: number }>`
    update import_progress
    set token = token + 1, attempts = attempts + 1, leased_until = clock_timestamp() + ${LEASE_SECONDS} * interval '1 second'
    where import_id = ${id}
      and (leased_until is null or leased_until < clock_timestamp())
    returning token, attempts`.execute(tx);
  const row = rows[0];
  return row ? { id, token: row.token, interrupted: row.attempts - 1 } : null;
}

/** @returns false when another process has taken the run over, or the import was deleted */
export async function renewRun(tx: Tx, { id, token }: Run): Promise<boolean> {
  const { rows } = await sql`
    update import_progress
    set leased_until = clock_timestamp() + ${LEASE_SECONDS} * interval '1 second'
    where import_id = ${id}
      and token = ${token}
    returning 1`.execute(tx);
  return rows.length > 0;
}

/** Ends a run, so that another one may begin at once. */
export async function endRun(tx: Tx, { id, token }: Run): Promise<void> {
  await tx
    .updateTable('import_progress')
    .set({ leased_until: null })
    .where('import_id', '=', id)
    .where('token', '=', token)
    .execute();
}

/**
 * Makes sure until the end of the transaction that no other run has begun. Every transaction of a run that writes calls
 * it: short ones at their beginning, that of a commit at its end, so that progress stays visible meanwhile.
 *
 * @throws DeletedError, RunTakenOverError
 */
export async function requireRun(tx: Tx, { id, token }: Run): Promise<void> {
  const row = await tx
    .selectFrom('import_progress')
    .select('token')
    .where('import_id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new DeletedError('the import was deleted');
  if (row.token !== token) throw new RunTakenOverError('another process has taken over the run');
}

/** Chunk `n` of the uploaded file; null after the last. */
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

/** Deletes the rows of an import and resets its progress. */
export async function clearRows(tx: Tx, id: string): Promise<void> {
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
      sum: null,
    })
    .where('import_id', '=', id)
    .execute();
}

export type Corrections = ReadonlyMap<number, Readonly<Partial<Record<ImportField, string | null>>>>;

/** Cells corrected by hand, by row number; null empties a cell. */
export async function readCorrections(tx: Tx, id: string): Promise<Corrections> {
  const rows = await tx.selectFrom('import_mend').select(['n', 'cells']).where('import_id', '=', id).execute();
  return new Map(rows.map(({ n, cells }) => [n, cells]));
}

export async function deleteCorrections(tx: Tx, id: string): Promise<void> {
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
  readonly found?: FileFindings;
  readonly report?: Report;
  readonly sum?: FileSum | null;
}

/** @returns false when the import was deleted */
export async function writeProgress(
  tx: Tx,
  id: string,
  { found, report, sum, ...figures }: Progress,
): Promise<boolean> {
  const result = await tx
    .updateTable('import_progress')
    .set({
      ...figures,
      ...(found ? { found: JSON.stringify(found) } : {}),
      ...(report ? { report: JSON.stringify(report) } : {}),
      ...(sum ? { sum: JSON.stringify(sum) } : {}),
    })
    .where('import_id', '=', id)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Stores checked rows. `ids` are the ids of their future filings, by row number. */
export async function insertRows(
  tx: Tx,
  id: string,
  rows: readonly CheckedRow[],
  ids: ReadonlyMap<number, string>,
): Promise<void> {
  const staged = rows.map((row) => ({ ...stored(row), record_id: ids.get(row.n) ?? null }));
  await sql`
    insert into import_row (
      import_id, n, cells, draft, errors, flags, verdict, record_id, receipt_key, uscc, contract_key, disbursed_on, amount,
      match, candidates
    )
    select ${id}::uuid, r.*
    from json_to_recordset(${JSON.stringify(staged)}::json) r (
      n integer, cells json, draft json, errors json, flags json, verdict text, record_id text,
      receipt_key text, uscc text, contract_key text, disbursed_on date, amount bigint, match text, candidates text[]
    )`.execute(tx);
}

export async function updateRows(tx: Tx, id: string, rows: readonly CheckedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update import_row w
    set cells = r.cells, draft = r.draft, errors = r.errors, flags = r.flags, verdict = r.verdict,
      receipt_key = r.receipt_key, uscc = r.uscc, contract_key = r.contract_key, disbursed_on = r.disbursed_on, amount = r.amount,
      match = r.match, candidates = r.candidates
    from json_to_recordset(${JSON.stringify(rows.map(stored))}::json) r (
      n integer, cells json, draft json, errors json, flags json, verdict text,
      receipt_key text, uscc text, contract_key text, disbursed_on date, amount bigint, match text, candidates text[]
    )
    where w.import_id = ${id}
      and w.n = r.n`.execute(tx);
}

/** `p` is the period of a qualification, from which the effect of the import is read. */
function stored(row: CheckedRow) {
  const { n, cells, draft, formErrors, key, contractKey, verdict, errors, flags, hidden } = row;
  const { period } = (hidden ?? {}) as { period?: object };
  const { uscc, disbursedOn, amount } = draft as { uscc?: string; disbursedOn?: string; amount?: string };
  return {
    n,
    cells,
    draft: { v: draft, e: formErrors, ...(period === undefined ? {} : { p: period }) },
    errors: errors.length > 0 ? errors : null,
    flags: flags.length > 0 ? flags : null,
    verdict,
    receipt_key: key,
    uscc: row.firm === undefined ? (uscc ?? null) : row.firm,
    contract_key: contractKey ?? null,
    disbursed_on: disbursedOn ?? null,
    amount: amount ?? null,
    match: row.match ?? null,
    candidates: row.candidates && row.candidates.length > 0 ? row.candidates : null,
  };
}

interface Staged {
  n: number;
  cells: DraftRow['cells'];
  draft: { v: Record<string, unknown>; e: StoredError[] };
  receipt_key: string | null;
  contract_key: string | null;
  record_id: string | null;
}
const asDraft = ({ n, cells, draft, receipt_key, contract_key }: Staged): DraftRow => ({
  n,
  cells,
  draft: draft.v,
  formErrors: draft.e,
  key: receipt_key,
  contractKey: contract_key,
});

/** Rows and the ids of their future filings. */
export interface RowsWithIds {
  readonly rows: readonly DraftRow[];
  /** By row number. */
  readonly ids: ReadonlyMap<number, string>;
}
const withIds = (rows: readonly Staged[]): RowsWithIds => ({
  rows: rows.map(asDraft),
  ids: new Map(rows.flatMap((row) => (row.record_id === null ? [] : [[row.n, row.record_id] as const]))),
});

const STAGED = ['n', 'cells', 'draft', 'receipt_key', 'contract_key', 'record_id'] as const;

/** The fileable rows in batches, in sheet order or in the order in which firms are locked (by code). */
export async function* fileableRows(
  tx: Tx,
  id: string,
  order: 'sheet' | 'firm',
  batchSize: number,
): AsyncGenerator<RowsWithIds> {
  const fileable = tx
    .selectFrom('import_row')
    .select(STAGED)
    .where('import_id', '=', id)
    .where('verdict', 'not in', ['invalid', 'refused']);
  const ordered = order === 'firm' ? fileable.orderBy('uscc') : fileable;
  for await (const rows of inBatches(tx, ordered.orderBy('n'), batchSize)) yield withIds(rows as Staged[]);
}

/** Up to `limit` rows: row `n` and those with one of the keys. */
export async function rowsWithKeys(
  tx: Tx,
  id: string,
  n: number,
  keys: readonly string[],
  limit: number,
): Promise<RowsWithIds> {
  const { rows } = await sql<Staged>`
    select n, cells, draft, receipt_key, contract_key, record_id
    from import_row
    where import_id = ${id}
      and (n = ${n} or receipt_key = any (${keys}::text[]))
    order by n
    limit ${limit}`.execute(tx);
  return withIds(rows);
}

export async function countRows(tx: Tx, id: string): Promise<{ valid: number; invalid: number; flagged: number }> {
  const {
    rows: [row],
  } = await sql<{ valid: number; invalid: number; flagged: number }>`
    select
      count(*) filter (where verdict not in ('invalid', 'refused'))::int as valid,
      count(*) filter (where verdict in ('invalid', 'refused'))::int as invalid,
      count(*) filter (where flags is not null and verdict not in ('invalid', 'refused'))::int as flagged
    from import_row
    where import_id = ${id}`.execute(tx);
  return row!;
}

/** The sum of the loans that would be filed; null for lists. */
export async function sumRows(tx: Tx, { id, kind }: { id: string; kind: ImportKind }): Promise<FileSum | null> {
  if (!hasSum(kind)) return null;
  const { rows } = await sql<{ month: string; filings: number; fen: string }>`
    select to_char(disbursed_on, 'YYYY-MM') as month, count(*)::int as filings, sum(amount)::text as fen
    from import_row
    where import_id = ${id}
      and verdict not in ('invalid', 'refused')
    group by month
    order by month`.execute(tx);
  return sumOf(rows);
}

/** The sums of the known amounts above and below a row; null where there are no rows. */
export async function sumAround(
  tx: Tx,
  id: string,
  n: number,
): Promise<{ readonly above: bigint | null; readonly below: bigint | null }> {
  const { rows } = await sql<{ above: bigint | null; below: bigint | null }>`
    select sum(amount) filter (where n < ${n})::bigint as above, sum(amount) filter (where n > ${n})::bigint as below
    from import_row
    where import_id = ${id}`.execute(tx);
  return rows[0]!;
}

/** Counts the verdicts of a list; `relinked` is zero. */
export async function reportOf(tx: Tx, id: string): Promise<Report> {
  const {
    rows: [row],
  } = await sql<Report>`
    select
      count(*) filter (where verdict = 'new')::int as new,
      count(*) filter (where verdict = 'changed')::int as changed,
      count(*) filter (where verdict = 'unchanged')::int as unchanged,
      count(*) filter (where verdict = 'refused')::int as refused,
      0 as relinked
    from import_row
    where import_id = ${id}`.execute(tx);
  return row!;
}

/** How many of the import's filings are stored. */
export async function countFiled(tx: Tx, id: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    -- A scalar subquery is never turned into a join: without statistics of the new rows, a join may take minutes.
    select count((select 1 from filing f where f.id = r.record_id::uuid))::int as count
    from import_row r
    where r.import_id = ${id}
      and r.verdict = 'valid'`.execute(tx);
  return rows[0]!.count;
}

/** Waits until no other transaction files the import, such as one of a process that has died. Raises the timeouts of the transaction. */
export async function lockJob(tx: Tx, id: string): Promise<void> {
  await sql`select set_config('statement_timeout', '600000', true), set_config('lock_timeout', '120000', true)`.execute(
    tx,
  );
  await sql`select pg_advisory_xact_lock(${LOCK_CLASS.importCommit}, hashtext(${id}))`.execute(tx);
}

/** Changes the state of an import if it is still `from`. @returns whether it was */
export async function endStep(
  tx: Tx,
  id: string,
  from: 'reading' | 'committing',
  state: 'asking' | 'checked' | 'committing' | 'committed' | 'failed',
  at: string,
  failure: CodedMessage | null = null,
): Promise<boolean> {
  const result = await tx
    .updateTable('import')
    .set({ state, failure: failure && JSON.stringify(failure), ...(state === 'committing' ? {} : { finished_at: at }) })
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/**
 * The ids of imports to read or commit, the one that was asked for first. A bank has one at a time (the index
 * import_running), so that this order serves the banks in turn: whoever asks again comes after all that are waiting.
 */
export async function pendingJobs(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectFrom('import')
    .select('id')
    .where('state', 'in', ['reading', 'committing'])
    .orderBy('acting_at')
    .orderBy('id')
    .limit(50)
    .execute();
  return rows.map(({ id }) => id);
}

/** Those of the imports that were deleted. */
export async function deletedOf(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx.selectFrom('import').select('id').where('id', 'in', ids).execute();
  const present = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => !present.has(id));
}
