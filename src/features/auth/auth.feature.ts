import type { Feature } from '../../http/feature.ts';
import { authRoutes } from './auth.routes.ts';
import { authSchemas } from './auth.schema.ts';

export const auth = { routes: authRoutes, schemas: authSchemas } satisfies Feature<never>;
