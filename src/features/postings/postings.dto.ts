/** What requests about postings may contain. */
import { QueryWhole } from '../../http/fields.ts';
import { PageQuery } from '../../http/page-query.ts';
import { Optional } from '../../http/rule.ts';

const NO_MAX = 999_999_999_999_999;

export class PostingSearch extends PageQuery {
  /** The number of the first posting. */
  @Optional() @QueryWhole(1, NO_MAX) from?: number;
}
