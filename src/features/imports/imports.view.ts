/**
 * Reads and presents imports and their rows, within the actor's row scope. Members of the API may be added, none
 * renamed or removed.
 */
import { sql } from 'kysely';
import type { Actor } from '../../data/as-actor.ts';
import type { Tx } from '../../data/database.ts';
import { fieldLabel } from '../../domain/sheet/import-labels.ts';
import { LIST_LIMIT_DEFAULT_ITEMS } from '../../domain/limits.ts';
import { flagMessage, message, type Language } from '../../domain/messages/messages.ts';
import type { FieldCode, ShownFlagRule } from '../../domain/messages/codes.ts';
import { understoodValues } from '../../domain/sheet/understood.ts';
import type { RowMatch } from '../../domain/firm/announcement.ts';
import type { RowVerdict } from '../../domain/sheet/import-words.ts';
import { formatAmount } from '../../domain/values/money.ts';
import type { Cursors } from '../../http/cursor.ts';
import type { PageQuery } from '../../http/page-query.ts';
import { UNDECIDED } from './announcements/announcements.queries.ts';
import {
  MATCHES,
  NO_MATCHES,
  presentAnnouncement,
  readCandidates,
  type CandidateFirm,
} from './announcements/announcements.view.ts';
import type { ImportList, RowList } from './imports.dto.ts';
import type { Repair } from '../../domain/sheet/cell.ts';
import type {
  Cells,
  FileFindings,
  FileQuestion,
  FileSum,
  Report,
  CodedMessage,
  StoredError,
} from './reading/findings.ts';

function base(tx: Tx, matches = NO_MATCHES) {
  return tx
    .selectFrom('import as i')
    .leftJoin('import_progress as p', 'p.import_id', 'i.id')
    .leftJoin('bank as b', 'b.code', 'i.bank_code')
    .select([
      'i.id',
      'i.kind',
      'i.mode',
      'i.partial',
      'i.state',
      'i.bank_code',
      'b.name as bank_name',
      'i.account_id',
      'i.file_name',
      'i.format',
      'i.bytes',
      'i.created_at',
      'i.finished_at',
      'i.failure',
      'i.same_file_as',
      'i.confirmed',
      'i.version',
      'i.announcement',
      matches,
      'p.share',
      'p.seconds_left',
      'p.rows_read',
      'p.valid',
      'p.invalid',
      'p.flagged',
      'p.filed',
      'p.found',
      'p.report',
      'p.sum',
      sql<boolean>`exists (select from import_chunk c where c.import_id = i.id and c.n = 0)`.as('kept'),
    ]);
}
export type ImportRecord = Awaited<ReturnType<ReturnType<typeof base>['executeTakeFirstOrThrow']>>;

/** A visible import, or null. */
export async function findImport(tx: Tx, id: string): Promise<ImportRecord | null> {
  return (await base(tx, MATCHES).where('i.id', '=', id).executeTakeFirst()) ?? null;
}

/** The import as API resource, in the given language. */
export function presentImport(row: ImportRecord, actor: Actor, language: Language) {
  const findings = row.found as FileFindings | null;
  return {
    id: row.id,
    kind: row.kind,
    mode: row.mode,
    partial: row.partial,
    state: row.state,
    bank: row.bank_code === null ? null : { code: row.bank_code, name: row.bank_name ?? '' },
    mine: row.account_id === actor.accountId,
    file: { name: row.file_name, format: row.format, bytes: Number(row.bytes), kept: row.kept },
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    share: Math.min(1, row.share ?? 0),
    secondsLeft: row.seconds_left,
    rowsRead: row.rows_read ?? 0,
    valid: row.valid ?? 0,
    invalid: row.invalid ?? 0,
    flagged: row.flagged ?? 0,
    filed: row.filed ?? 0,
    mapping: findings && {
      sheet: findings.sheet,
      sheets: findings.sheets,
      headerRow: findings.headerRow,
      amountUnit: findings.amountUnit,
      columns: findings.columns,
    },
    questions: (findings?.questions ?? []).map((question) => presentQuestion(question, language)),
    answered: (findings?.answered ?? []).map((question) => ({
      ...presentQuestion(question, language),
      answer: question.answer,
      by: question.by,
    })),
    confirmations: (findings?.confirmations ?? []).map((coded) => presentMessage(coded, language)),
    confirmed: row.confirmed ?? [],
    notices: (findings?.notices ?? []).map((coded) => presentMessage(coded, language)),
    failure: row.failure === null ? null : presentMessage(row.failure as CodedMessage, language),
    report: row.report as Report | null,
    sum: presentSum(row.sum as FileSum | null),
    sameFileAs: row.same_file_as,
    ...presentAnnouncement(row),
    version: row.version,
  };
}

/** Questions stored by earlier versions have neither id nor options. */
function presentQuestion(question: FileQuestion, language: Language) {
  return {
    id: question.id ?? question.code,
    ...presentMessage(question, language),
    field: question.field ?? null,
    options: (question.options ?? []).map(({ value, label }) => ({ value, label: label[language] })),
    rows: question.rows ?? null,
  };
}

function presentSum(sum: FileSum | null) {
  return (
    sum && {
      filings: sum.filings,
      amount: formatAmount(BigInt(sum.fen)),
      byMonth: sum.byMonth.map(({ month, filings, fen }) => ({ month, filings, amount: formatAmount(BigInt(fen)) })),
    }
  );
}

function presentMessage({ code, params = {}, field }: CodedMessage, language: Language) {
  return {
    code,
    message: message(
      code as FieldCode,
      { ...params, ...(field ? { field: fieldLabel(field, language) } : {}) },
      language,
    ),
  };
}

/** One page of the visible imports, newest first. @throws Problem for an invalid cursor */
export async function listImports(tx: Tx, actor: Actor, filter: ImportList, cursors: Cursors, language: Language) {
  const { cursor, limit = LIST_LIMIT_DEFAULT_ITEMS, kind, state } = filter;
  const belongsTo = [actor.accountId, 'imports', kind ?? null, state ?? null];
  let query = base(tx);
  if (kind) query = query.where('i.kind', 'in', kind);
  if (state) query = query.where('i.state', 'in', state);
  if (cursor !== undefined) {
    const [at, id] = cursors.read(belongsTo, cursor);
    query = query.where(sql<boolean>`(i.created_at, i.id) < (${String(at)}::timestamptz, ${id}::uuid)`);
  }
  const rows = await query
    .orderBy('i.created_at', 'desc')
    .orderBy('i.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map((row) => presentImport(row, actor, language)),
    nextCursor: last ? cursors.write(belongsTo, [last.created_at, last.id]) : null,
  };
}

interface StoredRow {
  n: number;
  cells: Cells;
  draft: { v: Readonly<Record<string, unknown>> };
  errors: StoredError[] | null;
  flags: { rule: string; params?: Record<string, string> }[] | null;
  verdict: RowVerdict;
  record_id: string | null;
  match: RowMatch | null;
  uscc: string | null;
  candidates: string[] | null;
}
const ROW = ['n', 'cells', 'draft', 'errors', 'flags', 'verdict', 'record_id', 'match', 'uscc', 'candidates'] as const;

export async function findRow(tx: Tx, id: string, n: number): Promise<StoredRow | null> {
  return (
    ((await tx
      .selectFrom('import_row')
      .select(ROW)
      .where('import_id', '=', id)
      .where('n', '=', n)
      .executeTakeFirst()) as StoredRow | undefined) ?? null
  );
}

/** Valid rows of a committed import of filings are filed; their stored verdict stays `valid`. */
function isFiled(row: StoredRow, { kind, state }: Pick<ImportRecord, 'kind' | 'state'>): boolean {
  return row.verdict === 'valid' && state === 'committed' && (kind === 'filings' || kind === 'history');
}

/** Rows as API resources. */
export async function presentRows(tx: Tx, rows: readonly StoredRow[], record: ImportRecord, language: Language) {
  const usccs = rows.flatMap((row) => (row.match === null ? [] : [row.uscc ?? [], row.candidates ?? []].flat()));
  const firms = await readCandidates(tx, usccs);
  return rows.map((row) => presentRow(row, record, language, firms));
}

export function presentRow(
  row: StoredRow,
  record: ImportRecord,
  language: Language,
  firms: ReadonlyMap<string, CandidateFirm> = new Map(),
) {
  const findings = record.found as FileFindings | null;
  const flags = (row.flags ?? []).map(({ rule, params }) => ({
    rule,
    message: flagMessage(rule as ShownFlagRule, params ?? {}, language),
  }));
  const filed = isFiled(row, record);
  const { decision, ...rest } = row.cells;
  const values: Cells = rest;
  return {
    row: row.n,
    verdict: filed ? ('filed' as const) : row.verdict,
    values,
    understood: understoodValues(row.draft.v, row.cells),
    errors: cellErrors(row, findings, language),
    flags,
    recordId: filed ? row.record_id : null,
    match: row.match,
    firm: (row.match !== null && firms.get(row.uscc ?? '')) || null,
    candidates: (row.candidates ?? []).flatMap((uscc) => firms.get(uscc) ?? []),
    decision: decision ?? null,
  };
}

function cellErrors(row: StoredRow, findings: FileFindings | null, language: Language) {
  return (row.errors ?? []).map(({ field, code, params, repair }) => {
    const place = field === null ? undefined : findings?.columns.find((column) => column.field === field);
    return {
      row: row.n,
      column: place?.column ?? null,
      header: place?.header ?? null,
      field,
      value: field === null ? '' : (row.cells[field] ?? ''),
      code,
      message: message(code as FieldCode, params ?? {}, language),
      repair: repair && field !== null ? { field, value: repair.value, why: WHY[repair.why][language] } : null,
    };
  });
}

const WHY: Readonly<Record<Repair['why'], Readonly<Record<Language, string>>>> = {
  KNOWN_FIRM: {
    'zh-CN': '一处笔误之差，且为已登记企业的代码',
    en: 'One typing error away, and the code of a known firm.',
  },
  CHECK_CHARACTER: {
    'zh-CN': '一处笔误之差，且校验位相符',
    en: 'One typing error away, and the check character is correct.',
  },
  UNIT: { 'zh-CN': '元与万元互换后的金额', en: 'The amount with yuan and ten thousand yuan swapped.' },
  SHARE: { 'zh-CN': '小数换算为百分数', en: 'The fraction, written as a percentage.' },
  DAY_MONTH: { 'zh-CN': '日与月互换后的日期', en: 'The date with day and month swapped.' },
};

/** One page of the rows, in sheet order. @throws Problem for an invalid cursor */
export async function listRows(
  tx: Tx,
  actor: Actor,
  record: ImportRecord,
  filter: RowList,
  cursors: Cursors,
  language: Language,
) {
  const { cursor, limit = LIST_LIMIT_DEFAULT_ITEMS, only, match, undecided, from } = filter;
  const belongsTo = [
    ...[actor.accountId, 'import rows', record.id, only ?? null, from ?? null],
    ...[match ?? null, undecided ?? null],
  ];
  const after = cursor === undefined ? (from ?? 1) - 1 : Number(cursors.read(belongsTo, cursor)[0]);
  let query = tx.selectFrom('import_row').select(ROW).where('import_id', '=', record.id).where('n', '>', after);
  if (match) query = query.where('match', 'in', match);
  if (undecided !== undefined) {
    query = query.where(undecided ? sql<boolean>`${UNDECIDED} is true` : sql<boolean>`${UNDECIDED} is not true`);
  }
  if (only) {
    const filed = record.state === 'committed' && (record.kind === 'filings' || record.kind === 'history');
    const verdicts = only
      .filter((word): word is RowVerdict => word !== 'flagged')
      .map((word) => (filed && word === 'filed' ? 'valid' : filed && word === 'valid' ? 'filed' : word));
    query = query.where((where) =>
      where.or([
        ...(verdicts.length > 0 ? [where('verdict', 'in', verdicts)] : []),
        ...(only.includes('flagged') ? [where('flags', 'is not', null)] : []),
      ]),
    );
  }
  const rows = (await query
    .orderBy('n')
    .limit(limit + 1)
    .execute()) as unknown as StoredRow[];
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return {
    items: await presentRows(tx, items, record, language),
    nextCursor: last ? cursors.write(belongsTo, [last.n]) : null,
  };
}

/** One page of cell errors, in sheet order. @throws Problem for an invalid cursor */
export async function listErrors(
  tx: Tx,
  actor: Actor,
  record: ImportRecord,
  { cursor, limit = LIST_LIMIT_DEFAULT_ITEMS }: PageQuery,
  cursors: Cursors,
  language: Language,
) {
  const belongsTo = [actor.accountId, 'import errors', record.id];
  const [row, errorsRead] =
    cursor === undefined ? [0, 0] : (cursors.read(belongsTo, cursor).map(Number) as [number, number]);
  const rows = await invalidRows(tx, record.id, row, limit + 2);
  const all = rows
    .flatMap((each) =>
      cellErrors(each, record.found as FileFindings | null, language).map((error, index) => ({
        error,
        position: [each.n, index + 1] as const,
      })),
    )
    .filter(({ position: [n, index] }) => n > row || index > errorsRead);
  const items = all.slice(0, limit);
  const last = all.length > limit ? items.at(-1) : undefined;
  return { items: items.map(({ error }) => error), nextCursor: last ? cursors.write(belongsTo, last.position) : null };
}

/** Up to `limit` invalid or refused rows with a number of at least `from`. */
export async function invalidRows(tx: Tx, id: string, from: number, limit: number): Promise<StoredRow[]> {
  return (await tx
    .selectFrom('import_row')
    .select(ROW)
    .where('import_id', '=', id)
    .where('n', '>=', from)
    .where('verdict', 'in', ['invalid', 'refused'])
    .orderBy('n')
    .limit(limit)
    .execute()) as unknown as StoredRow[];
}
