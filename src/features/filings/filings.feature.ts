import type { Feature } from '../../http/feature.ts';
import { filingRoutes } from './filings.routes.ts';
import { filingSchemas } from './filings.schema.ts';
import { filingsExport } from './filings.table.ts';

export const filings = {
  routes: filingRoutes,
  schemas: filingSchemas,
  exports: { filings: filingsExport },
} satisfies Feature<never>;
