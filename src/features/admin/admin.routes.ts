import type { Db } from '../../data/database.ts';
import type { Cursors } from '../../http/cursor.ts';
import type { Route } from '../../http/route.ts';
import { accountRoutes } from './accounts.routes.ts';
import type { OneTimePasswords } from './accounts.service.ts';
import { confirmationRoutes } from './confirmations.routes.ts';
import { holidayRoutes } from './holidays.routes.ts';
import { lprRoutes } from './lpr.routes.ts';
import { placeRoutes } from './places.routes.ts';
import { qualificationKindRoutes } from './qualification-kinds.routes.ts';
import { programmeRuleRoutes } from './programme-rules.routes.ts';

export interface AdminDeps {
  readonly db: Db;
  readonly passwords: OneTimePasswords;
  readonly cursors: Cursors;
}

export function adminRoutes(deps: AdminDeps): Route[] {
  return [
    ...accountRoutes(deps),
    ...confirmationRoutes(deps),
    ...placeRoutes(deps),
    ...programmeRuleRoutes(deps),
    ...lprRoutes(deps),
    ...holidayRoutes(deps),
    ...qualificationKindRoutes(deps),
  ];
}
