/** Routes of published figures, of codes for printed totals, and of the public check of a code. */
import { asSystem } from '../../../data/as-actor.ts';
import type { Db, Tx } from '../../../data/database.ts';
import { postPending } from '../../../data/post-pending.ts';
import { findProof, insertProof, issueProof, listFigures, type ProofRow } from '../../../data/proof.queries.ts';
import { LIST_LIMIT_DEFAULT_ITEMS } from '../../../domain/limits.ts';
import { parseCode } from '../../../domain/proof-code.ts';
import type { Cursors } from '../../../http/cursor.ts';
import type { Limits } from '../../../http/limits.ts';
import { PageQuery } from '../../../http/page-query.ts';
import { notFound } from '../../../http/problem.ts';
import {
  noTransactionRoute,
  ok,
  publicRoute,
  transactionRoute,
  type Incoming,
  type Route,
} from '../../../http/route.ts';
import { CodeBody, FigureBody } from './figures.dto.ts';
import { queryOfBody } from './proofs.ask.ts';
import { presentFigure, viewFigure, viewProof } from './proofs.view.ts';

export interface ProofDeps {
  readonly db: Db;
  readonly cursors: Cursors;
  readonly limits: Pick<Limits, 'verificationOfAddress' | 'totals'>;
}

export const proofRoutes = ({ db, cursors, limits }: ProofDeps): Route[] => [
  codeRoute,
  registerRoute(db),
  listRoute(cursors),
  figureRoute,
  verifyRoute(db, limits),
];

const codeRoute = noTransactionRoute<unknown, CodeBody>({
  method: 'POST',
  path: '/api/v1/codes',
  permission: 'totals.read',
  action: 'code.issue',
  tag: 'figures',
  summary: 'A verification code for totals that are printed 为打印的统计生成核验码',
  body: CodeBody,
  answers: { 201: { description: 'print the totals of this posting, with the code', schema: 'IssuedCode' } },
  async handle(db, actor, incoming) {
    const query = queryOfBody(incoming.body().query, actor, incoming.at);
    const issued = await issueProof(db, actor, { kind: 'print', query }, auditOf('code.issue', incoming));
    return { status: 201, body: issued };
  },
});

const registerRoute = (db: Db): Route =>
  transactionRoute<unknown, FigureBody>({
    method: 'POST',
    path: '/api/v1/figures',
    permission: 'figure.manage',
    action: 'figure.register',
    idempotent: true,
    snapshot: true,
    // What was filed before this request belongs to the figure.
    before: (at) => postPending(db, at),
    tag: 'figures',
    summary: 'Register a published figure 发布登记',
    body: FigureBody,
    answers: { 201: { description: 'registered, with its code and answer', schema: 'Figure' } },
    async handle(tx, actor, incoming) {
      const { docNo, publishedOn, text, query } = incoming.body();
      const proof = {
        kind: 'figure' as const,
        query: queryOfBody(query, actor, incoming.at),
        doc_no: docNo,
        published_on: publishedOn,
        text,
      };
      const row = await insertProof(tx, actor, proof, incoming.at);
      const body = await viewFigure(tx, row);
      return { status: 201, body, headers: { Location: `/api/v1/figures/${row.code}` } };
    },
  });

const listRoute = (cursors: Cursors): Route =>
  transactionRoute<PageQuery, unknown>({
    method: 'GET',
    path: '/api/v1/figures',
    permission: 'figure.manage',
    action: 'figure.list',
    tag: 'figures',
    summary: 'Published figures, newest first 已发布数据',
    query: PageQuery,
    answers: { 200: { description: 'one page', schema: 'FigureList' } },
    async handle(tx, actor, incoming) {
      const { cursor, limit = LIST_LIMIT_DEFAULT_ITEMS } = incoming.query();
      const belongsTo = [actor.accountId, 'figures'];
      const after = cursor === undefined ? null : (cursors.read(belongsTo, cursor) as [string, string]);
      const found = await listFigures(tx, after, limit + 1);
      const items = found.slice(0, limit);
      const last = found.length > limit ? items.at(-1) : undefined;
      return ok({
        items: items.map(presentFigure),
        nextCursor: last === undefined ? null : cursors.write(belongsTo, [last.created_at, last.code]),
      });
    },
  });

const figureRoute = transactionRoute({
  method: 'GET',
  path: '/api/v1/figures/:code',
  permission: 'figure.manage',
  action: 'figure.read',
  snapshot: true,
  tag: 'figures',
  summary: 'A published figure, answered as of then and now 已发布数据的当时与现在',
  answers: { 200: { description: 'the figure', schema: 'Figure' } },
  async handle(tx, _actor, incoming) {
    const row = await proofOfPath(tx, incoming);
    if (row === null) throw notFound();
    incoming.validateQuery();
    return ok(await viewFigure(tx, row));
  },
});

const verifyRoute = (db: Db, limits: ProofDeps['limits']): Route =>
  publicRoute({
    method: 'GET',
    path: '/api/v1/verify/:code',
    tag: 'figures',
    summary: 'Check a verification code: open to everybody, a limited number of times 核验码查验',
    answers: { 200: { description: 'what the code stands for, and whether it still holds', schema: 'Verification' } },
    async handle(incoming) {
      await limits.verificationOfAddress(incoming.address);
      incoming.validateQuery();
      const release = await limits.totals(incoming.address);
      const work = async (tx: Tx) => {
        const row = await proofOfPath(tx, incoming);
        return row === null ? { code: null, kind: null, at: null, result: 'unknown' } : viewProof(tx, row);
      };
      const audit = auditOf('code.verify', incoming);
      return ok(await asSystem(db, 'service', audit, work, { snapshot: true }).finally(release));
    },
  });

/** The proof of the code in the path; null if there is none. */
async function proofOfPath(tx: Tx, incoming: Incoming): Promise<ProofRow | null> {
  const code = parseCode(incoming.params['code'] ?? '');
  return code === null ? null : findProof(tx, code);
}

const auditOf = (action: string, { at, requestId }: Incoming) => ({ action, at, requestId });
