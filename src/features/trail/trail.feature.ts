import type { Feature } from '../../http/feature.ts';
import { trailRoutes } from './trail.routes.ts';
import { trailSchemas } from './trail.schema.ts';

export const trail = { routes: trailRoutes, schemas: trailSchemas } satisfies Feature<never>;
