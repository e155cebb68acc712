import { ACCESS_KINDS, type AccessKind } from '../../domain/access-log.ts';
import { QueryCodes, QueryWords, Text } from '../../http/fields.ts';
import { PageQuery } from '../../http/page-query.ts';
import { RangeBound } from '../../http/range-bound.ts';
import { Optional } from '../../http/rule.ts';

export class AccessLogSearch extends PageQuery {
  @Optional() @QueryWords(ACCESS_KINDS) kind?: AccessKind[];
  /** A login. */
  @Optional() @Text(1, 100) actor?: string;
  @Optional() @QueryCodes(/^[A-Z0-9]{2,20}$/, 'ICBC') bank?: string[];
  @Optional() @Text(1, 100) address?: string;
  /** `filing/…`, `firm/…`, `import/…`, `account/…` or `file/…`. */
  @Optional() @Text(1, 200) object?: string;
  @Optional() @RangeBound('from') from?: string;
  @Optional() @RangeBound('to') to?: string;
}
