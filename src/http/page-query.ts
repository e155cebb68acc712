/** The query of every paginated list. Lists with further parameters extend it. */
import { CURSOR_MAX_CHARACTERS } from '../domain/limits.ts';
import { QueryLimit, Text } from './fields.ts';
import { Optional } from './rule.ts';

/** The query parameters of a paginated list. */
export class PageQuery {
  @Optional() @QueryLimit() limit?: number;
  @Optional() @Text(1, CURSOR_MAX_CHARACTERS) cursor?: string;
}
