/** Statements of the import service. Row-level security limits each of them to the actor's imports. */
import { sql, type Insertable } from 'kysely';
import type { Tx } from '../../data/database.ts';
import { violates } from '../../data/errors.ts';
import type { Database } from '../../data/schema.ts';
import type { ImportKind, ImportState } from '../../domain/sheet/import-words.ts';
import type { ImportMapping } from './imports.dto.ts';
import type { FileFindings } from './reading/findings.ts';

export type NewImport = Insertable<Database['import']>;

/** Another import of the same bank (or of the bureau) is running. */
export class RunningError extends Error {}

/**
 * Inserts an import with its progress row.
 *
 * @throws RunningError when another import of the bank is running; the transaction is then aborted
 */
export async function insertImport(tx: Tx, row: NewImport): Promise<void> {
  try {
    await tx.insertInto('import').values(row).execute();
  } catch (error) {
    throw violates(error, 'import_running') ? new RunningError() : error;
  }
  await tx.insertInto('import_progress').values({ import_id: row.id }).execute();
}

/** Stores the `n`th part of the uploaded bytes. */
export async function insertChunk(tx: Tx, importId: string, n: number, bytes: Buffer): Promise<void> {
  await tx.insertInto('import_chunk').values({ import_id: importId, n, bytes }).execute();
}

/** The import of this bank (or of the bureau) that is running, or null. */
export async function runningImport(tx: Tx, bank: string | null): Promise<string | null> {
  const row = await tx
    .selectFrom('import')
    .select('id')
    .where('state', 'in', ['reading', 'committing'])
    .where('bank_code', bank === null ? 'is' : '=', bank)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Total bytes of the stored uploads in the actor's row scope. */
export async function storedUploadBytes(tx: Tx): Promise<bigint> {
  const {
    rows: [row],
  } = await sql<{ bytes: bigint }>`
    select coalesce(sum(i.bytes), 0)::bigint as bytes
    from import i
    where exists (select from import_chunk c where c.import_id = i.id and c.n = 0)`.execute(tx);
  return row!.bytes;
}

/** The newest visible import of the same file content and kind; committed imports come first. Null if there is none. */
export async function sameFile(
  tx: Tx,
  sha256: Buffer,
  kind: ImportKind,
): Promise<{ id: string; createdAt: string } | null> {
  const row = await tx
    .selectFrom('import')
    .select(['id', 'created_at'])
    .where('sha256', '=', sha256)
    .where('kind', '=', kind)
    .orderBy(sql`state = 'committed'`, 'desc')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { id: row.id, createdAt: row.created_at } : null;
}

/** A visible import, locked until the end of the transaction; null if there is none. */
export async function lockImport(tx: Tx, id: string) {
  return (
    (await tx
      .selectFrom('import')
      .select(['id', 'kind', 'mode', 'partial', 'state', 'bank_code', 'mapping', 'announcement', 'version'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()) ?? null
  );
}
export type LockedImport = NonNullable<Awaited<ReturnType<typeof lockImport>>>;

/** What was found in the file; null before it was read. */
export async function readFindings(tx: Tx, id: string): Promise<FileFindings | null> {
  const row = await tx.selectFrom('import_progress').select('found').where('import_id', '=', id).executeTakeFirst();
  return (row?.found as FileFindings | null | undefined) ?? null;
}

/** Sets the state in which the runner picks the import up. @throws RunningError when another import of the bank is running */
export async function restartImport(
  tx: Tx,
  id: string,
  change: {
    state: ImportState;
    at?: Date;
    partial?: boolean;
    mapping?: ImportMapping;
    /** Codes confirmed by whoever commits. */
    confirmed?: string[];
  },
): Promise<void> {
  try {
    await tx
      .updateTable('import')
      .set({
        state: change.state,
        failure: null,
        finished_at: null,
        ...(change.at ? { acting_at: change.at.toISOString() } : {}),
        ...(change.partial === undefined ? {} : { partial: change.partial }),
        ...(change.mapping ? { mapping: JSON.stringify(change.mapping) } : {}),
        confirmed: change.confirmed?.length ? change.confirmed : null,
      })
      .where('id', '=', id)
      .execute();
  } catch (error) {
    throw violates(error, 'import_running') ? new RunningError() : error;
  }
  await tx
    .updateTable('import_progress')
    .set({ attempts: 0, share: 0, seconds_left: null })
    .where('import_id', '=', id)
    .execute();
}

/** Whether the uploaded bytes are still stored. */
export async function hasChunks(tx: Tx, id: string): Promise<boolean> {
  return (
    (await tx
      .selectFrom('import_chunk')
      .select('n')
      .where('import_id', '=', id)
      .where('n', '=', 0)
      .executeTakeFirst()) !== undefined
  );
}

export async function deleteImportRecord(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('import').where('id', '=', id).execute();
}

/** Stores corrected cells of a row; earlier corrections of other cells stay. */
export async function storeCorrection(
  tx: Tx,
  id: string,
  n: number,
  cells: Readonly<Record<string, string | null>>,
): Promise<void> {
  await sql`
    insert into import_mend (import_id, n, cells) values (${id}, ${n}, ${JSON.stringify(cells)}::json)
    on conflict (import_id, n) do update set cells = (import_mend.cells::jsonb || excluded.cells::jsonb)::json`.execute(
    tx,
  );
}

/** Counts a corrected row, for the audit trail and for the notice when the file is read again. */
export async function countCorrection(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable('import')
    .set((set) => ({ mended: set('mended', '+', 1) }))
    .where('id', '=', id)
    .execute();
}
