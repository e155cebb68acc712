import express, { type Express } from 'express';
import type { Logger } from 'pino';
import type { Db } from './data/database.ts';
import { adminRoutes } from './features/admin/admin.routes.ts';
import { adminSchemas } from './features/admin/admin.schema.ts';
import { authRoutes } from './features/auth/auth.routes.ts';
import { authSchemas } from './features/auth/auth.schema.ts';
import type { Passwords } from './features/auth/hashing.ts';
import { filingRoutes } from './features/filings/filings.routes.ts';
import { filingSchemas } from './features/filings/filings.schema.ts';
import { firmRoutes } from './features/firms/firms.routes.ts';
import { firmSchemas } from './features/firms/firms.schema.ts';
import { qualificationRoutes } from './features/qualifications/qualifications.routes.ts';
import { qualificationSchemas } from './features/qualifications/qualifications.schema.ts';
import { referenceRoutes } from './features/reference/reference.routes.ts';
import { referenceSchemas } from './features/reference/reference.schema.ts';
import { serviceRoutes } from './features/service/service.routes.ts';
import { totalsRoutes } from './features/totals/totals.routes.ts';
import { totalsSchemas } from './features/totals/totals.schema.ts';
import { trailRoutes } from './features/trail/trail.routes.ts';
import { trailSchemas } from './features/trail/trail.schema.ts';
import { createCursors } from './http/cursor.ts';
import { mountDocs } from './http/docs.ts';
import { answerErrors, mount, observe, unknownPath } from './http/edge.ts';
import { createMetrics } from './http/metrics.ts';
import type { Route } from './http/route.ts';
import type { JsonSchema } from './http/rule.ts';
import { secure } from './http/secure.ts';
import type { Tokens } from './http/tokens.ts';

export interface AppDeps {
  readonly db: Db;
  readonly tokens: Tokens;
  readonly passwords: Passwords;
  readonly clock: () => Date;
  readonly log: Logger;
  readonly sessionIdleHours: number;
  readonly secureCookies: boolean;
  readonly trustProxy: string | false;
}

/** Every route there is: what is mounted, what the OpenAPI document prints, what the access test walks. */
export function routesOf(deps: AppDeps): readonly Route[] {
  const { db, tokens, passwords, sessionIdleHours, secureCookies } = deps;
  const cursors = createCursors(tokens.derive('cursor'));
  return [
    ...filingRoutes({ cursors }),
    ...totalsRoutes(),
    ...firmRoutes({ cursors }),
    ...qualificationRoutes(),
    ...referenceRoutes(),
    ...trailRoutes({ cursors }),
    ...authRoutes({ db, tokens, passwords, sessionIdleHours, secureCookies }),
    ...adminRoutes({ db, passwords, cursors }),
  ];
}

/** What answers look like, by the names that the routes use. */
export const SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  ...filingSchemas, ...totalsSchemas, ...firmSchemas, ...qualificationSchemas, ...referenceSchemas, ...trailSchemas, ...authSchemas, ...adminSchemas,
};

export function buildApp(deps: AppDeps): Express {
  const metrics = createMetrics(() => deps.db.pool.stats());
  const routes = routesOf(deps);
  const app = express();
  app.disable('x-powered-by').disable('etag').set('trust proxy', deps.trustProxy);
  app.use(secure(), observe(deps.log, metrics));
  mount(app, routes, deps);
  mount(app, serviceRoutes({ db: deps.db, tokens: deps.tokens, metrics, clock: deps.clock }), deps);
  mountDocs(app, routes, SCHEMAS);
  app.use(unknownPath, answerErrors(deps.log));
  return app;
}
