/**
 * Wires the application: collects the features of features/features.ts and mounts what serves HTTP. No logic belongs
 * here; a new feature changes features.ts only. The order of the middleware matters: security headers and logging
 * first, error handling last.
 */
import type { Server } from 'node:http';
import express from 'express';
import type { Logger } from 'pino';
import { asSystem } from './data/as-actor.ts';
import type { Db } from './data/database.ts';
import { pendingSeconds } from './data/posting.queries.ts';
import type { Passwords } from './features/auth/hashing.ts';
import * as features from './features/features.ts';
import type { ImportRunner } from './features/imports/imports.routes.ts';
import { serviceRoutes } from './features/service/service.routes.ts';
import type { AccessLog } from './http/access-log.ts';
import { createActivity } from './http/activity.ts';
import { mountConsole, type ConsoleFiles } from './http/console.ts';
import { createCursors, type Cursors } from './http/cursor.ts';
import { mountDocs } from './http/docs.ts';
import { createDownloads, type Downloads } from './http/downloads.ts';
import { exportablesOf, schemasOf, type Exportables, type Feature } from './http/feature.ts';
import { requireOneHost } from './http/host-header.ts';
import { createLimits, type Limits, type LimitSettings } from './http/limits.ts';
import { handleErrors, limitAddresses, mountRoutes, observeRequests, handleUnknownPath } from './http/middleware.ts';
import type { MetricsAccess } from './http/metrics-access.ts';
import { createMetrics, type Metrics } from './http/metrics.ts';
import type { Route } from './http/route.ts';
import { securityHeaders } from './http/security-headers.ts';
import { createHttpServer, type HttpLimits } from './http/http-server.ts';
import type { Tokens } from './http/tokens.ts';
import type { UploadLimits } from './http/upload.ts';

export interface AppDeps {
  readonly db: Db;
  readonly tokens: Tokens;
  readonly passwords: Passwords;
  readonly clock: () => Date;
  readonly log: Logger;
  readonly accessLog: AccessLog;
  readonly checkFirmsPerDay: number;
  readonly sessionIdleMinutes: number;
  readonly secondFactor: 'optional' | 'required';
  readonly secureCookies: boolean;
  readonly trustProxy: string | false;
  /** The built web console; null where it was not built. */
  readonly console: ConsoleFiles | null;
  readonly imports: ImportRunner;
  /** Who may read the metrics; anyone by default. */
  readonly metricsAccess?: MetricsAccess;
  /** Overrides the default limits of uploads. */
  readonly uploads?: UploadLimits;
  /** Other limits per account and address than the usual ones. */
  readonly limitSettings?: Partial<LimitSettings>;
  readonly httpLimits?: Partial<HttpLimits>;
}

/** All that features may need; each declares the part that it uses. */
interface FeatureDeps extends AppDeps {
  readonly cursors: Cursors;
  readonly downloads: Downloads;
  readonly exportables: Exportables;
  readonly limits: Limits;
}

const FEATURES: readonly Feature<FeatureDeps>[] = Object.values(features);

/** JSON schemas of responses, by the names that routes use. */
export const SCHEMAS = schemasOf(FEATURES);

/** All routes of the API. The server, the OpenAPI document and the access test read this list. */
export function routesOf(deps: AppDeps, limits = createLimits(deps.limitSettings)): readonly Route[] {
  const shared: FeatureDeps = {
    ...deps,
    cursors: createCursors(() => deps.tokens.derived('cursor', 'verifying')),
    downloads: createDownloads(deps.db, limits.exports),
    exportables: exportablesOf(FEATURES),
    limits,
  };
  return FEATURES.flatMap((feature) => feature.routes(shared));
}

export function createServiceMetrics({ db, clock }: Pick<AppDeps, 'db' | 'clock'>): Metrics {
  return createMetrics(
    () => db.pool.stats(),
    () => asSystem(db, 'service', { action: 'service.metrics', at: clock() }, pendingSeconds),
  );
}

/** Everything that is answered over HTTP; it does not listen yet. */
export function buildServer(deps: AppDeps, metrics = createServiceMetrics(deps)): Server {
  const limits = createLimits(deps.limitSettings);
  const routes = routesOf(deps, limits);
  const serving = { ...deps, limits, recordUse: createActivity(deps.db, deps.log) };
  const app = express();
  app.disable('x-powered-by').disable('etag').set('trust proxy', deps.trustProxy);
  app.enable('case sensitive routing').enable('strict routing');
  app.use(
    securityHeaders(deps.secureCookies),
    observeRequests(deps.log, metrics, deps.accessLog, deps.clock),
    requireOneHost,
    limitAddresses(limits),
  );
  mountRoutes(app, routes, serving);
  mountRoutes(app, serviceRoutes({ metricsAccess: 'anyone', ...deps, metrics }), serving);
  mountDocs(app, routes, SCHEMAS);
  mountConsole(app, deps.console);
  app.use(handleUnknownPath, handleErrors(deps.log));
  return createHttpServer(app, deps.httpLimits);
}
