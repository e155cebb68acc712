/** What requests about the audit trail may contain. A table that gets audited is added to TRAIL_TYPES. */
import { Text, Word } from '../../http/fields.ts';
import { PageQuery } from '../../http/page-query.ts';
import { RangeBound } from '../../http/range-bound.ts';
import { Optional } from '../../http/rule.ts';

export const TRAIL_TYPES = [
  'filing',
  'amendment',
  'firm',
  'qualification',
  'waiting_certificate',
  'qualification_kind',
  'account',
  'session',
  'second_factor',
  'bank',
  'region',
  'programme_rule',
  'lpr',
  'holiday',
  'registry',
  'signing_key',
  'export',
  'import',
  'closing',
  'proof',
] as const;

export class TrailSearch extends PageQuery {
  @Optional() @Word(TRAIL_TYPES) type?: string;
  /** Id of the record: the id of a filing, the code of a firm, `kind/certificateNo` of a qualification. */
  @Optional() @Text(1, 200) id?: string;
  /** A login, or `system:…` for a system actor. */
  @Optional() @Text(1, 100) actor?: string;
  @Optional() @RangeBound('from') from?: string;
  @Optional() @RangeBound('to') to?: string;
}
