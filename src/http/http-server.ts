/**
 * The Node.js HTTP server, adapted for speed. It may be replaced by `createServer(app)` without any change of
 * behaviour.
 */
import { createServer, IncomingMessage, ServerResponse, type Server } from 'node:http';
import type { Express } from 'express';
import {
  CONNECTIONS_MAX,
  KEEP_ALIVE_SECONDS,
  REQUEST_HEAD_MAX_SECONDS,
  REQUEST_RECEIPT_MAX_SECONDS,
  SOCKET_IDLE_MAX_SECONDS,
} from '../domain/limits.ts';

/** Limits of connections, see domain/limits.ts. */
export interface HttpLimits {
  readonly maxConnections: number;
  readonly headMs: number;
  readonly requestMs: number;
  readonly keepAliveMs: number;
  readonly idleMs: number;
}
const DEFAULT_LIMITS: HttpLimits = {
  maxConnections: CONNECTIONS_MAX,
  headMs: REQUEST_HEAD_MAX_SECONDS * 1000,
  requestMs: REQUEST_RECEIPT_MAX_SECONDS * 1000,
  keepAliveMs: KEEP_ALIVE_SECONDS * 1000,
  idleMs: SOCKET_IDLE_MAX_SECONDS * 1000,
};
/** How often Node looks for connections that are too slow, at most. */
const CHECK_EVERY_MS = 2_000;

/**
 * An HTTP server whose requests and responses already have the prototypes that Express sets on each of them
 * (`app.handle`). Changing a prototype is slow: measured with Node 20, a node:http server that does so has a third of the
 * throughput, and each request leaves kilobytes that only a full garbage collection frees. Setting the same prototype
 * again has no effect.
 *
 * @see https://nodejs.org/api/http.html#httpcreateserveroptions-requestlistener (IncomingMessage, ServerResponse)
 */
export function createHttpServer(app: Express, given: Partial<HttpLimits> = {}): Server {
  const limits = { ...DEFAULT_LIMITS, ...given };
  class AppRequest extends IncomingMessage {}
  class AppResponse extends ServerResponse<AppRequest> {
    /** Answers `Connection: close` while the server stops: a next request on this connection would be cut off. */
    override writeHead(...head: unknown[]): this {
      if (!server.listening) this.shouldKeepAlive = false;
      return super.writeHead(...(head as [number]));
    }
  }
  const express = app as unknown as { request: object; response: object };
  Object.setPrototypeOf(AppRequest.prototype, express.request);
  Object.setPrototypeOf(AppResponse.prototype, express.response);
  [express.request, express.response] = [AppRequest.prototype, AppResponse.prototype];
  const server = createServer(
    {
      IncomingMessage: AppRequest,
      ServerResponse: AppResponse,
      // A missing Host header is answered like a wrong one (requireOneHost).
      requireHostHeader: false,
      // Node counts the time for the head from the beginning of the connection, so it is also that for the first byte.
      headersTimeout: limits.headMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.keepAliveMs,
      connectionsCheckingInterval: Math.min(CHECK_EVERY_MS, limits.headMs),
    },
    app,
  );
  server.maxConnections = limits.maxConnections;
  server.setTimeout(limits.idleMs);
  return server;
}
