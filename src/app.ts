import type { Server } from 'node:http';
import express from 'express';
import type { Logger } from 'pino';
import { asSystem } from './data/as-actor.ts';
import type { Db } from './data/database.ts';
import { pendingSeconds } from './data/posting.queries.ts';
import { adminRoutes } from './features/admin/admin.routes.ts';
import { adminSchemas } from './features/admin/admin.schema.ts';
import { authRoutes } from './features/auth/auth.routes.ts';
import { authSchemas } from './features/auth/auth.schema.ts';
import type { Passwords } from './features/auth/hashing.ts';
import { exportRoutes } from './features/exports/exports.routes.ts';
import { exportSchemas } from './features/exports/exports.schema.ts';
import { filingRoutes } from './features/filings/filings.routes.ts';
import { filingSchemas } from './features/filings/filings.schema.ts';
import { filingsExport } from './features/filings/filings.table.ts';
import { firmRoutes } from './features/firms/firms.routes.ts';
import { firmSchemas } from './features/firms/firms.schema.ts';
import { importRoutes, type ImportRunner } from './features/imports/imports.routes.ts';
import { importSchemas } from './features/imports/imports.schema.ts';
import { firmsExport } from './features/firms/firms.table.ts';
import { postingRoutes } from './features/postings/postings.routes.ts';
import { postingSchemas } from './features/postings/postings.schema.ts';
import { qualificationRoutes } from './features/qualifications/qualifications.routes.ts';
import { qualificationSchemas } from './features/qualifications/qualifications.schema.ts';
import { qualificationsExport } from './features/qualifications/qualifications.table.ts';
import { referenceRoutes } from './features/reference/reference.routes.ts';
import { referenceSchemas } from './features/reference/reference.schema.ts';
import { serviceRoutes } from './features/service/service.routes.ts';
import { templateRoutes } from './features/templates/templates.routes.ts';
import { totalsRoutes } from './features/totals/totals.routes.ts';
import { totalsSchemas } from './features/totals/totals.schema.ts';
import { totalsExport } from './features/totals/totals.table.ts';
import { trailRoutes } from './features/trail/trail.routes.ts';
import { trailSchemas } from './features/trail/trail.schema.ts';
import { mountConsole, type ConsoleFiles } from './http/console.ts';
import { createCursors } from './http/cursor.ts';
import { mountDocs } from './http/docs.ts';
import { createDownloads } from './http/downloads.ts';
import { handleErrors, mountRoutes, observeRequests, handleUnknownPath } from './http/middleware.ts';
import { createMetrics } from './http/metrics.ts';
import type { Route } from './http/route.ts';
import type { JsonSchema } from './http/rule.ts';
import { securityHeaders } from './http/security-headers.ts';
import { createHttpServer } from './http/http-server.ts';
import type { Tokens } from './http/tokens.ts';
import type { UploadLimits } from './http/upload.ts';

export interface AppDeps {
  readonly db: Db;
  readonly tokens: Tokens;
  readonly passwords: Passwords;
  readonly clock: () => Date;
  readonly log: Logger;
  readonly sessionIdleHours: number;
  readonly secureCookies: boolean;
  readonly trustProxy: string | false;
  /** The built web console; null where it was not built. */
  readonly console: ConsoleFiles | null;
  readonly imports: ImportRunner;
  /** Other limits of uploads than the usual ones. */
  readonly uploads?: UploadLimits;
}

/** Every route there is: what is mounted, what the OpenAPI document prints, what the access test walks. */
export function routesOf(deps: AppDeps): readonly Route[] {
  const { db, tokens, passwords, sessionIdleHours, secureCookies } = deps;
  const cursors = createCursors(tokens.derive('cursor'));
  const downloads = createDownloads(db);
  return [
    ...filingRoutes({ cursors, downloads }),
    ...importRoutes({ cursors, imports: deps.imports }),
    ...totalsRoutes({ downloads }),
    ...postingRoutes({ db, cursors }),
    ...firmRoutes({ cursors, downloads }),
    ...qualificationRoutes({ cursors, downloads }),
    ...exportRoutes({
      db,
      downloads,
      exportables: {
        filings: filingsExport,
        firms: firmsExport,
        qualifications: qualificationsExport,
        totals: totalsExport,
      },
    }),
    ...templateRoutes(),
    ...referenceRoutes({ cursors }),
    ...trailRoutes({ cursors }),
    ...authRoutes({ db, tokens, passwords, sessionIdleHours, secureCookies }),
    ...adminRoutes({ db, passwords, cursors }),
  ];
}

/** What answers look like, by the names that the routes use. */
export const SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  ...filingSchemas,
  ...importSchemas,
  ...totalsSchemas,
  ...postingSchemas,
  ...firmSchemas,
  ...qualificationSchemas,
  ...exportSchemas,
  ...referenceSchemas,
  ...trailSchemas,
  ...authSchemas,
  ...adminSchemas,
};

/** Everything that is answered over HTTP; it does not listen yet. */
export function buildServer(deps: AppDeps): Server {
  const metrics = createMetrics(
    () => deps.db.pool.stats(),
    () => asSystem(deps.db, 'service', { action: 'service.metrics', at: deps.clock() }, pendingSeconds),
  );
  const routes = routesOf(deps);
  const app = express();
  app.disable('x-powered-by').disable('etag').set('trust proxy', deps.trustProxy);
  app.use(securityHeaders(), observeRequests(deps.log, metrics));
  mountRoutes(app, routes, deps);
  mountRoutes(app, serviceRoutes({ db: deps.db, tokens: deps.tokens, metrics, clock: deps.clock }), deps);
  mountDocs(app, routes, SCHEMAS);
  mountConsole(app, deps.console);
  app.use(handleUnknownPath, handleErrors(deps.log));
  return createHttpServer(app);
}
