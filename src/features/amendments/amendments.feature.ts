import type { Feature } from '../../http/feature.ts';
import { amendmentRoutes } from './amendments.routes.ts';
import { amendmentSchemas } from './amendments.schema.ts';

export const amendments = { routes: amendmentRoutes, schemas: amendmentSchemas } satisfies Feature<never>;
