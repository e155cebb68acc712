import type { Feature } from '../../http/feature.ts';
import { importRoutes } from './imports.routes.ts';
import { importSchemas } from './imports.schema.ts';

export const imports = { routes: importRoutes, schemas: importSchemas } satisfies Feature<never>;
