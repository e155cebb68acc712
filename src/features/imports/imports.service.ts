/**
 * Use cases of imports; each runs in the transaction of the request. They change the state of an import and leave the
 * work to a worker process (job/).
 */
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../data/as-actor.ts';
import type { Tx } from '../../data/database.ts';
import { ERRORS_MAX_ITEMS, UPLOADS_MAX_BYTES } from '../../domain/limits.ts';
import { may, type Permission } from '../../domain/roles.ts';
import type { FieldError } from '../../domain/filing/findings.ts';
import type { ImportKind } from '../../domain/sheet/import-words.ts';
import { invalid, notFound, Problem } from '../../http/problem.ts';
import type { Incoming } from '../../http/route.ts';
import type { Upload } from '../../http/upload.ts';
import type { ImportAnswers, ImportCommit, ImportCorrection, ImportUpload } from './imports.dto.ts';
import {
  deleteImportRecord,
  hasChunks,
  insertChunk,
  insertImport,
  storedUploadBytes,
  lockImport,
  readFindings,
  restartImport,
  runningImport,
  RunningError,
  sameFile,
  type LockedImport,
} from './imports.queries.ts';
import { findImport } from './imports.view.ts';
import type { FileFindings } from './reading/findings.ts';
import { mergeMapping } from './reading/mapping.ts';
import { formatOf } from './reading/sniff.ts';
import { undecidedRows } from './announcements/announcements.queries.ts';
import { announcementOf } from './announcements/document.ts';

/** Small, so that buffers are freed early when chunks are written and read. */
const CHUNK_BYTES = 49_152;

/** Permission needed besides `import.create`: the one for entering single records of the kind. */
const KIND_PERMISSIONS: Readonly<Record<ImportKind, Permission>> = {
  filings: 'filing.create',
  history: 'history.create',
  qualifications: 'firm.write',
  firms: 'firm.write',
  announcement: 'firm.write',
};

/**
 * Stores an uploaded file and its import. The runner reads and checks it in the background.
 *
 * @returns the id of the import
 * @throws Problem FORBIDDEN for a kind not allowed to the role, VALIDATION_FAILED, CONFLICT (quota, or another import is running)
 */
export async function beginImport(tx: Tx, actor: Actor, incoming: Incoming<unknown, ImportUpload>): Promise<string> {
  const { value, errors } = incoming.inspectBody();
  if (value.kind !== undefined && !may(actor.role, KIND_PERMISSIONS[value.kind]))
    throw new Problem('FORBIDDEN', { detail: NOT_YOURS });
  const { upload } = incoming;
  const { announcement, errors: documentErrors } = announcementOf(value, errors);
  const all = [...errors, ...documentErrors, ...uploadErrors(upload, value.kind)];
  if (all.length > 0) throw invalid(...all);
  const { kind, mode = 'check', partial = false, mapping } = incoming.body();
  const format = await formatOf(upload!, kind === 'announcement');
  const bank = actor.bank?.code ?? null;
  const running = await runningImport(tx, bank);
  if (running !== null) throw busy(running);
  if ((await storedUploadBytes(tx)) + BigInt(upload!.bytes) > BigInt(UPLOADS_MAX_BYTES))
    throw new Problem('CONFLICT', { detail: QUOTA });
  const id = uuidv7({ msecs: incoming.at.getTime() });
  const same = await sameFile(tx, upload!.sha256, kind);
  await reportBusy(() =>
    insertImport(tx, {
      id,
      kind,
      mode,
      partial,
      state: 'reading',
      bank_code: bank,
      regions: actor.regions ? [...actor.regions] : null,
      account_id: actor.accountId,
      file_name: upload!.field === 'text' ? announcement!.docNo : upload!.name,
      format,
      bytes: BigInt(upload!.bytes),
      sha256: upload!.sha256,
      same_file_as: same?.id ?? null,
      mapping: mapping ? JSON.stringify(mergeMapping(null, mapping)) : null,
      announcement,
      acting_at: incoming.at.toISOString(),
      created_at: incoming.at.toISOString(),
    }),
  );
  await storeUpload(tx, id, upload!);
  return id;
}

function uploadErrors(upload: Upload | null, kind: ImportKind | undefined): FieldError[] {
  if (upload === null) return [{ path: 'file', code: 'REQUIRED' }];
  if (upload.field === 'text' && kind !== 'announcement') return [{ path: 'text', code: 'NOT_ALLOWED' }];
  return upload.bytes === 0 ? [{ path: upload.field, code: 'FILE_EMPTY' }] : [];
}

async function storeUpload(tx: Tx, id: string, upload: Upload): Promise<void> {
  let n = 0;
  for await (const piece of upload.pieces(CHUNK_BYTES)) await insertChunk(tx, id, n++, piece);
}

/**
 * Starts to read the file again with another mapping or with answers to its questions. Corrections by hand stay, unless
 * another sheet is read.
 *
 * @throws Problem NOT_FOUND, STALE_VERSION, STATE_CONFLICT, VALIDATION_FAILED
 */
export async function remapImport(tx: Tx, id: string, incoming: Incoming<unknown, ImportCorrection>): Promise<void> {
  const row = await lockFor(tx, id);
  const { mapping } = incoming.body();
  requireIfSent(incoming, row);
  if (!['asking', 'checked', 'failed'].includes(row.state)) throw conflict(row);
  requireOptions(mapping.answers ?? {}, await readFindings(tx, id));
  if (!(await hasChunks(tx, id))) throw new Problem('STATE_CONFLICT', { detail: GONE });
  await reportBusy(() =>
    restartImport(tx, id, { state: 'reading', at: incoming.at, mapping: mergeMapping(row.mapping, mapping) }),
  );
}

/** @throws Problem VALIDATION_FAILED for an answer that is none of the options of its question */
function requireOptions(answers: ImportAnswers, findings: FileFindings | null): void {
  for (const { id, options } of [...(findings?.questions ?? []), ...(findings?.answered ?? [])]) {
    const answer = answers[id];
    if (answer == null || options === undefined || options.some(({ value }) => value === answer)) continue;
    const allowed = options.map(({ value }) => value).join(', ');
    throw invalid({ path: `mapping.answers.${id}`, code: 'UNKNOWN_WORD', params: { allowed } });
  }
}

/**
 * Starts to file a checked import.
 *
 * @throws Problem NOT_FOUND, STALE_VERSION, STATE_CONFLICT, VALIDATION_FAILED for a missing confirmation, CONFLICT while
 *   another import is running
 */
export async function commitImport(tx: Tx, id: string, incoming: Incoming<unknown, ImportCommit>): Promise<void> {
  const row = await lockFor(tx, id);
  const { partial, confirm = [] } = incoming.body();
  requireIfSent(incoming, row);
  if (row.state !== 'checked') throw conflict(row);
  if (row.kind === 'announcement') await requireDecided(tx, id);
  const needed = [...new Set(((await readFindings(tx, id))?.confirmations ?? []).map(({ code }) => code))];
  const missing = needed.filter((code) => !confirm.includes(code));
  if (missing.length > 0)
    throw invalid({ path: 'confirm', code: 'CONFIRMATION_MISSING', params: { codes: missing.join(', ') } });
  await reportBusy(() =>
    restartImport(tx, id, {
      state: 'committing',
      at: incoming.at,
      confirmed: needed,
      ...(partial == null ? {} : { partial }),
    }),
  );
}

/** @throws Problem STATE_CONFLICT that lists the rows of an announcement that somebody has to decide */
async function requireDecided(tx: Tx, id: string): Promise<void> {
  const open = await undecidedRows(tx, id, ERRORS_MAX_ITEMS);
  if (open.length > 0)
    throw new Problem('STATE_CONFLICT', {
      detail: UNDECIDED,
      errors: open.map((row) => ({ path: `rows.${row}`, code: 'ROW_UNDECIDED', params: { row } })),
    });
}

/**
 * Deletes an import with its file; filed records stay. An import that is being read ends at once: its worker first,
 * because a transaction of it may hold locks for as long as the worker computes. (If this transaction fails, the runner
 * starts the import again.)
 *
 * @throws Problem NOT_FOUND, STALE_VERSION, STATE_CONFLICT while the import is committing
 */
export async function deleteImport(
  tx: Tx,
  id: string,
  incoming: Incoming,
  runner: { end(importId: string): Promise<void> },
): Promise<void> {
  const seen = await findImport(tx, id);
  if (seen === null) throw notFound();
  incoming.validateBody();
  requireIfSent(incoming, seen);
  if (seen.state === 'reading') await runner.end(id);
  const row = await lockFor(tx, id);
  requireIfSent(incoming, row);
  if (row.state === 'committing') throw conflict(row);
  await deleteImportRecord(tx, id);
}

async function lockFor(tx: Tx, id: string): Promise<LockedImport> {
  const row = await lockImport(tx, id);
  if (row === null) throw notFound();
  return row;
}

function requireIfSent(incoming: Incoming, row: Pick<LockedImport, 'version'>): void {
  if (incoming.header('If-Match') !== undefined) incoming.requireVersion(row.version);
}

/** @throws Problem CONFLICT when `work` throws RunningError */
export async function reportBusy(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof RunningError ? busy(null) : error;
  }
}

function busy(importId: string | null): Problem {
  return new Problem('CONFLICT', { detail: BUSY, ...(importId === null ? {} : { members: { importId } }) });
}

/** The problem of an action that the import's state does not allow. */
export function conflict({ state }: { state: string }): Problem {
  return new Problem('STATE_CONFLICT', {
    detail: {
      'zh-CN': `该导入当前状态为 ${state}，不能进行此操作。请刷新后查看。`,
      en: `The import is ${state}, which does not allow this. Reload to see what can be done.`,
    },
  });
}

const BUSY = {
  'zh-CN': '本单位已有一个导入正在进行，同一时间只能进行一个。请等待其完成，或先删除它。',
  en: 'Another import of your bank (or bureau) is running; only one can run at a time. Wait until it is done, or delete it.',
};
const UNDECIDED = {
  'zh-CN': '还有需要确认企业的行（曾用名或重名）。请逐行选定企业或设为不导入，再提交。',
  en: 'Some rows have yet to be decided (former names, or names of several firms). Choose a firm for each or skip it, then commit.',
};
const QUOTA = {
  'zh-CN': '已保存的上传文件达到限额。请删除不再需要的导入后重试；上传文件在 30 天后自动删除。',
  en: 'The stored uploads have reached their quota. Delete imports that are not needed; uploads are deleted after 30 days.',
};
const GONE = {
  'zh-CN': '上传的文件已过保存期限。请重新上传。',
  en: 'The uploaded file is no longer stored. Upload it again.',
};
const NOT_YOURS = {
  'zh-CN':
    '银行经办导入备案（filings），主管部门导入资质（qualifications）、名单公告（announcement）、企业（firms）和历史备案（history）。',
  en: 'Officers import filings; auditors import qualifications, announcements, firms and history.',
};
