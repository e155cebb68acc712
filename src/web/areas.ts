/**
 * The pages of each role. A new role of the service needs an area here; a new page is added in the area.ts of its
 * folder.
 */
import { adminArea } from './admin/area.ts';
import { auditorArea } from './auditor/area.ts';
import { firmArea } from './firm/area.ts';
import { officerArea } from './officer/area.ts';
import type { Area } from './shared/area.ts';
import type { Account } from './shared/session.ts';

/** A path of another role's area is answered as forbidden, any other path as not found. */
export const areas: Readonly<Record<Account['role'], Area>> = {
  officer: officerArea,
  auditor: auditorArea,
  firm: firmArea,
  admin: adminArea,
};
