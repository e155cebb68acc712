import { asSystem } from '../../data/as-actor.ts';
import type { Db } from '../../data/database.ts';
import { LIST_LIMIT_DEFAULT_ITEMS } from '../../domain/limits.ts';
import type { Cursors } from '../../http/cursor.ts';
import { notFound } from '../../http/problem.ts';
import { UUID } from '../../http/record-id.ts';
import { noTransactionRoute, noContent, ok, type Route } from '../../http/route.ts';
import { SessionSearch } from './auth.dto.ts';
import { endOwnSession, endSessions } from './auth.queries.ts';
import { clearedCookie } from './cookie.ts';
import { auditOf } from './request.ts';
import { listSessions } from './sessions.view.ts';

/** One's own sessions: to see where one is signed in, and to end what one does not know. */
const PATH = '/api/v1/auth/sessions';

interface SessionDeps {
  readonly db: Db;
  readonly cursors: Cursors;
  readonly secureCookies: boolean;
}

export const sessionRoutes = (deps: SessionDeps): Route[] => [listRoute(deps), endRoute(deps), endOthersRoute(deps)];

const listRoute = ({ db, cursors }: SessionDeps): Route =>
  noTransactionRoute<SessionSearch, unknown>({
    method: 'GET',
    path: PATH,
    permission: 'signed-in',
    action: 'auth.sessions',
    tag: 'sign-in',
    query: SessionSearch,
    summary: 'One’s own open sessions, the latest first 登录中的设备',
    answers: { 200: { description: 'sessions', schema: 'SessionList' } },
    async handle(_db, actor, incoming) {
      const { cursor, limit = LIST_LIMIT_DEFAULT_ITEMS } = incoming.query();
      const boundTo = [actor.accountId, 'sessions'];
      const read = cursor === undefined ? null : cursors.read(boundTo, cursor);
      const sessions = await asSystem(db, 'sign-in', auditOf('auth.sessions', incoming), (tx) =>
        listSessions(tx, actor, incoming.at, {
          after: read && [String(read[0]), String(read[1])],
          limit: limit + 1,
        }),
      );
      const items = sessions.slice(0, limit);
      const last = items.at(-1);
      const nextCursor = sessions.length > limit && last ? cursors.write(boundTo, [last.startedAt, last.id]) : null;
      return ok({ items, nextCursor });
    },
  });

const endRoute = ({ db, secureCookies }: SessionDeps): Route =>
  noTransactionRoute({
    method: 'DELETE',
    path: `${PATH}/:id`,
    permission: 'signed-in',
    action: 'auth.session.end',
    tag: 'sign-in',
    summary: 'End one of one’s own sessions 结束一个登录',
    answers: { 204: { description: 'ended, its access tokens included; the own one is signed out' } },
    async handle(_db, actor, incoming) {
      const id = incoming.params['id'] ?? '';
      const audit = { ...auditOf('auth.session.end', incoming), onBehalfOf: actor };
      await asSystem(db, 'sign-in', audit, async (tx) => {
        if (!UUID.test(id) || !(await endOwnSession(tx, actor.accountId, id, incoming.at, 'ended by its owner')))
          throw notFound();
        // A problem of the body ends the transaction without a change.
        incoming.validateBody();
      });
      return id.toLowerCase() === actor.sessionId
        ? { ...noContent(), headers: clearedCookie(secureCookies) }
        : noContent();
    },
  });

const endOthersRoute = ({ db }: SessionDeps): Route =>
  noTransactionRoute({
    method: 'POST',
    path: `${PATH}/end-others`,
    permission: 'signed-in',
    action: 'auth.session.end-others',
    tag: 'sign-in',
    summary: 'End all of one’s own sessions but this one 结束其他所有登录',
    answers: { 200: { description: 'how many were ended', schema: 'EndedSessions' } },
    async handle(_db, actor, incoming) {
      incoming.validateBody();
      const audit = { ...auditOf('auth.session.end-others', incoming), onBehalfOf: actor };
      const ended = await asSystem(db, 'sign-in', audit, (tx) =>
        endSessions(tx, actor.accountId, incoming.at, 'ended by its owner', actor.sessionId),
      );
      return ok({ ended });
    },
  });
