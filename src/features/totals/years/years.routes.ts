/** Routes of years: closing, reopening, the bridge from closed figures to later ones, the sentence for publication. */
import type { Db } from '../../../data/database.ts';
import type { Basis } from '../../../domain/totals/definition.ts';
import type { Actor } from '../../../data/as-actor.ts';
import { asActor } from '../../../data/as-actor.ts';
import { etag } from '../../../http/etag.ts';
import {
  noTransactionRoute,
  ok,
  transactionRoute,
  type Answer,
  type Incoming,
  type Route,
} from '../../../http/route.ts';
import { viewBridge } from './bridge.view.ts';
import { viewStatement } from './statement.view.ts';
import { BridgeQuery, CloseBody, ConfirmBody, ReopenBody, StatementQuery, YearQuery } from './years.dto.ts';
import { confirmClosing, proposeClosing, reopenYear, yearOfPath } from './years.service.ts';
import { viewYear } from './years.view.ts';
import type { Tx } from '../../../data/database.ts';

const TAG = 'years';
const PATH = '/api/v1/years/:year';
const YEAR = { description: 'the year', schema: 'Year' } as const;

export const yearRoutes: readonly Route[] = [
  transactionRoute<YearQuery, unknown>({
    method: 'GET',
    path: PATH,
    permission: 'year.read',
    action: 'year.read',
    tag: TAG,
    summary: 'A year: open, proposed to be closed, or closed with its figures 年度与关账',
    query: YearQuery,
    answers: { 200: YEAR },
    async handle(tx, actor, incoming) {
      const year = yearOfPath(incoming, actor);
      const { basis = 'filed' } = incoming.query();
      return answerYear(tx, year, basis, incoming);
    },
  }),
  transactionRoute<unknown, CloseBody>({
    method: 'POST',
    path: `${PATH}/close`,
    permission: 'year.close',
    action: 'year.propose',
    idempotent: true,
    tag: TAG,
    summary: 'Propose to close a year 提出关账',
    body: CloseBody,
    answers: { 201: { description: 'proposed; another auditor closes', schema: 'Year' } },
    async handle(tx, actor, incoming) {
      const basis = await proposeClosing(tx, actor, incoming);
      return { ...(await answerYear(tx, yearOfPath(incoming, actor), basis, incoming)), status: 201 };
    },
  }),
  noTransactionRoute<unknown, ConfirmBody>({
    method: 'POST',
    path: `${PATH}/close/confirm`,
    permission: 'year.close',
    action: 'year.close',
    tag: TAG,
    ifMatch: 'optional',
    summary: 'Close a year that another auditor proposed to close 确认关账',
    body: ConfirmBody,
    bodyOptional: true,
    answers: { 200: YEAR },
    async handle(db, actor, incoming) {
      const audit = { action: 'year.close', at: incoming.at, requestId: incoming.requestId };
      const basis = await confirmClosing(db, actor, incoming, audit);
      return asActor(db, actor.sessionId, audit, (tx) => answerYear(tx, yearOfPath(incoming, actor), basis, incoming));
    },
  }),
  transactionRoute<unknown, ReopenBody>({
    method: 'POST',
    path: `${PATH}/reopen`,
    permission: 'year.close',
    action: 'year.reopen',
    tag: TAG,
    ifMatch: 'optional',
    summary: 'Open a closed year again, or give up the proposal to close it 重新开账',
    body: ReopenBody,
    answers: { 200: YEAR },
    async handle(tx, actor, incoming) {
      const basis = await reopenYear(tx, actor, incoming);
      return answerYear(tx, yearOfPath(incoming, actor), basis, incoming);
    },
  }),
  inSnapshot<BridgeQuery>({
    path: `${PATH}/bridge`,
    action: 'year.bridge',
    summary: 'From the closed figures to those of a later posting, or of now, in steps 差异说明',
    query: BridgeQuery,
    schema: 'YearBridge',
    read: (tx, actor, incoming, { basis = 'filed', to, detail }) =>
      viewBridge(tx, actor, yearOfPath(incoming, actor), basis, { to, detail }),
  }),
  inSnapshot<StatementQuery>({
    path: `${PATH}/statement`,
    action: 'year.statement',
    summary: 'The total of a year in a sentence, with its definition 年度表述',
    query: StatementQuery,
    schema: 'YearStatement',
    read: (tx, actor, incoming, { basis = 'filed', lang = incoming.language }) =>
      viewStatement(tx, actor, yearOfPath(incoming, actor), basis, incoming.at, lang === 'zh' ? 'zh-CN' : lang),
  }),
];

async function answerYear(tx: Tx, year: number, basis: Basis, incoming: Incoming): Promise<Answer> {
  const found = await viewYear(tx, year, basis, incoming.language);
  return ok(found, etag(found.version));
}

/** A route that reads closings and totals in one snapshot. */
function inSnapshot<Q extends object>(route: {
  readonly path: string;
  readonly action: string;
  readonly summary: string;
  readonly query: new () => Q;
  readonly schema: string;
  readonly read: (tx: Tx, actor: Actor, incoming: Incoming, query: Q) => Promise<unknown>;
}): Route {
  return noTransactionRoute<Q, unknown>({
    method: 'GET',
    path: route.path,
    permission: 'year.read',
    action: route.action,
    tag: TAG,
    summary: route.summary,
    query: route.query,
    conflicts: true,
    answers: { 200: { description: 'the answer', schema: route.schema } },
    async handle(db: Db, actor, incoming) {
      yearOfPath(incoming, actor);
      const query = incoming.query();
      const audit = { action: route.action, at: incoming.at, requestId: incoming.requestId };
      const work = (tx: Tx, self: Actor): Promise<unknown> => route.read(tx, self, incoming, query);
      return ok(await asActor(db, actor.sessionId, audit, work, { snapshot: true }));
    },
  });
}
