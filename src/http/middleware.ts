/**
 * Express middleware: request ids, logging, metrics, routes and errors. Log lines must contain no personal or business
 * data.
 */
import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Express, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { NoSessionError } from '../data/as-actor.ts';
import { isUnavailable } from '../data/errors.ts';
import { URL_MAX_CHARACTERS } from '../domain/limits.ts';
import { languageOf } from './incoming.ts';
import type { Metrics } from './metrics.ts';
import { Problem, renderProblem } from './problem.ts';
import type { Route } from './route.ts';
import { serve, type ServeDeps } from './serve.ts';

/** Assigns a request id, and logs and measures each request. Log and metrics contain no query, body or name. */
export function observeRequests(log: Logger, metrics: Metrics): RequestHandler {
  // The lines contain nothing to redact; without redaction they are written faster.
  const lines = log.child({}, { redact: [] });
  return (request, response, next) => {
    const requestId = randomUUID();
    const started = performance.now();
    response.locals['requestId'] = requestId;
    response.setHeader('X-Request-Id', requestId);
    if (request.path.startsWith('/api/')) response.setHeader('Cache-Control', 'no-store');
    response.on('close', () => {
      const ms = performance.now() - started;
      const route = (response.locals['route'] as string | undefined) ?? 'none';
      metrics.request(request.method, route, response.statusCode, ms / 1000);
      lines[response.statusCode >= 500 ? 'error' : 'info'](
        { requestId, method: request.method, route, status: response.statusCode, ms: Math.round(ms * 10) / 10 },
        'request',
      );
    });
    if (request.originalUrl.length > URL_MAX_CHARACTERS)
      throw new Problem('VALIDATION_FAILED', {
        errors: [{ path: '', code: 'TOO_LONG', params: { max: URL_MAX_CHARACTERS } }],
      });
    next();
  };
}

/** Mounts the routes, and a 405 for other methods of their paths. */
export function mountRoutes(app: Express, routes: readonly Route[], deps: ServeDeps): void {
  const methods = new Map<string, string[]>();
  for (const route of routes) {
    app[route.method.toLowerCase() as 'get'](route.path, serve(route, deps));
    methods.set(route.path, [...(methods.get(route.path) ?? []), route.method]);
  }
  for (const [path, allowed] of methods) {
    app.all(path, () => {
      const header = allowed.includes('GET') ? [...allowed, 'HEAD'] : allowed;
      throw new Problem('METHOD_NOT_ALLOWED', {
        params: { allowed: header.join(', ') },
        headers: { Allow: header.join(', ') },
      });
    });
  }
}

export const handleUnknownPath: RequestHandler = () => {
  throw new Problem('NOT_FOUND');
};

/** Answers every error with problem+json in the language of the request. An unexpected error reveals only its request id. */
export function handleErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const requestId = response.locals['requestId'] as string;
    const problem = asProblem(error);
    if (problem.status >= 500)
      log.error({ requestId, err: error }, problem.code === 'UNAVAILABLE' ? 'unavailable' : 'unexpected error');
    if (response.headersSent) return void response.destroy();
    if (problem.status === 401) response.set('WWW-Authenticate', 'Bearer');
    if (problem.status === 503) response.set('Retry-After', '2');
    response
      .status(problem.status)
      .set(problem.more.headers ?? {})
      .set('Content-Type', 'application/problem+json; charset=utf-8')
      .end(JSON.stringify(renderProblem(problem, languageOf(request), requestId)));
  };
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof NoSessionError) return new Problem('UNAUTHENTICATED');
  // Thrown by Express for a path with invalid percent-encoding.
  if (error instanceof URIError) return new Problem('NOT_FOUND');
  return new Problem(isUnavailable(error) ? 'UNAVAILABLE' : 'INTERNAL');
}
