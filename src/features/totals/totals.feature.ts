import type { Feature } from '../../http/feature.ts';
import { totalsRoutes } from './totals.routes.ts';
import { totalsSchemas } from './totals.schema.ts';
import { totalsExport } from './totals.table.ts';

export const totals = {
  routes: totalsRoutes,
  schemas: totalsSchemas,
  exports: { totals: totalsExport },
} satisfies Feature<never>;
