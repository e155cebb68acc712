import type { Migration } from 'kysely';
import * as trail from './migrations/0001-trail.ts';
import * as reference from './migrations/0002-reference.ts';
import * as firms from './migrations/0003-firms.ts';
import * as accounts from './migrations/0004-accounts.ts';
import * as filings from './migrations/0005-filings.ts';
import * as totals from './migrations/0006-totals.ts';
import * as access from './migrations/0007-access.ts';
import * as seeds from './migrations/0008-seeds.ts';
import * as everyGrouping from './migrations/0009-every-grouping.ts';
import * as imports from './migrations/0010-imports.ts';
import * as largeImports from './migrations/0011-large-imports.ts';
import * as exports from './migrations/0012-exports.ts';
import * as lighterFilings from './migrations/0013-lighter-filings.ts';
import * as firmsAsKnown from './migrations/0014-firms-as-known.ts';
import * as besideImports from './migrations/0015-beside-imports.ts';
import * as lighterTotals from './migrations/0016-lighter-totals.ts';
import * as filedTogether from './migrations/0017-filed-together.ts';
import * as filedAsExpected from './migrations/0018-filed-as-expected.ts';
import * as trailOfMany from './migrations/0019-trail-of-many.ts';
import * as trailByType from './migrations/0020-trail-by-type.ts';

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
  '0009-every-grouping': everyGrouping,
  '0010-imports': imports,
  '0011-large-imports': largeImports,
  '0012-exports': exports,
  '0013-lighter-filings': lighterFilings,
  '0014-firms-as-known': firmsAsKnown,
  '0015-beside-imports': besideImports,
  '0016-lighter-totals': lighterTotals,
  '0017-filed-together': filedTogether,
  '0018-filed-as-expected': filedAsExpected,
  '0019-trail-of-many': trailOfMany,
  '0020-trail-by-type': trailByType,
};
