import type { Feature } from '../../http/feature.ts';
import { accessLogRoutes } from './access-log.routes.ts';
import { accessLogSchemas } from './access-log.schema.ts';

export const accessLog = { routes: accessLogRoutes, schemas: accessLogSchemas } satisfies Feature<never>;
