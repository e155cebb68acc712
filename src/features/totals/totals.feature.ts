import type { Feature } from '../../http/feature.ts';
import { totalsRoutes, type TotalsDeps } from './totals.routes.ts';
import { totalsSchemas } from './totals.schema.ts';
import { proofRoutes, type ProofDeps } from './proofs/proofs.routes.ts';
import { proofSchemas } from './proofs/proofs.schema.ts';
import { totalsExport } from './totals.table.ts';
import { yearRoutes } from './years/years.routes.ts';
import { yearSchemas } from './years/years.schema.ts';

export const totals = {
  routes: (deps: TotalsDeps & ProofDeps) => [...totalsRoutes(deps), ...yearRoutes, ...proofRoutes(deps)],
  schemas: { ...totalsSchemas, ...yearSchemas, ...proofSchemas },
  exports: { totals: totalsExport },
} satisfies Feature<never>;
