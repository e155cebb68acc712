import type { Actor, Alongside, Deed, Role, Statement } from '../data/as-actor.ts';
import type { Db, Tx } from '../data/database.ts';
import type { Language } from '../domain/messages/messages.ts';
import type { DtoClass, Inspected, JsonSchema } from './rule.ts';
import type { Upload } from './upload.ts';

/** What every handler is given of the request. `query` and `body` throw a 400 with every bad field; look the record up first. */
export interface Incoming<Q = unknown, B = unknown> {
  readonly params: Readonly<Record<string, string>>;
  query(): Q;
  body(): B;
  /** The body with its faults, for those who add to them. Throws only when there is no JSON object to look at. */
  inspectBody(): Inspected<B>;
  /** Throws 428 without If-Match, 412 when it names another version. */
  requireVersion(current: number): void;
  readonly header: (name: string) => string | undefined;
  /** The file of a route that takes one; null when none was sent. */
  readonly upload: Upload | null;
  /** HEAD: only the head of the answer is asked for. */
  readonly headOnly: boolean;
  readonly acceptsGzip: boolean;
  /** Which of these media types the request would rather have; null when none (RFC 9110, 12.5.1). */
  readonly prefers: (types: readonly string[]) => string | null;
  readonly at: Date;
  readonly requestId: string;
  readonly address: string;
  readonly language: Language;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** JSON that was made before, or another kind of text; in pieces where they are kept, so that none is copied. */
  readonly text?: { readonly type: string; readonly content: string | readonly Uint8Array[] };
  /** Content that comes bit by bit. It is closed when the reader goes away. */
  readonly stream?: { readonly type: string; readonly content: AsyncIterable<string | Uint8Array> };
  readonly headers?: Readonly<Record<string, string>>;
  /** Done when the transaction has been committed. */
  readonly afterwards?: () => void;
}

/** What the OpenAPI document says of an answer: its schema by name, or in place. */
export interface AnswerDoc {
  readonly description: string;
  readonly schema?: string | JsonSchema;
  readonly content?: string;
  /** Media types in which the same answer can be had as text. */
  readonly also?: readonly string[];
}

interface Described<Q, B> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Express path; the whole of it. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly query?: DtoClass<Q>;
  readonly body?: DtoClass<B>;
  /** The body may be left out: it says nothing that must be said. */
  readonly bodyOptional?: true;
  /** Of a body that may be larger than BODY_MAX_BYTES. */
  readonly bodyMaxBytes?: number;
  /** The body is multipart/form-data: these fields, and a file called `file`. */
  readonly upload?: true;
  readonly answers: Readonly<Record<number, AnswerDoc>>;
  /** Needs If-Match, or honours it where it is sent; for the document. */
  readonly versioned?: true | 'if sent';
}

/** For anybody: the word is spelt out. The handler opens transactions of its own, as a named system actor. */
export interface PublicRoute<Q = any, B = any> extends Described<Q, B> {
  readonly permission: 'public';
  handle(incoming: Incoming<Q, B>): Promise<Answer>;
}

/** Runs in one transaction as the account that asks. The usual kind. */
export interface ActingRoute<Q = any, B = any> extends Described<Q, B> {
  readonly permission: readonly Role[];
  readonly transaction: true;
  /** As the trail names the deed. */
  readonly action: string;
  /** Takes an Idempotency-Key. */
  readonly idempotent?: boolean;
  /** What of the body is kept for a repetition of the request, where not all of it may be: secrets are told once. */
  readonly kept?: (body: any) => unknown;
  /** Open to an account whose one-time password has not been changed yet. */
  readonly beforePasswordChange?: boolean;
  /** Statements that need nothing but the request, sent with the opening one; `handle` gets their rows. */
  readonly alongside?: (incoming: Incoming<Q, B>) => readonly Statement[];
  /**
   * The same as a file, when the request asks for one (null when not): made in a transaction of its own, which lasts
   * while the file is sent. Calls `permit` as soon as it knows who asks.
   */
  readonly file?: (
    sessionId: string,
    deed: Deed,
    incoming: Incoming<Q, B>,
    permit: (actor: Actor) => void,
  ) => Promise<Answer> | null;
  handle(tx: Tx, actor: Actor, incoming: Incoming<Q, B>, alongside: Alongside): Promise<Answer>;
}

/** For somebody, but the handler decides when a transaction is worth it. */
export interface DetachedRoute<Q = any, B = any> extends Described<Q, B> {
  readonly permission: readonly Role[];
  readonly transaction: false;
  readonly action: string;
  readonly beforePasswordChange?: boolean;
  handle(db: Db, actor: Actor & { readonly totalsStamp: bigint | null }, incoming: Incoming<Q, B>): Promise<Answer>;
}

export type Route = PublicRoute | ActingRoute | DetachedRoute;

/** Route makers, which tie the types of query and body to the classes that check them. */
export const publicRoute = <Q, B>(route: Omit<PublicRoute<Q, B>, 'permission'>): Route => ({
  ...route,
  permission: 'public',
});
export const actingRoute = <Q, B>(route: Omit<ActingRoute<Q, B>, 'transaction'>): Route => ({
  ...route,
  transaction: true,
});
export const detachedRoute = <Q, B>(route: Omit<DetachedRoute<Q, B>, 'transaction'>): Route => ({
  ...route,
  transaction: false,
});

export const EVERYBODY: readonly Role[] = ['officer', 'auditor', 'firm', 'admin'];

export const ok = (body: unknown, headers?: Record<string, string>): Answer => ({
  status: 200,
  body,
  ...(headers ? { headers } : {}),
});
export const noContent = (): Answer => ({ status: 204 });
