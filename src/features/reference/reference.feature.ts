import type { Feature } from '../../http/feature.ts';
import { referenceRoutes } from './reference.routes.ts';
import { referenceSchemas } from './reference.schema.ts';

export const reference = { routes: referenceRoutes, schemas: referenceSchemas } satisfies Feature<never>;
