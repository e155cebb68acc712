import type { Feature } from '../../http/feature.ts';
import { firmRoutes } from './firms.routes.ts';
import { firmSchemas } from './firms.schema.ts';
import { firmsExport } from './firms.table.ts';

export const firms = {
  routes: firmRoutes,
  schemas: firmSchemas,
  exports: { firms: firmsExport },
} satisfies Feature<never>;
