import { adminArea } from './admin/area.ts';
import { auditorArea } from './auditor/area.ts';
import { firmArea } from './firm/area.ts';
import { officerArea } from './officer/area.ts';
import type { Area } from './shared/area.ts';
import type { Account } from './shared/session.ts';

/** Who sees what. A page that stands in another's area is forbidden, one that stands in none does not exist. */
export const areas: Readonly<Record<Account['role'], Area>> = {
  officer: officerArea,
  auditor: auditorArea,
  firm: firmArea,
  admin: adminArea,
};
