/**
 * Routes of amendments (更正申请), as data with small handlers; the use cases are in amendments.service.ts. Paths, actions
 * and permissions are known to clients, the audit trail, the ledger and the policies of the trail.
 */
import type { Actor } from '../../data/as-actor.ts';
import type { Tx } from '../../data/database.ts';
import { firmOfFiling } from '../../data/filing.queries.ts';
import type { Cursors } from '../../http/cursor.ts';
import { etag } from '../../http/etag.ts';
import { notFound } from '../../http/problem.ts';
import { idOf } from '../../http/record-id.ts';
import { ok, transactionRoute, type Answer, type Incoming, type Route } from '../../http/route.ts';
import { AmendmentBody, AmendmentList, RefusalOfAmendment, WithdrawalOfAmendment } from './amendments.dto.ts';
import { accept, proposeAmendment, refuse, withdraw } from './amendments.service.ts';
import { findAmendment, listAmendments, type PresentedAmendment } from './amendments.view.ts';

const TAG = 'amendments';
const OF_FILING = '/api/v1/filings/:id/amendments';
const ONE = '/api/v1/amendments/:id';
const AMENDMENT = { 200: { description: 'the amendment', schema: 'Amendment' } } as const;
const PAGE = { 200: { description: 'one page, the newest first', schema: 'AmendmentPage' } } as const;

export function amendmentRoutes({ cursors }: { readonly cursors: Cursors }): Route[] {
  return [
    proposeRoute,
    transactionRoute({
      method: 'GET',
      path: OF_FILING,
      tag: TAG,
      summary: 'The amendments of a filing',
      permission: 'amendment.read',
      action: 'amendment.list',
      logged: 'look',
      query: AmendmentList,
      answers: PAGE,
      async handle(tx, actor, incoming) {
        const filingId = idOf(incoming);
        if ((await firmOfFiling(tx, filingId)) === null) throw notFound();
        return ok(await listAmendments(tx, actor, incoming.query(), cursors, incoming.language, filingId));
      },
    }),
    transactionRoute({
      method: 'GET',
      path: '/api/v1/amendments',
      tag: TAG,
      summary: 'The visible amendments',
      permission: 'amendment.read',
      action: 'amendment.list',
      query: AmendmentList,
      answers: PAGE,
      handle: async (tx, actor, incoming) =>
        ok(await listAmendments(tx, actor, incoming.query(), cursors, incoming.language)),
    }),
    transactionRoute({
      method: 'GET',
      path: ONE,
      tag: TAG,
      summary: 'One amendment',
      permission: 'amendment.read',
      action: 'amendment.read',
      logged: 'look',
      answers: AMENDMENT,
      async handle(tx, actor, incoming) {
        const answer = await answerAmendment(tx, actor, incoming, idOf(incoming));
        incoming.validateQuery();
        return answer;
      },
    }),
    acceptRoute,
    refuseRoute,
    withdrawRoute,
  ];
}

const proposeRoute = transactionRoute<unknown, AmendmentBody>({
  method: 'POST',
  path: OF_FILING,
  tag: TAG,
  summary: 'Propose an amendment of an accepted filing 更正申请',
  permission: 'amendment.propose',
  action: 'amendment.propose',
  idempotent: true,
  ifMatch: 'required',
  body: AmendmentBody,
  answers: { 201: { description: 'proposed; the old values count until it is accepted', schema: 'Amendment' } },
  async handle(tx, actor, incoming) {
    const id = await proposeAmendment(tx, idOf(incoming), incoming);
    const { body, headers } = await answerAmendment(tx, actor, incoming, id);
    return { status: 201, body, headers: { ...headers, Location: `/api/v1/amendments/${id}` } };
  },
});

const acceptRoute = transactionRoute({
  method: 'POST',
  path: `${ONE}/accept`,
  tag: TAG,
  summary: 'Accept an amendment, as another person than the proposer; totals follow at once',
  permission: 'filing.decide',
  action: 'amendment.accept',
  ifMatch: 'optional',
  answers: {
    200: { description: 'accepted; still proposed after the first of two acceptances', schema: 'Amendment' },
  },
  async handle(tx, actor, incoming) {
    const id = idOf(incoming);
    await accept(tx, actor, id, incoming);
    return answerAmendment(tx, actor, incoming, id);
  },
});

const refuseRoute = transactionRoute<unknown, RefusalOfAmendment>({
  method: 'POST',
  path: `${ONE}/refuse`,
  tag: TAG,
  summary: 'Refuse an amendment, with the reason',
  permission: 'filing.decide',
  action: 'amendment.refuse',
  ifMatch: 'optional',
  body: RefusalOfAmendment,
  answers: AMENDMENT,
  async handle(tx, actor, incoming) {
    const id = idOf(incoming);
    await refuse(tx, actor, id, incoming);
    return answerAmendment(tx, actor, incoming, id);
  },
});

const withdrawRoute = transactionRoute<unknown, WithdrawalOfAmendment>({
  method: 'POST',
  path: `${ONE}/withdraw`,
  tag: TAG,
  summary: 'Withdraw an amendment that the bank has proposed',
  permission: 'filing.create',
  action: 'amendment.withdraw',
  ifMatch: 'optional',
  body: WithdrawalOfAmendment,
  bodyOptional: true,
  answers: AMENDMENT,
  async handle(tx, actor, incoming) {
    const id = idOf(incoming);
    await withdraw(tx, id, incoming);
    return answerAmendment(tx, actor, incoming, id);
  },
});

async function answerAmendment(tx: Tx, actor: Actor, incoming: Incoming, id: string): Promise<Answer> {
  const amendment = await findAmendment(tx, actor, id, incoming.language);
  if (amendment === null) throw notFound();
  return ok(amendment, etagOf(amendment));
}

/** The version that If-Match compares is that of the filing, whose other changes matter to whoever decides. */
const etagOf = ({ filing, version }: PresentedAmendment): Record<string, string> =>
  etag(filing.version, String(version));
