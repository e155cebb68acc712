import type { Feature } from '../../http/feature.ts';
import { adminRoutes } from './admin.routes.ts';
import { adminSchemas } from './admin.schema.ts';

export const admin = { routes: adminRoutes, schemas: adminSchemas } satisfies Feature<never>;
