/**
 * Routes of imports. They only store what is asked for and answer at once; the work is done in a worker process (job/),
 * which publishes its progress.
 */
import type { Actor } from '../../data/as-actor.ts';
import type { Tx } from '../../data/database.ts';
import { LIST_RULES } from '../../domain/firm/announcement.ts';
import type { Cursors } from '../../http/cursor.ts';
import { etag } from '../../http/etag.ts';
import type { Limits } from '../../http/limits.ts';
import { notFound } from '../../http/problem.ts';
import { idOf } from '../../http/record-id.ts';
import { PageQuery } from '../../http/page-query.ts';
import {
  transactionRoute,
  noTransactionRoute,
  noContent,
  ok,
  type Answer,
  type Incoming,
  type Route,
} from '../../http/route.ts';
import {
  ImportCommit,
  ImportCorrection,
  ImportList,
  ImportUpload,
  MAPPING_MAX_KEYS,
  RowCorrection,
  RowList,
} from './imports.dto.ts';
import { importEvents } from './imports.events.ts';
import { errorsWorkbook } from './imports.file.ts';
import { correctRow } from './reading/correct-row.ts';
import { XLSX } from '../../sheets/workbook.ts';
import { beginImport, commitImport, remapImport, deleteImport } from './imports.service.ts';
import {
  findImport,
  findRow,
  listErrors,
  listImports,
  listRows,
  presentImport,
  presentRows,
  type ImportRecord,
} from './imports.view.ts';
import { changesOfImport, effectOf } from './job/effect.queries.ts';

/** Runs imports in the background. */
export interface ImportRunner {
  /** Looks for pending imports now, and ends the workers of those that were deleted. */
  nudge(): void;
  /** Ends the worker of an import, if this process runs it. */
  end(importId: string): Promise<void>;
}

export interface ImportDeps {
  readonly cursors: Cursors;
  readonly imports: ImportRunner;
  readonly limits: Pick<Limits, 'eventStreams' | 'exports'>;
}

const TAG = 'imports';
const ALL = '/api/v1/imports';
const ONE = `${ALL}/:id`;
const IMPORT = { 200: { description: 'the import', schema: 'Import' } } as const;
const STARTED = { 202: { description: 'started; GET the import, or follow its events', schema: 'Import' } } as const;

export function importRoutes(deps: ImportDeps): Route[] {
  return [...importLevelRoutes(deps), ...rowRoutes(deps)];
}

function importLevelRoutes({ cursors, imports, limits }: ImportDeps): Route[] {
  const started = async (tx: Tx, actor: Actor, incoming: Incoming, id: string): Promise<Answer> => {
    const answer = await answerImport(tx, actor, incoming, id);
    return {
      ...answer,
      status: 202,
      headers: { ...answer.headers, Location: `${ALL}/${id}` },
      afterwards: () => imports.nudge(),
    };
  };
  return [
    transactionRoute<unknown, ImportUpload>({
      method: 'POST',
      path: ALL,
      tag: TAG,
      permission: 'import.create',
      action: 'import.begin',
      idempotent: true,
      upload: true,
      body: ImportUpload,
      summary: 'Upload a spreadsheet, to check or to file it 上传表格：检查或备案',
      answers: STARTED,
      handle: async (tx, actor, incoming) => started(tx, actor, incoming, await beginImport(tx, actor, incoming)),
    }),
    transactionRoute<ImportList, unknown>({
      method: 'GET',
      path: ALL,
      tag: TAG,
      permission: 'import.create',
      action: 'import.list',
      query: ImportList,
      summary: 'Imports of the bank, or of the bureau 导入记录',
      answers: { 200: { description: 'one page, the newest first', schema: 'ImportPage' } },
      handle: async (tx, actor, incoming) =>
        ok(await listImports(tx, actor, incoming.query(), cursors, incoming.language)),
    }),
    transactionRoute({
      method: 'GET',
      path: ONE,
      tag: TAG,
      permission: 'import.create',
      action: 'import.read',
      summary: 'Progress and results of an import 导入进度与结果',
      answers: IMPORT,
      async handle(tx, actor, incoming) {
        const answer = await answerImport(tx, actor, incoming, idOf(incoming));
        incoming.validateQuery();
        return answer;
      },
    }),
    transactionRoute<unknown, ImportCorrection>({
      method: 'PATCH',
      path: ONE,
      tag: TAG,
      permission: 'import.create',
      action: 'import.map',
      ifMatch: 'optional',
      body: ImportCorrection,
      bodyMaxKeys: MAPPING_MAX_KEYS,
      answers: { ...STARTED, 409: { description: 'not in this state' } },
      summary:
        'Answer questions, or correct the mapping of columns and unit; the file is read again 回答问题或更正列对应关系',
      async handle(tx, actor, incoming) {
        const id = idOf(incoming);
        await remapImport(tx, id, incoming);
        return started(tx, actor, incoming, id);
      },
    }),
    transactionRoute<unknown, ImportCommit>({
      method: 'POST',
      path: `${ONE}/commit`,
      tag: TAG,
      permission: 'import.create',
      action: 'import.commit',
      ifMatch: 'optional',
      body: ImportCommit,
      bodyOptional: true,
      answers: { ...STARTED, 409: { description: 'not in this state' } },
      summary: 'File a checked import, without a new upload 备案已检查的导入',
      async handle(tx, actor, incoming) {
        const id = idOf(incoming);
        await commitImport(tx, id, incoming);
        return started(tx, actor, incoming, id);
      },
    }),
    transactionRoute({
      method: 'DELETE',
      path: ONE,
      tag: TAG,
      permission: 'import.create',
      action: 'import.drop',
      ifMatch: 'optional',
      summary: 'Delete an import and its file; filed records stay 删除导入',
      answers: { 204: { description: 'deleted' }, 409: { description: 'the import is committing' } },
      async handle(tx, _actor, incoming) {
        await deleteImport(tx, idOf(incoming), incoming, imports);
        return { ...noContent(), afterwards: () => imports.nudge() };
      },
    }),
    noTransactionRoute({
      method: 'GET',
      path: `${ONE}/events`,
      tag: TAG,
      permission: 'import.create',
      action: 'import.follow',
      summary: 'Progress as server-sent events 导入进度（事件流）',
      answers: {
        200: {
          description:
            '`event: import` with the Import as `data`, whenever it changes; ends when input is needed or the import is finished',
          content: 'text/event-stream',
        },
      },
      handle: (db, actor, incoming) => importEvents(db, actor, incoming, idOf(incoming), limits.eventStreams),
    }),
  ];
}

function rowRoutes({ cursors, limits }: ImportDeps): Route[] {
  return [
    transactionRoute<RowList, unknown>({
      method: 'GET',
      path: `${ONE}/rows`,
      tag: TAG,
      permission: 'import.create',
      action: 'import.rows',
      query: RowList,
      summary: 'Rows of an import 导入的各行',
      answers: { 200: { description: 'one page, in the order of the sheet', schema: 'ImportRowPage' } },
      async handle(tx, actor, incoming) {
        const record = await recordOf(tx, incoming);
        return ok(await listRows(tx, actor, record, incoming.query(), cursors, incoming.language));
      },
    }),
    transactionRoute({
      method: 'GET',
      path: `${ONE}/rows/:n`,
      tag: TAG,
      permission: 'import.create',
      action: 'import.row',
      summary: 'One row of an import 导入的一行',
      answers: { 200: { description: 'the row', schema: 'ImportRow' } },
      async handle(tx, _actor, incoming) {
        const record = await recordOf(tx, incoming);
        const row = await findRow(tx, record.id, rowOf(incoming));
        if (row === null) throw notFound();
        incoming.validateQuery();
        return ok((await presentRows(tx, [row], record, incoming.language))[0]);
      },
    }),
    transactionRoute<unknown, RowCorrection>({
      method: 'PATCH',
      path: `${ONE}/rows/:n`,
      tag: TAG,
      permission: 'import.create',
      // Recorded under this name since the first release, as are the table import_mend and the notices MENDED_*: a correction.
      action: 'import.mend',
      body: RowCorrection,
      summary: 'Correct a row of a checked import, or decide which firm it means 更正或认定导入的一行',
      answers: {
        200: { description: 'the row, checked again', schema: 'ImportRow' },
        409: { description: 'the import is not in the state checked' },
      },
      async handle(tx, actor, incoming) {
        const [id, n] = [idOf(incoming), rowOf(incoming)];
        await correctRow(tx, actor, id, n, incoming);
        const record = (await findImport(tx, id))!;
        return ok((await presentRows(tx, [(await findRow(tx, id, n))!], record, incoming.language))[0]);
      },
    }),
    transactionRoute<PageQuery, unknown>({
      method: 'GET',
      path: `${ONE}/errors`,
      tag: TAG,
      permission: 'import.create',
      action: 'import.errors',
      query: PageQuery,
      summary: 'Errors, cell by cell 逐格错误',
      answers: { 200: { description: 'one page, in the order of the sheet', schema: 'ImportErrorPage' } },
      async handle(tx, actor, incoming) {
        const record = await recordOf(tx, incoming);
        return ok(await listErrors(tx, actor, record, incoming.query(), cursors, incoming.language));
      },
    }),
    noTransactionRoute({
      method: 'GET',
      path: `${ONE}/errors.xlsx`,
      tag: TAG,
      permission: 'import.create',
      action: 'import.errors',
      summary: 'The invalid rows as a workbook, to correct and upload again 错误行工作簿',
      answers: {
        200: { description: 'the original rows, invalid cells red, messages as comments', content: XLSX },
      },
      handle: (db, actor, incoming) => errorsWorkbook(db, actor, incoming, idOf(incoming), limits.exports),
    }),
  ];
}

async function answerImport(tx: Tx, actor: Actor, incoming: Incoming, id: string): Promise<Answer> {
  const row = await findImport(tx, id);
  if (row === null) throw notFound();
  const shown = presentImport(row, actor, incoming.language);
  const list = row.announcement === null ? null : LIST_RULES[row.announcement.list];
  const hasEffect = row.state === 'checked' && (row.kind === 'qualifications' || row.kind === 'announcement');
  return ok(
    hasEffect ? { ...shown, effect: await effectOf(tx, await changesOfImport(tx, id, list?.kind ?? null)) } : shown,
    etag(row.version),
  );
}

async function recordOf(tx: Tx, incoming: Incoming): Promise<ImportRecord> {
  const row = await findImport(tx, idOf(incoming));
  if (row === null) throw notFound();
  return row;
}

function rowOf(incoming: Incoming): number {
  const n = incoming.params['n'] ?? '';
  if (!/^[1-9][0-9]{0,6}$/.test(n)) throw notFound();
  return Number(n);
}
