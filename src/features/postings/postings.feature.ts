import type { Feature } from '../../http/feature.ts';
import { postingRoutes } from './postings.routes.ts';
import { postingSchemas } from './postings.schema.ts';

export const postings = { routes: postingRoutes, schemas: postingSchemas } satisfies Feature<never>;
