import type { Feature } from '../../http/feature.ts';
import { templateRoutes } from './templates.routes.ts';

export const templates = { routes: templateRoutes } satisfies Feature<never>;
