/**
 * The Node.js HTTP server, adapted for speed. It may be replaced by `createServer(app)` without any change of
 * behaviour.
 */
import { createServer, IncomingMessage, ServerResponse, type Server } from 'node:http';
import type { Express } from 'express';

/**
 * An HTTP server whose requests and responses already have the prototypes that Express sets on each of them
 * (`app.handle`). Changing a prototype is slow: measured with Node 20, a node:http server that does so has a third of the
 * throughput, and each request leaves kilobytes that only a full garbage collection frees. Setting the same prototype
 * again has no effect.
 *
 * @see https://nodejs.org/api/http.html#httpcreateserveroptions-requestlistener (IncomingMessage, ServerResponse)
 */
export function createHttpServer(app: Express): Server {
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
  const server = createServer({ IncomingMessage: AppRequest, ServerResponse: AppResponse }, app);
  return server;
}
