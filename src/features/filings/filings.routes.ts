import type { Actor, Alongside } from '../../data/as-actor.ts';
import type { Db, Tx } from '../../data/database.ts';
import type { ErrorCode, ShownFlagRule } from '../../domain/messages/codes.ts';
import { flagMessage, message, type Language } from '../../domain/messages/messages.ts';
import type { Cursors } from '../../http/cursor.ts';
import { fileOfList, type Downloads } from '../../http/downloads.ts';
import { etag } from '../../http/etag.ts';
import { notFound, Problem } from '../../http/problem.ts';
import { actingRoute, ok, type Answer, type Incoming, type Route } from '../../http/route.ts';
import type { Inspected } from '../../http/rule.ts';
import { XLSX } from '../../sheets/workbook.ts';
import { createDesk, type Filed } from './filings.desk.ts';
import { FilingBody, FilingCorrection, FilingFilter, FilingList, ReasonBody } from './filings.dto.ts';
import { filingHistory } from './filings.history.ts';
import type { FactsRow } from './filings.queries.ts';
import { checkFiling, correctFiling, decideFiling, openingOf, submitFiling } from './filings.service.ts';
import { filingsExport } from './filings.table.ts';
import { countFilings, findFiling, listFilings, presentFiling, presentStatus } from './filings.view.ts';

const TAG = 'filings';
const ONE = '/api/v1/filings/:id';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const FILING = { 200: { description: 'the filing', schema: 'Filing' } } as const;
const READERS = ['officer', 'auditor', 'firm'] as const;

export function filingRoutes({ db, cursors, downloads }: { db: Db; cursors: Cursors; downloads: Downloads }): Route[] {
  const desk = createDesk(db);
  async function shared(sessionId: string, incoming: Incoming<unknown, FilingBody>): Promise<Answer | null> {
    const inspected = inspectedBody(incoming);
    // A key is kept with its answer, in the transaction of whoever asks.
    if (inspected === null || inspected.errors.length > 0 || incoming.header('Idempotency-Key') !== undefined)
      return null;
    const filed = await desk({ sessionId, requestId: incoming.requestId, at: incoming.at, inspected });
    return filed === undefined ? null : answerFiled(filed, incoming.language);
  }
  return [
    actingRoute({
      method: 'POST',
      path: '/api/v1/filings',
      tag: TAG,
      summary: 'File a loan (备案)',
      permission: ['officer'],
      action: 'filing.submit',
      idempotent: true,
      body: FilingBody,
      opening: openFiling,
      shared,
      answers: { 201: { description: 'filed: accepted, or submitted for review', schema: 'Filing' } },
      async handle(tx, actor, incoming, alongside) {
        const inspected = incoming.inspectBody();
        const facts = await factsOf(alongside);
        return answerFiled(
          {
            ...(await submitFiling(
              tx,
              actor,
              inspected,
              facts,
              incoming.at,
              incoming.header('Idempotency-Key') === undefined,
            )),
            facts,
          },
          incoming.language,
        );
      },
    }),
    actingRoute({
      method: 'POST',
      path: '/api/v1/filings/check',
      tag: TAG,
      summary: 'What filing this loan would say; nothing is stored',
      permission: ['officer'],
      action: 'filing.check',
      body: FilingBody,
      opening: openFiling,
      answers: { 200: { description: 'errors, flags and status', schema: 'FilingCheck' } },
      async handle(tx, _actor, incoming, alongside) {
        const inspected = incoming.inspectBody();
        return ok(
          presentCheck(await checkFiling(tx, inspected, await factsOf(alongside), incoming.at), incoming.language),
        );
      },
    }),
    actingRoute({
      method: 'GET',
      path: '/api/v1/filings',
      tag: TAG,
      summary: 'The filings in sight',
      permission: READERS,
      action: 'filing.list',
      query: FilingList,
      file: fileOfList(downloads, filingsExport),
      answers: {
        200: {
          description: 'one page; as a file on request, all of them',
          schema: 'FilingPage',
          also: ['text/csv', XLSX],
        },
      },
      handle: async (tx, actor, incoming) =>
        ok(await listFilings(tx, actor, incoming.query(), cursors, incoming.language)),
    }),
    actingRoute({
      method: 'GET',
      path: '/api/v1/filings/counts',
      tag: TAG,
      summary: 'How many filings in sight are in each state',
      permission: READERS,
      action: 'filing.count',
      query: FilingFilter,
      answers: { 200: { description: 'filings by state', schema: 'FilingCounts' } },
      handle: async (tx, actor, incoming) => ok(await countFilings(tx, actor, incoming.query())),
    }),
    actingRoute({
      method: 'GET',
      path: ONE,
      tag: TAG,
      summary: 'One filing',
      permission: READERS,
      action: 'filing.read',
      answers: FILING,
      handle: async (tx, actor, incoming) => answerFiling(tx, actor, incoming, idOf(incoming)),
    }),
    actingRoute({
      method: 'GET',
      path: `${ONE}/history`,
      tag: TAG,
      summary: 'Each version of a filing',
      permission: READERS,
      action: 'filing.history',
      answers: { 200: { description: 'oldest first', schema: 'FilingHistory' } },
      async handle(tx, actor, incoming) {
        const id = idOf(incoming);
        if ((await findFiling(tx, actor, id)) === null) throw notFound();
        incoming.query();
        return ok({ items: await filingHistory(tx, actor, id), nextCursor: null });
      },
    }),
    actingRoute({
      method: 'PATCH',
      path: ONE,
      tag: TAG,
      summary: 'Correct a filing that is submitted or returned',
      permission: ['officer'],
      action: 'filing.correct',
      body: FilingCorrection,
      versioned: true,
      answers: FILING,
      async handle(tx, actor, incoming) {
        const id = idOf(incoming);
        await correctFiling(tx, id, incoming.inspectBody, incoming.requireVersion, incoming.at);
        return answerFiling(tx, actor, incoming, id);
      },
    }),
    decision('accept', 'auditor', 'Accept a filing under review'),
    decision('return', 'auditor', 'Return a filing to its bank, with the reason'),
    decision('void', 'auditor', 'Void an accepted filing; totals fall by it at once'),
    decision('withdraw', 'officer', 'Withdraw a filing that is submitted or returned'),
  ];
}

function decision(
  action: 'accept' | 'return' | 'void' | 'withdraw',
  role: 'auditor' | 'officer',
  summary: string,
): Route {
  return actingRoute<unknown, ReasonBody>({
    method: 'POST',
    path: `${ONE}/${action}`,
    tag: TAG,
    summary,
    permission: [role],
    action: `filing.${action}`,
    versioned: true,
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
  incoming.query();
  return ok(presentFiling(row, incoming.language), etag(row.version));
}

function idOf(incoming: Incoming): string {
  const id = incoming.params['id'] ?? '';
  if (!UUID.test(id)) throw notFound();
  return id.toLowerCase();
}

/** A body that is no JSON object asks for nothing; the handler says so, after who asks was looked at. */
function openFiling(incoming: Incoming<unknown, FilingBody>): Partial<ReturnType<typeof openingOf>> {
  const inspected = inspectedBody(incoming);
  return inspected === null ? {} : openingOf(inspected);
}

function inspectedBody(incoming: Incoming<unknown, FilingBody>): Inspected<FilingBody> | null {
  try {
    return incoming.inspectBody();
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}

function answerFiled({ row, flags, facts }: Filed, language: Language): Answer {
  const open = flags.filter((flag) => !flag.restricted);
  const filing = presentFiling(
    {
      ...row,
      bank_name: facts.bank_name,
      region_name: facts.region_name ?? '',
      flags: open,
      flags_other: undefined,
      in_review: open.length < flags.length,
    } as never,
    language,
  );
  return { status: 201, body: filing, headers: { ...etag(filing.version), Location: `/api/v1/filings/${filing.id}` } };
}

async function factsOf(alongside: Alongside): Promise<FactsRow> {
  return (await alongside())[0] as FactsRow;
}

function presentCheck(judged: Awaited<ReturnType<typeof checkFiling>>, language: Language) {
  const flags: { rule: string; message: string }[] = judged.flags
    .filter((flag) => !flag.restricted)
    .map(({ rule, params }) => ({ rule, message: flagMessage(rule as ShownFlagRule, params ?? {}, language) }));
  if (judged.flags.some((flag) => flag.restricted))
    flags.push({ rule: 'IN_REVIEW', message: message('IN_REVIEW', {}, language) });
  const errors = judged.errors.map(({ path, code, params }) => ({
    path,
    code: code as string,
    message: message(code as ErrorCode, params ?? {}, language),
  }));
  const duplicateOf = judged.facts.duplicate_id;
  if (duplicateOf !== null)
    errors.push({
      path: 'receiptNo',
      code: 'DUPLICATE_RECEIPT',
      message: message('DUPLICATE_RECEIPT', { id: duplicateOf }, language).detail,
    });
  return { errors, flags, checks: judged.checks, status: presentStatus(judged.links), duplicateOf };
}
