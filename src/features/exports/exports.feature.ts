import type { Feature } from '../../http/feature.ts';
import { exportRoutes } from './exports.routes.ts';
import { exportSchemas } from './exports.schema.ts';

export const exports = { routes: exportRoutes, schemas: exportSchemas } satisfies Feature<never>;
