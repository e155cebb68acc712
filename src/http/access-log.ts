/** What of a request goes into the access log. Which routes log checks, looks and sign-ins is said by the routes. */
import type { Actor } from '../data/as-actor.ts';
import type { AccessEntry, AccessKind } from '../domain/access-log.ts';
import { loginKey } from '../domain/account/login.ts';
import { hasUsccShape, normaliseUscc } from '../domain/firm/uscc.ts';
import { ROLES } from '../domain/roles.ts';
import { Problem } from './problem.ts';
import type { Incoming, Route } from './route.ts';

export interface AccessLog {
  /** Takes an entry, to be written later. Never throws. */
  record(entry: AccessEntry): void;
}

/** What is learned of a request while it is served. */
export interface RequestNotes {
  route?: Route;
  incoming?: Incoming;
  /** The account, as soon as it is known, whether or not it may use the route. */
  actor?: Actor | undefined;
  problem?: Problem;
  /** An error of the service, not of the client. */
  failed?: boolean;
  /** Records a request that has failed after its client had hung up. */
  failedLate?: () => void;
}

/** The notes of the request that a response answers. */
export function notesOf({ locals }: { readonly locals: Record<string, unknown> }): RequestNotes {
  return (locals['notes'] ??= {}) as RequestNotes;
}

/** A request whose answer has been sent, or whose client has hung up. */
export interface Finished extends RequestNotes {
  readonly at: Date;
  readonly requestId: string;
  readonly address: string;
  readonly aborted: boolean;
  readonly headOnly: boolean;
  /** The header Content-Disposition of the answer. */
  readonly disposition: string | undefined;
}

interface AccessObject {
  readonly type: string;
  readonly id: string;
  readonly region?: string | undefined;
}

/** The entry of a request; null for one that is not logged. */
export function accessEntry(finished: Finished): AccessEntry | null {
  const { route, actor, problem, incoming } = finished;
  if (route === undefined) return null;
  const kind = kindOf(finished, route);
  if (kind === null) return null;
  const object = objectOf(finished, route);
  // Nobody is kept from accounts of others but by a 403.
  if (kind === 'foreign' && (object === null || object.type === 'account')) return null;
  return {
    at: finished.at.toISOString(),
    kind,
    outcome: problem?.code ?? (finished.aborted ? 'ABORTED' : 'OK'),
    ...accountFields(actor),
    login: kind === 'sign_in' && actor === undefined ? loginOf(incoming) : null,
    address: finished.address,
    route: `${route.method} ${route.path}`,
    type: object?.type ?? null,
    object_id: object?.id ?? null,
    region_code: object?.region ?? null,
    request_id: finished.requestId,
  };
}

const NO_ACCOUNT = { account_id: null, actor: null, role: null, bank_code: null, uscc: null, regions: null };

function accountFields(actor: Actor | undefined) {
  if (actor === undefined) return NO_ACCOUNT;
  const { accountId, login, role, bank, firm, regions } = actor;
  return {
    account_id: accountId,
    actor: login,
    role,
    bank_code: bank?.code ?? null,
    uscc: firm?.uscc ?? null,
    regions,
  };
}

function kindOf({ actor, problem, disposition, headOnly }: Finished, { logged }: Route): AccessKind | null {
  if (problem?.code === 'FORBIDDEN') return 'refused';
  if (logged === 'sign_in') return problem !== undefined && isFailedSignIn(problem) ? 'sign_in' : null;
  if (actor === undefined || logged === 'nothing') return null;
  if (logged === 'check') return 'check';
  if (problem?.code === 'NOT_FOUND') return 'foreign';
  if (problem !== undefined) return null;
  if (disposition !== undefined && !headOnly) return 'export';
  const { belongsTo } = ROLES[actor.role];
  return logged === 'look' && belongsTo !== 'bank' && belongsTo !== 'firm' ? 'look' : null;
}

/**
 * A wrong password or code, or an attempt that was not even verified; also of somebody who changes the own password or
 * second factor. The first step of a sign-in with a second factor is no failure.
 */
function isFailedSignIn({ code, more: { errors = [] } }: Problem): boolean {
  if (errors.some((error) => error.code === 'SECOND_FACTOR_REQUIRED')) return false;
  return (
    code === 'BAD_CREDENTIALS' ||
    code === 'ACCOUNT_LOCKED' ||
    code === 'TOO_MANY_REQUESTS' ||
    errors.some((error) => error.code === 'WRONG_PASSWORD' || error.code === 'WRONG_CODE')
  );
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TYPES: Readonly<Record<string, string>> = {
  '/api/v1/filings/:id': 'filing',
  '/api/v1/amendments/:id': 'amendment',
  '/api/v1/firms/:uscc': 'firm',
  '/api/v1/imports/:id': 'import',
  '/api/v1/admin/accounts/:id': 'account',
};

/** The record that the path names, the firm of a check, or the file. What cannot be the id of a record is left out. */
function objectOf({ incoming, disposition }: Finished, { path, logged }: Route): AccessObject | null {
  if (incoming === undefined) return null;
  if (logged === 'check') {
    const { uscc, regionCode } = bodyOf<{ uscc: string; regionCode: string }>(incoming);
    return uscc === undefined ? null : { type: 'firm', id: uscc, region: regionCode };
  }
  const type =
    TYPES[
      path
        .split('/')
        .slice(0, path.startsWith('/api/v1/admin/') ? 6 : 5)
        .join('/')
    ];
  if (type === 'firm') {
    const uscc = normaliseUscc(incoming.params['uscc'] ?? '');
    return hasUsccShape(uscc) ? { type, id: uscc } : null;
  }
  if (type !== undefined) {
    const id = (incoming.params['id'] ?? '').toLowerCase();
    return UUID.test(id) ? { type, id } : null;
  }
  const name = /filename="([\w.-]+)"/.exec(disposition ?? '')?.[1];
  return name === undefined ? null : { type: 'file', id: name };
}

function loginOf(incoming: Incoming | undefined): string | null {
  const { login } = incoming === undefined ? {} : bodyOf<{ login: string }>(incoming);
  return login === undefined ? null : loginKey(login);
}

/** The valid fields of the body; none where it is no object. */
function bodyOf<B>(incoming: Incoming): Partial<B> {
  try {
    return incoming.inspectBody().value as Partial<B>;
  } catch (error) {
    if (error instanceof Problem) return {};
    throw error;
  }
}
