/**
 * Serves one route: authenticates, opens the transaction, handles Idempotency-Key, sends the response. The order of the
 * checks is part of the API contract.
 */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';
import {
  asActor,
  identify,
  NoSessionError,
  type Actor,
  type AuditContext,
  type PipelinedRows,
} from '../data/as-actor.ts';
import type { Db, Tx } from '../data/database.ts';
import { findAnswer, storeAnswer, type StoredAnswer, type KeyPlace } from '../data/idempotency.queries.ts';
import { REASON_MAX_CHARACTERS } from '../domain/limits.ts';
import { may, needsSecondFactor } from '../domain/roles.ts';
import { cleanText } from '../domain/values/text.ts';
import { notesOf, type RequestNotes } from './access-log.ts';
import { countsAsUse } from './activity.ts';
import { readBody, type ReadBody } from './body.ts';
import { withinDeadline } from './deadline.ts';
import { bodyHash, idempotencyKey, answersExpiredBefore } from './idempotency.ts';
import { incomingOf } from './incoming.ts';
import type { Limits } from './limits.ts';
import { Problem } from './problem.ts';
import type { TransactionRoute, Answer, NoTransactionRoute, Incoming, Route } from './route.ts';
import { isPlainObject } from './rule.ts';
import type { SessionClaims, Tokens } from './tokens.ts';
import { readUpload, type ReadUpload, type UploadLimits } from './upload.ts';

export interface ServeDeps {
  readonly db: Db;
  readonly tokens: Tokens;
  readonly clock: () => Date;
  readonly limits: Pick<Limits, 'requestOfAccount' | 'uploads'>;
  /** Whether roles that need a second factor may do without. */
  readonly secondFactor: 'optional' | 'required';
  /** Records a request of a session. */
  readonly recordUse: (sessionId: string, at: Date) => Promise<void>;
  /** Overrides the default limits of uploads. */
  readonly uploads?: UploadLimits;
}

/**
 * Serves a route as an Express handler. Checks follow the order of the contract: 401 (token, then session), 403 (role),
 * then those of the handler: 404, 400, 428, 412, 409. Only the token is verified before the body is read.
 */
export function serve(route: Route, deps: ServeDeps): RequestHandler {
  return async (request, response) => {
    const at = deps.clock();
    const requestId = (response.locals['requestId'] as string) ?? randomUUID();
    const notes = notesOf(response);
    notes.route = route;
    if (route.permission === 'public') {
      const incoming = incomingOf(request, route, await readBody(request, route), at, requestId);
      notes.incoming = incoming;
      return await send(response, await withinDeadline(route.handle(incoming)), notes);
    }
    const admit = (actor: Actor): void => {
      notes.actor = actor;
      permit(route, actor, deps);
    };
    const session = sessionOf(request, deps.tokens, at);
    await deps.limits.requestOfAccount(session.accountId);
    const { read, upload, discard } = route.upload
      ? await receiveUpload(request, session, deps, at, admit)
      : { read: await readBody(request, route), upload: null, discard: null };
    // The body was too large to discard: the connection closes after any answer.
    if ('problem' in read && read.problem.more.headers?.['Connection'] === 'close') response.set('Connection', 'close');
    try {
      const incoming = incomingOf(request, route, read, at, requestId, upload);
      notes.incoming = incoming;
      const answered = async (): Promise<Answer> => {
        const answer = route.transaction
          ? await inTransaction(deps, session, route, read, incoming, admit)
          : await withoutTransaction(deps, session, route, incoming, admit);
        if (countsAsUse(incoming.header)) await deps.recordUse(session.sessionId, at);
        return answer;
      };
      await send(response, await withinDeadline(answered()), notes);
    } finally {
      await discard?.();
    }
  };
}

/** Receives an upload. 401, 403 and 429 do not wait for its many megabytes. */
async function receiveUpload(
  request: Request,
  { sessionId, accountId }: SessionClaims,
  deps: ServeDeps,
  at: Date,
  admit: (actor: Actor) => void,
): Promise<ReadUpload> {
  admit((await withinDeadline(identify(deps.db, sessionId, at))).actor);
  const release = await deps.limits.uploads(accountId);
  const received = await readUpload(request, deps.uploads).catch((error: unknown) => {
    release();
    throw error;
  });
  return { ...received, discard: () => received.discard().finally(release) };
}

async function inTransaction(
  deps: ServeDeps,
  session: SessionClaims,
  route: TransactionRoute,
  read: ReadBody,
  incoming: Incoming,
  admit: (actor: Actor) => void,
): Promise<Answer> {
  const file = route.file?.(session, auditOf(route, read, incoming.at, incoming.requestId), incoming, admit);
  if (file) return file;
  const keyed = keyOf(route, read, incoming);
  const audit = {
    ...auditOf(route, read, incoming.at, incoming.requestId),
    pipelined: [
      ...(keyed && 'place' in keyed ? [findAnswer(keyed.place, answersExpiredBefore(incoming.at))] : []),
      ...(route.pipelined?.(incoming) ?? []),
    ],
  };
  await route.before?.(incoming.at);
  const work = async (tx: Tx, actor: Actor, pipelinedRows: PipelinedRows): Promise<Answer> => {
    admit(actor);
    if (keyed instanceof Problem) throw keyed;
    return keyed
      ? handleIdempotent(tx, actor, route, keyed, incoming, pipelinedRows)
      : route.handle(tx, actor, incoming, pipelinedRows);
  };
  return asActor(deps.db, session.sessionId, audit, work, route.snapshot ? { snapshot: true } : {});
}

async function withoutTransaction(
  deps: ServeDeps,
  { sessionId }: SessionClaims,
  route: NoTransactionRoute,
  incoming: Incoming,
  admit: (actor: Actor) => void,
): Promise<Answer> {
  const { actor, totalsStamp } = await identify(deps.db, sessionId, incoming.at);
  admit(actor);
  return route.handle(deps.db, { ...actor, totalsStamp }, incoming);
}

/** The session that the bearer token names. @throws NoSessionError */
function sessionOf(request: Request, tokens: Tokens, at: Date): SessionClaims {
  const [scheme, token, more] = (request.headers.authorization ?? '').split(' ');
  const claims = scheme?.toLowerCase() === 'bearer' && token && more === undefined ? tokens.verify(token, at) : null;
  if (claims === null) throw new NoSessionError('no valid access token');
  return claims;
}

const PASSWORD_FIRST = {
  'zh-CN': '首次登录须先修改一次性密码，修改后方可使用其他功能。',
  en: 'Change the one-time password first; everything else opens after that.',
};

const SECOND_FACTOR_FIRST = {
  'zh-CN': '您的角色登录时须使用动态验证码，请先绑定验证器，绑定后方可使用其他功能。',
  en: 'Your role signs in with a second factor. Set up an authenticator app first; everything else opens after that.',
};

function permit(
  route: Exclude<Route, { permission: 'public' }>,
  actor: Actor,
  { secondFactor }: Pick<ServeDeps, 'secondFactor'>,
): void {
  if (!may(actor.role, route.permission)) throw new Problem('FORBIDDEN');
  if (actor.mustChangePassword && !route.beforePasswordChange)
    throw new Problem('FORBIDDEN', { detail: PASSWORD_FIRST });
  const mustEnrol = secondFactor === 'required' && needsSecondFactor(actor.role) && !actor.secondFactor;
  if (mustEnrol && !route.beforePasswordChange && !route.beforeSecondFactor)
    throw new Problem('FORBIDDEN', { detail: SECOND_FACTOR_FIRST });
}

/** The action and reason for the audit trail. The handler validates the reason before it writes. */
function auditOf(route: TransactionRoute, read: ReadBody, at: Date, requestId: string): AuditContext {
  const json = 'json' in read ? read.json : undefined;
  const given =
    isPlainObject(json) && typeof json['reason'] === 'string'
      ? cleanText(json['reason'].slice(0, 2 * REASON_MAX_CHARACTERS))
      : null;
  return { action: route.action, reason: given?.ok ? given.text : null, at, requestId };
}

/** An Idempotency-Key and the body that it came with. */
interface Keyed {
  readonly place: KeyPlace;
  readonly bodyHash: Buffer;
}

/** The key of a request; null without one. A Problem is returned, not thrown: it is reported after the permission check. */
function keyOf(route: TransactionRoute, read: ReadBody, incoming: Incoming): Keyed | Problem | null {
  if (!route.idempotent) return null;
  try {
    const key = idempotencyKey(incoming.header('Idempotency-Key'));
    if (key === null) return null;
    if ('problem' in read) return read.problem;
    return { place: { route: `${route.method} ${route.path}`, key }, bodyHash: bodyHash(read.json) };
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** Returns the answer stored under the key; otherwise handles the request and stores its answer. */
async function handleIdempotent(
  tx: Tx,
  actor: Actor,
  route: TransactionRoute,
  { place, bodyHash }: Keyed,
  incoming: Incoming,
  pipelinedRows: PipelinedRows,
): Promise<Answer> {
  const [found, ...rows] = await pipelinedRows();
  const stored = found![0] as StoredAnswer | undefined;
  if (stored) {
    if (!stored.body_hash.equals(bodyHash)) {
      incoming.validateBody();
      throw new Problem('IDEMPOTENCY_KEY_REUSED');
    }
    return {
      status: stored.status,
      text: { type: JSON_TYPE, content: stored.body },
      headers: { ...stored.headers, 'Idempotent-Replayed': 'true' },
    };
  }
  const { body, ...answer } = await route.handle(tx, actor, incoming, async () => rows);
  const text = JSON.stringify(body);
  storeAnswer(tx, place, {
    bodyHash,
    at: incoming.at,
    status: answer.status,
    headers: { ...answer.headers },
    body: route.storedBody ? JSON.stringify(route.storedBody(body)) : text,
  });
  return { ...answer, text: { type: JSON_TYPE, content: text } };
}

const JSON_TYPE = 'application/json; charset=utf-8';

async function send(response: Response, answer: Answer, notes: RequestNotes): Promise<void> {
  notes.actor ??= answer.actor;
  answer.afterwards?.();
  if (answer.closed) whenClosed(response, answer.closed);
  response.status(answer.status);
  if (answer.cookies) response.set('Set-Cookie', [...answer.cookies]);
  if (answer.headers) response.set(answer.headers);
  if (answer.stream) return stream(response, answer.stream);
  if (answer.text) sendText(response, answer.text);
  else if (answer.body === undefined) response.end();
  else response.set('Content-Type', JSON_TYPE).end(JSON.stringify(answer.body));
}

function whenClosed(response: Response, closed: () => void): void {
  if (response.closed) closed();
  else response.once('close', closed);
}

function sendText(response: Response, { type, content }: NonNullable<Answer['text']>): void {
  response.set('Content-Type', type);
  if (typeof content === 'string') return void response.end(content);
  response.set('Content-Length', String(content.reduce((length, piece) => length + piece.byteLength, 0)));
  for (const piece of content) response.write(piece);
  response.end();
}

/** Streams a body with back-pressure. After an error in the middle the connection is closed, so that the client sees an incomplete response. */
async function stream(response: Response, { type, content }: NonNullable<Answer['stream']>): Promise<void> {
  response.set('Content-Type', type);
  response.flushHeaders();
  const readable = content instanceof Readable ? content : Readable.from(content);
  // A source that is waiting for something else must stop as soon as the client disconnects.
  response.once('close', () => readable.destroy());
  try {
    await pipeline(readable, response);
  } catch (error) {
    if (
      !response.destroyed ||
      !(error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE')
    )
      throw error;
  }
}
