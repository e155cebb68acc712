/**
 * Routes of filings, as data with small handlers; the use cases are in filings.service.ts. Paths, actions and
 * permissions are known to clients, the audit trail and the access tests.
 */
import type { Actor, Statement } from '../../data/as-actor.ts';
import type { Tx } from '../../data/database.ts';
import { contextStatements, foundContexts, type ContextUse } from '../../data/filing.queries.ts';
import { FILING_BATCH_MAX_BYTES } from '../../domain/limits.ts';
import { addDays, shanghaiDay } from '../../domain/values/day.ts';
import type { Cursors } from '../../http/cursor.ts';
import { fileOfList, type Downloads } from '../../http/downloads.ts';
import { AsOfQuery, postingOf, presentPosting } from '../../http/as-of.ts';
import { etag } from '../../http/etag.ts';
import { notFound, Problem } from '../../http/problem.ts';
import { idOf } from '../../http/record-id.ts';
import { noTransactionRoute, transactionRoute, ok, type Answer, type Incoming, type Route } from '../../http/route.ts';
import { XLSX } from '../../sheets/workbook.ts';
import { acceptFilings, presentAcceptances, readAcceptance } from './filings.accept.ts';
import { presentBatch, readBatch, type BatchItem } from './filings.batch.ts';
import {
  FilingAcceptance,
  FilingBatch,
  FilingBody,
  FilingCorrection,
  FilingFilter,
  FilingList,
  ReasonBody,
} from './filings.dto.ts';
import { filingHistory } from './filings.history.ts';
import { presentCheck, presentFiled } from './filings.present.ts';
import { countCheckedFirm } from './filings.queries.ts';
import { checkOnly, correctFiling, decideFiling, submitFilings } from './filings.service.ts';
import { filingsExport } from './filings.table.ts';
import { receiptOf } from './filings.receipt.ts';
import { filingAsOf } from './filings.as-of.view.ts';
import { countFilings, findFiling, listFilings, presentFiling } from './filings.view.ts';

const TAG = 'filings';
const ONE = '/api/v1/filings/:id';
const FILING = { 200: { description: 'the filing', schema: 'Filing' } } as const;

export interface FilingDeps {
  readonly cursors: Cursors;
  readonly downloads: Downloads;
  /** Distinct firms that one account may check on a day. */
  readonly checkFirmsPerDay: number;
}

export function filingRoutes({ cursors, downloads, checkFirmsPerDay }: FilingDeps): Route[] {
  return [
    transactionRoute({
      method: 'POST',
      path: '/api/v1/filings',
      tag: TAG,
      summary: 'File a loan (备案)',
      permission: 'filing.create',
      action: 'filing.submit',
      idempotent: true,
      body: FilingBody,
      pipelined: (incoming) => contextOfBody(incoming, 'file'),
      answers: { 201: { description: 'filed: accepted, or submitted for review', schema: 'Filing' } },
      async handle(tx, actor, incoming, pipelinedRows) {
        const inspected = incoming.inspectBody();
        const contexts = foundContexts([{ draft: inspected.value }], await pipelinedRows(), incoming.at);
        const [outcome] = await submitFilings(tx, [inspected], contexts);
        if (outcome instanceof Problem) throw outcome;
        const filing = presentFiled(actor, outcome!, incoming.language);
        return {
          status: 201,
          body: filing,
          headers: { ...etag(filing.version), Location: `/api/v1/filings/${filing.id}` },
        };
      },
    }),
    transactionRoute({
      method: 'POST',
      path: '/api/v1/filings/batch',
      tag: TAG,
      summary: 'File up to 500 loans; each is filed or refused on its own, in order',
      permission: 'filing.create',
      action: 'filing.submit',
      idempotent: true,
      body: FilingBatch,
      bodyMaxBytes: FILING_BATCH_MAX_BYTES,
      pipelined: contextsOfBatch,
      answers: { 200: { description: 'the result of each item', schema: 'FilingBatchResult' } },
      async handle(tx, actor, incoming, pipelinedRows) {
        const items = itemsOf(incoming);
        const contexts = foundContexts(items.map(asked), await pipelinedRows(), incoming.at);
        const outcomes = await submitFilings(
          tx,
          items.map(({ filing }) => filing),
          contexts,
        );
        return ok(presentBatch(actor, items, outcomes, incoming.language, incoming.requestId));
      },
    }),
    transactionRoute({
      method: 'POST',
      path: '/api/v1/filings/check',
      tag: TAG,
      summary: 'Check a loan without filing it',
      permission: 'filing.create',
      action: 'filing.check',
      logged: 'check',
      body: FilingBody,
      pipelined: (incoming) => [
        ...contextOfBody(incoming, 'check'),
        ...unlessInvalid(() => countedFirm(incoming.inspectBody().value, checkFirmsPerDay)),
      ],
      answers: {
        200: {
          description: 'errors, flags and status, as far as they rest on filings of the own bank',
          schema: 'FilingCheck',
        },
        429: { description: '`TOO_MANY_REQUESTS`: too many distinct firms on this day' },
      },
      async handle(_tx, _actor, incoming, pipelinedRows) {
        const inspected = incoming.inspectBody();
        const found = await pipelinedRows();
        if (found[2]?.[0].counted === false) throw tooManyFirms(checkFirmsPerDay, incoming.at);
        const [context] = foundContexts([{ draft: inspected.value }], found, incoming.at);
        return ok(presentCheck(checkOnly(inspected, context!), incoming.language));
      },
    }),
    transactionRoute({
      method: 'GET',
      path: '/api/v1/filings',
      tag: TAG,
      summary: 'The visible filings',
      permission: 'filing.read',
      action: 'filing.list',
      query: FilingList,
      file: fileOfList(downloads, filingsExport),
      answers: {
        200: {
          description: 'one page; as a file: all of them',
          schema: 'FilingPage',
          also: ['text/csv', XLSX],
        },
      },
      handle: async (tx, actor, incoming) =>
        ok(await listFilings(tx, actor, incoming.query(), cursors, incoming.language)),
    }),
    transactionRoute({
      method: 'GET',
      path: '/api/v1/filings/counts',
      tag: TAG,
      summary: 'Number of visible filings by state',
      permission: 'filing.read',
      action: 'filing.count',
      query: FilingFilter,
      answers: { 200: { description: 'filings by state', schema: 'FilingCounts' } },
      handle: async (tx, actor, incoming) => ok(await countFilings(tx, actor, incoming.query())),
    }),
    transactionRoute({
      method: 'GET',
      path: ONE,
      tag: TAG,
      summary: 'One filing',
      permission: 'filing.read',
      action: 'filing.read',
      logged: 'look',
      query: AsOfQuery,
      answers: FILING,
      async handle(tx, actor, incoming) {
        const row = await findFiling(tx, actor, idOf(incoming));
        if (row === null) throw notFound();
        const { asOf } = incoming.query();
        if (asOf === undefined) return ok(presentFiling(row, incoming.language), etag(row.version));
        const posting = await postingOf(tx, asOf);
        const was = await filingAsOf(tx, actor, row, posting.no);
        if (was === null) throw notFound();
        return ok({ ...presentFiling(was, incoming.language), posting: presentPosting(posting) });
      },
    }),
    noTransactionRoute({
      method: 'GET',
      path: `${ONE}/receipt`,
      tag: TAG,
      summary: 'The receipt of an accepted filing, with its verification code 备案回执',
      permission: 'filing.read',
      action: 'filing.receipt',
      logged: 'look',
      conflicts: true,
      answers: { 200: { description: 'the receipt', schema: 'Receipt' } },
      handle: async (db, actor, incoming) => ok(await receiptOf(db, actor, idOf(incoming), incoming)),
    }),
    transactionRoute({
      method: 'GET',
      path: `${ONE}/history`,
      tag: TAG,
      summary: 'The versions of a filing',
      permission: 'filing.read',
      action: 'filing.history',
      logged: 'look',
      answers: { 200: { description: 'oldest first', schema: 'FilingHistory' } },
      async handle(tx, actor, incoming) {
        const id = idOf(incoming);
        if ((await findFiling(tx, actor, id)) === null) throw notFound();
        incoming.validateQuery();
        return ok({ items: await filingHistory(tx, actor, id), nextCursor: null });
      },
    }),
    transactionRoute({
      method: 'PATCH',
      path: ONE,
      tag: TAG,
      summary: 'Correct a filing that is submitted or returned',
      permission: 'filing.create',
      action: 'filing.correct',
      body: FilingCorrection,
      ifMatch: 'required',
      answers: FILING,
      async handle(tx, actor, incoming) {
        const id = idOf(incoming);
        await correctFiling(tx, id, incoming.inspectBody, incoming.requireVersion, incoming.at);
        return answerFiling(tx, actor, incoming, id);
      },
    }),
    transactionRoute({
      method: 'POST',
      path: '/api/v1/filings/accept',
      tag: TAG,
      summary: 'Accept up to 200 filings under review; each on its own, in order 批量同意',
      permission: 'filing.decide',
      action: 'filing.accept',
      idempotent: true,
      body: FilingAcceptance,
      answers: { 200: { description: 'the result of each filing', schema: 'FilingAcceptanceResult' } },
      async handle(tx, actor, incoming) {
        const { items, reason } = readAcceptance(incoming.body());
        const outcomes = await acceptFilings(tx, actor, items, reason);
        return ok(presentAcceptances(items, outcomes, incoming.language, incoming.requestId));
      },
    }),
    decision('accept', 'filing.decide', 'Accept a filing under review'),
    decision('return', 'filing.decide', 'Return a filing to its bank, with the reason'),
    decision('void', 'filing.decide', 'Void an accepted filing; totals fall by it at once'),
    decision('withdraw', 'filing.create', 'Withdraw a filing that is submitted or returned'),
  ];
}

function decision(
  action: 'accept' | 'return' | 'void' | 'withdraw',
  permission: 'filing.decide' | 'filing.create',
  summary: string,
): Route {
  return transactionRoute<unknown, ReasonBody>({
    method: 'POST',
    path: `${ONE}/${action}`,
    tag: TAG,
    summary,
    permission,
    action: `filing.${action}`,
    ifMatch: 'required',
    answers: FILING,
    ...(action === 'accept' ? {} : { body: ReasonBody }),
    async handle(tx, actor, incoming) {
      const id = idOf(incoming);
      await decideFiling(tx, id, action, () => incoming.body().reason ?? null, incoming.requireVersion);
      return answerFiling(tx, actor, incoming, id);
    },
  });
}

async function answerFiling(tx: Tx, actor: Actor, incoming: Incoming, id: string): Promise<Answer> {
  const row = await findFiling(tx, actor, id);
  if (row === null) throw notFound();
  incoming.validateQuery();
  return ok(presentFiling(row, incoming.language), etag(row.version));
}

/** The statements for the context of the body. None for a body that is not a JSON object: the handler reports it. */
function contextOfBody(incoming: Incoming<unknown, FilingBody>, use: ContextUse): readonly Statement[] {
  return unlessInvalid(() => contextStatements([{ draft: incoming.inspectBody().value }], use));
}

function contextsOfBatch(incoming: Incoming<unknown, FilingBatch>): readonly Statement[] {
  return unlessInvalid(() => contextStatements(itemsOf(incoming).map(asked), 'file'));
}

const asked = ({ filing }: BatchItem) => ({ draft: filing.value });

const batches = new WeakMap<Incoming, BatchItem[]>();

/** The items of a batch, read once per request. */
function itemsOf(incoming: Incoming<unknown, FilingBatch>): BatchItem[] {
  const items = batches.get(incoming) ?? readBatch(incoming.body());
  batches.set(incoming, items);
  return items;
}

const countedFirm = ({ uscc }: Partial<FilingBody>, maxPerDay: number): readonly Statement[] =>
  uscc === undefined ? [] : [countCheckedFirm(uscc, maxPerDay)];

function tooManyFirms(max: number, at: Date): Problem {
  const midnight = Date.parse(`${addDays(shanghaiDay(at), 1)}T00:00:00+08:00`);
  return new Problem('TOO_MANY_REQUESTS', {
    headers: { 'Retry-After': String(Math.ceil((midnight - at.getTime()) / 1000)) },
    detail: {
      'zh-CN': `本账号今天核对过的企业已达每日上限（${max} 家），北京时间零时后可继续核对。填好的备案仍可直接提交。`,
      en: `This account has checked loans of ${max} firms today, the most for one day; go on after midnight in Shanghai. A filing can still be submitted without a check.`,
    },
  });
}

function unlessInvalid(statements: () => readonly Statement[]): readonly Statement[] {
  try {
    return statements();
  } catch (error) {
    if (error instanceof Problem) return [];
    throw error;
  }
}
