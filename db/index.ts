import type { Migration } from 'kysely';
import * as trail from './migrations/0001-trail.ts';
import * as reference from './migrations/0002-reference.ts';
import * as firms from './migrations/0003-firms.ts';
import * as accounts from './migrations/0004-accounts.ts';
import * as filings from './migrations/0005-filings.ts';
import * as totals from './migrations/0006-totals.ts';
import * as access from './migrations/0007-access.ts';
import * as seeds from './migrations/0008-seeds.ts';

/** Every migration, in order. What has landed is never edited; a change is a new one. */
export const migrations: Record<string, Migration> = {
  '0001-trail': trail,
  '0002-reference': reference,
  '0003-firms': firms,
  '0004-accounts': accounts,
  '0005-filings': filings,
  '0006-totals': totals,
  '0007-access': access,
  '0008-seeds': seeds,
};
