/**
 * The types of a route and what a handler gets and returns. Routes are data: the server, the OpenAPI document and the
 * access tests read the same list, so a new property must be understood by all three.
 */
import type { Actor, AuditContext, PipelinedRows, Statement } from '../data/as-actor.ts';
import type { Db, Tx } from '../data/database.ts';
import type { Language } from '../domain/messages/messages.ts';
import type { Access } from '../domain/roles.ts';
import type { DtoClass, Inspected, JsonSchema } from './rule.ts';
import type { SessionClaims } from './tokens.ts';
import type { Upload } from './upload.ts';

/** The request, as handlers get it. Look the record up before the query or body is validated: 404 comes before 400. */
export interface Incoming<Q = unknown, B = unknown> {
  /** Path parameters. */
  readonly params: Readonly<Record<string, string>>;
  /** The query. @throws Problem VALIDATION_FAILED with every bad parameter */
  query(): Q;
  /** The body. @throws Problem VALIDATION_FAILED with every bad field */
  body(): B;
  /** Refuses a bad query where its values are not needed: without a `query` class every parameter is unknown. @throws as query() */
  validateQuery(): void;
  /** Refuses a bad body where its values are not needed. @throws as body() */
  validateBody(): void;
  /** The body with its field errors, for handlers that add errors. @throws Problem if it is not a JSON object */
  inspectBody(): Inspected<B>;
  /** @throws Problem PRECONDITION_REQUIRED without If-Match, STALE_VERSION if it names another version */
  requireVersion(current: number): void;
  readonly header: (name: string) => string | undefined;
  /** The uploaded file; null if there is none. */
  readonly upload: Upload | null;
  /** Whether the method is HEAD. */
  readonly headOnly: boolean;
  readonly acceptsGzip: boolean;
  /** The media type that the request prefers; null if it accepts none of them (RFC 9110, 12.5.1). */
  readonly prefers: (types: readonly string[]) => string | null;
  /** The instant of the request. */
  readonly at: Date;
  readonly requestId: string;
  /** IP address of the client. */
  readonly address: string;
  readonly language: Language;
}

/** A response: one of `body` (JSON), `text` and `stream`, or none. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** Serialised content; several parts are sent one after another without copying. */
  readonly text?: { readonly type: string; readonly content: string | readonly Uint8Array[] };
  /** Streamed content. It is closed when the client disconnects. */
  readonly stream?: { readonly type: string; readonly content: AsyncIterable<string | Uint8Array> };
  readonly headers?: Readonly<Record<string, string>>;
  /** Cookies to set: values of Set-Cookie. */
  readonly cookies?: readonly string[];
  /** Whose file it is, where the route itself knows no session. */
  readonly actor?: Actor;
  /** Called after the commit of the transaction. */
  readonly afterwards?: () => void;
  /** Called when the response has ended, or its connection has closed. */
  readonly closed?: () => void;
}

/** A response in the OpenAPI document; its schema by name or inline. */
export interface AnswerDoc {
  readonly description: string;
  readonly schema?: string | JsonSchema;
  /** Media type, if it is not JSON. */
  readonly content?: string;
  /** Further media types of the same response. */
  readonly also?: readonly string[];
}

/**
 * Requests that are entries of the access log besides refusals, 404s of hidden records and files: checks, looks of the
 * bureau at single records, failed sign-ins. `nothing`: its files hold no records.
 */
export type Logged = 'check' | 'look' | 'sign_in' | 'nothing';

interface RouteDescription<Q, B> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** The full path, in the syntax of Express. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly query?: DtoClass<Q>;
  readonly body?: DtoClass<B>;
  /** The body may be missing: it has no required field. */
  readonly bodyOptional?: true;
  /** The most bytes of the body, and members of each object in it, where that is not BODY_MAX_BYTES, OBJECT_MAX_KEYS. */
  readonly bodyMaxBytes?: number;
  readonly bodyMaxKeys?: number;
  /** The body is multipart/form-data: the fields of `body`, and a file named `file`. */
  readonly upload?: true;
  readonly logged?: Logged;
  readonly answers: Readonly<Record<number, AnswerDoc>>;
  /**
   * Whether the request must have an If-Match header. Documentation only (OpenAPI): the handler calls `requireVersion`.
   * `optional`: checked if sent, or required only where PUT changes an existing record.
   */
  readonly ifMatch?: 'required' | 'optional';
  /** A read that the state of the record may refuse (409). Documentation only. */
  readonly conflicts?: true;
}

/** Open to everybody. The handler opens its own transactions, as a system actor. */
export interface PublicRoute<Q = any, B = any> extends RouteDescription<Q, B> {
  readonly permission: 'public';
  handle(incoming: Incoming<Q, B>): Promise<Answer>;
}

/**
 * The usual kind of route: requires a session; `serve` opens one transaction as its actor, and `handle` runs inside it.
 * The transaction is committed when `handle` returns, rolled back when it throws, and retried on a conflict.
 */
export interface TransactionRoute<Q = any, B = any> extends RouteDescription<Q, B> {
  readonly permission: Access;
  readonly transaction: true;
  /** Name of the action in the audit trail. */
  readonly action: string;
  /** Accepts an Idempotency-Key: a repeated request gets the stored response of the first, without running `handle` again. */
  readonly idempotent?: boolean;
  /** The transaction reads in one snapshot. */
  readonly snapshot?: true;
  /** Runs before the transaction is opened, so that the handler needs no second connection: a pool of transactions that wait for one would be stuck. */
  readonly before?: (at: Date) => Promise<void>;
  /** For an idempotent route: the response body as it is stored for repeated requests, without secrets. The whole body by default. */
  readonly storedBody?: (body: any) => unknown;
  /** Allowed for an account that has not changed its one-time password, or must enrol a second factor. */
  readonly beforePasswordChange?: boolean;
  /** Allowed for an account that must enrol a second factor. */
  readonly beforeSecondFactor?: boolean;
  /**
   * Statements that depend only on the request. They are sent in the round trip that opens the transaction, before
   * permissions are checked (row-level security applies); `handle` gets their rows from `pipelinedRows`.
   */
  readonly pipelined?: (incoming: Incoming<Q, B>) => readonly Statement[];
  /**
   * Answers with a file if the request asks for one; null otherwise. Opens its own transaction, which lasts until the
   * file is sent. Calls `permit` once the actor is known.
   */
  readonly file?: (
    session: SessionClaims,
    audit: AuditContext,
    incoming: Incoming<Q, B>,
    permit: (actor: Actor) => void,
  ) => Promise<Answer> | null;
  handle(tx: Tx, actor: Actor, incoming: Incoming<Q, B>, pipelinedRows: PipelinedRows): Promise<Answer>;
}

/**
 * Requires a session, but runs outside a transaction: for slow work between statements (password hashing), streams and
 * cached answers. `handle` opens a transaction where it needs one.
 */
export interface NoTransactionRoute<Q = any, B = any> extends RouteDescription<Q, B> {
  readonly permission: Access;
  readonly transaction: false;
  readonly action: string;
  readonly beforePasswordChange?: boolean;
  readonly beforeSecondFactor?: boolean;
  handle(db: Db, actor: Actor & { readonly totalsStamp: bigint | null }, incoming: Incoming<Q, B>): Promise<Answer>;
}

export type Route = PublicRoute | TransactionRoute | NoTransactionRoute;

// Constructors of routes. They tie the types of query and body to the DTO classes that validate them.
export const publicRoute = <Q, B>(route: Omit<PublicRoute<Q, B>, 'permission'>): Route => ({
  ...route,
  permission: 'public',
});
export const transactionRoute = <Q, B>(route: Omit<TransactionRoute<Q, B>, 'transaction'>): Route => ({
  ...route,
  transaction: true,
});
export const noTransactionRoute = <Q, B>(route: Omit<NoTransactionRoute<Q, B>, 'transaction'>): Route => ({
  ...route,
  transaction: false,
});

export const ok = (body: unknown, headers?: Record<string, string>): Answer => ({
  status: 200,
  body,
  ...(headers ? { headers } : {}),
});
export const noContent = (): Answer => ({ status: 204 });
