import type { Feature } from '../../http/feature.ts';
import { qualificationRoutes } from './qualifications.routes.ts';
import { qualificationSchemas } from './qualifications.schema.ts';
import { qualificationsExport } from './qualifications.table.ts';

export const qualifications = {
  routes: qualificationRoutes,
  schemas: qualificationSchemas,
  exports: { qualifications: qualificationsExport },
} satisfies Feature<never>;
